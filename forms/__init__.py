"""One file = one online form: a pydantic class. Names with an underscore are the machinery."""
