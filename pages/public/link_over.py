"""A link of a letter that does nothing any more, and what to do then."""

import ui

ui.link_over()
