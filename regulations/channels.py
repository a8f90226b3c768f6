"""The ways an application reaches the company (ПП 861, п. 8, 8(3))."""

from core.labelled import Labelled


class Channel(Labelled):
    """How an application came."""

    CABINET = "cabinet", "Личный кабинет"
    OFFICE = "office", "Центр обслуживания"
    POST = "post", "Почта"
    OTHER = "other", "Иной"
