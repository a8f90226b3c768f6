"""The address of a letter is confirmed by the press of a button."""

import ui

ui.confirm_email()
