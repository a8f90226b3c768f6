"""Demo data: an invented utility's two years, drawn as domain.md section 9 describes them."""

from services.demo.load import PASSWORD, Loaded, load, present

__all__ = ["PASSWORD", "Loaded", "load", "present"]
