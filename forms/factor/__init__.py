"""What is asked about the second factor of a login."""
