import json
import pickle

import pytest

from core.labelled import Labelled


class Fruit(Labelled):
    """What grows on trees."""

    APPLE = "apple", "Яблоко"
    PEAR = "pear", "Груша"


def test_a_choice_is_stored_as_its_value_and_shown_as_its_label() -> None:
    assert str(Fruit.APPLE) == "apple"
    assert json.dumps([Fruit.APPLE]) == '["apple"]'
    assert Fruit.APPLE.label == "Яблоко"


def test_a_choice_is_found_by_its_value_alone() -> None:
    assert Fruit("pear") is Fruit.PEAR
    with pytest.raises(ValueError, match="Груша"):
        Fruit("Груша")


def test_a_choice_survives_a_journey_between_processes() -> None:
    travelled = pickle.loads(pickle.dumps(Fruit.PEAR))  # noqa: S301 - our own bytes

    assert travelled is Fruit.PEAR
