import pytest

from core import sealed
from tests.conftest import forget

SECRET = "JBSWY3DPEHPK3PXP"


def test_what_was_sealed_opens_for_the_same_thing_and_no_other() -> None:
    kept = sealed.seal(SECRET, for_what="second factor of 1")

    assert sealed.unseal(kept, for_what="second factor of 1") == SECRET
    with pytest.raises(ValueError, match="something else"):
        sealed.unseal(kept, for_what="second factor of 2")


def test_nothing_of_the_secret_shows_and_no_two_seals_are_alike() -> None:
    first, second = (sealed.seal(SECRET, for_what="x") for _ in range(2))

    assert SECRET not in first
    assert first != second


def test_an_altered_seal_does_not_open() -> None:
    kept = sealed.seal(SECRET, for_what="x")

    with pytest.raises(ValueError, match="altered"):
        sealed.unseal(("B" if kept[0] == "A" else "A") + kept[1:], for_what="x")


def test_another_key_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sealed.seal(SECRET, for_what="x")

    monkeypatch.setenv("PORTAL_SECRET", "another secret of the portal, long enough")
    forget()

    with pytest.raises(ValueError, match="another key"):
        sealed.unseal(kept, for_what="x")
