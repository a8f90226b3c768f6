"""Measurements of the running portal; each module is run by ``python -m benchmarks.<name>``."""
