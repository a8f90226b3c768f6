"""A password of one's own in the place of a temporary one."""

import ui

ui.first_password()
