"""One file = one article of help: a header of four lines, then plain Russian text with pictures."""
