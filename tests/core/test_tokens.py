import re

import pytest

from core import tokens
from core.settings import settings


def test_a_token_is_random_and_fits_a_cookie() -> None:
    made = {tokens.fresh() for _ in range(100)}

    assert len(made) == 100
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in made)


def test_the_hash_of_a_token_is_always_the_same_and_tells_nothing_of_it() -> None:
    token = tokens.fresh()

    assert tokens.keyed(token) == tokens.keyed(token)
    assert tokens.keyed(token) != tokens.keyed(tokens.fresh())
    assert re.fullmatch(r"[0-9a-f]{64}", tokens.keyed(token))


def test_another_key_gives_another_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tokens.keyed("token")
    monkeypatch.setenv("PORTAL_SECRET", "k" * 32)
    settings.cache_clear()

    assert tokens.keyed("token") != before
