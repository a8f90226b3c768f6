"""What somebody whose role logs in with a code finds at every address until it is connected."""

import ui
from core.actor import Duty

ui.enrol(ui.owing(Duty.SECOND_FACTOR))
