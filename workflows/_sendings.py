"""How what was sent stands until it is registered, accepted or returned."""

from core.labelled import Labelled


class Sending(Labelled):
    """The state of a submission; its value is kept."""

    WAITING = "waiting", "Ожидает регистрации"
    REGISTERED = "registered", "Зарегистрирована"
    ACCEPTED = "accepted", "Принято"
    RETURNED = "returned", "Возвращено"
