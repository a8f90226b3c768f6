"""Choices that have a name for people."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A choice that is stored as its value and shown as its Russian ``label``: ``NAME = "value", "Название"``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member of its stored *value* and its *label*."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
