import os
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from core import storage
from core.errors import NotFound
from core.settings import settings
from tests.conftest import Time

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


def test_a_full_disk_leaves_nothing_half_kept() -> None:
    settings().files.mkdir(parents=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            storage.put([CONTENT])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert kept_files() == []


def test_what_comes_in_can_be_looked_at_before_it_is_kept() -> None:
    with storage.incoming([CONTENT[:5]]) as incoming:
        incoming.write(CONTENT[5:])
        incoming.whole()

        assert (incoming.path.read_bytes(), incoming.size) == (CONTENT, len(CONTENT))
        stored = incoming.keep()

    assert stored == storage.put([CONTENT])
    assert [path.name for path in kept_files()] == [stored.sha256]


def test_what_is_not_kept_is_gone() -> None:
    with storage.incoming([CONTENT]) as incoming:
        incoming.whole()

    assert kept_files() == []


def test_what_a_crash_left_half_taken_in_is_swept_after_an_hour(time: Time) -> None:
    storage.Incoming().whole()

    assert storage.sweep_partial() == 0
    time.passes(minutes=61)
    assert storage.sweep_partial() == 1
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


def test_only_content_older_than_an_hour_is_old_and_can_be_forgotten(time: Time) -> None:
    stored = storage.put([CONTENT])

    assert list(storage.old()) == []
    assert not storage.forget(stored.sha256)
    assert storage.path(stored.sha256).is_file()

    time.passes(minutes=61)
    assert list(storage.old()) == [stored.sha256]
    assert storage.forget(stored.sha256)
    assert not storage.forget(stored.sha256)
    assert kept_files() == []


def test_content_put_again_is_young_again(time: Time) -> None:
    stored = storage.put([CONTENT])
    long_ago = time.now.timestamp() - 7200
    os.utime(storage.path(stored.sha256), (long_ago, long_ago))
    assert list(storage.old()) == [stored.sha256]

    storage.put([CONTENT])

    assert list(storage.old()) == []
    assert not storage.forget(stored.sha256)


def test_content_put_again_while_it_is_being_forgotten_stays(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = storage.put([CONTENT])
    long_ago = time.now.timestamp() - 7200
    os.utime(storage.path(stored.sha256), (long_ago, long_ago))
    replace = Path.replace

    def put_just_before(source: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        storage.put([CONTENT])
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", put_just_before)

    assert not storage.forget(stored.sha256)
    assert storage.path(stored.sha256).read_bytes() == CONTENT
    assert len(kept_files()) == 1
