"""What the cabinet asks of the people of an organisation."""
