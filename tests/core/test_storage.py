from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from core import storage
from core.errors import NotFound
from core.settings import settings

CONTENT = b"%PDF-1.7 content"


def kept_files() -> list[Path]:
    return [path for path in settings().files.rglob("*") if path.is_file()]


def test_content_is_named_by_its_digest_and_read_back() -> None:
    stored = storage.put([CONTENT[:5], CONTENT[5:]])

    assert stored == storage.Stored(sha256(CONTENT).hexdigest(), len(CONTENT))
    assert storage.path(stored.sha256).read_bytes() == CONTENT


def test_equal_content_is_kept_once() -> None:
    first, second = storage.put([CONTENT]), storage.put([CONTENT])

    assert first == second
    assert len(kept_files()) == 1


def test_nothing_at_all_is_content_too() -> None:
    stored = storage.put([])

    assert stored.size == 0
    assert storage.path(stored.sha256).read_bytes() == b""


def test_a_broken_upload_leaves_nothing_behind() -> None:
    def broken() -> Iterator[bytes]:
        yield CONTENT
        raise ConnectionError

    with pytest.raises(ConnectionError):
        storage.put(broken())

    assert kept_files() == []


def test_ten_people_may_bring_one_file_at_once() -> None:
    with ThreadPoolExecutor(10) as pool:
        stored = set(pool.map(lambda _: storage.put([CONTENT] * 1000), range(10)))

    assert len(stored) == 1
    assert [path.stat().st_size for path in kept_files()] == [len(CONTENT) * 1000]


@pytest.mark.parametrize("name", [sha256(b"never").hexdigest(), "00", ""])
def test_what_was_never_put_is_not_found(name: str) -> None:
    with pytest.raises(NotFound, match="Файл не найден"):
        storage.path(name)
