"""Ways into an account beside registration: what is asked when a password is forgotten, given, or changed."""
