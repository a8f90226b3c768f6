"""One file = one document to read: a header of three lines, then plain Russian text."""
