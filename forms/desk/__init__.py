"""Small forms of the staff app."""
