import io
import tracemalloc
import zipfile
from pathlib import Path

from core import archive


def opened(*entries: tuple[str, bytes | Path]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(archive.stream(entries))))


def test_an_archive_holds_every_entry_under_its_russian_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"%PDF-1.7 " * 1000)

    got = opened(("данные.json", b"{}"), ("файлы/Договор № 17 «Ёлка».pdf", tmp_path / "a"), ("пусто.txt", b""))

    assert got.testzip() is None
    assert got.namelist() == ["данные.json", "файлы/Договор № 17 «Ёлка».pdf", "пусто.txt"]
    assert got.read("файлы/Договор № 17 «Ёлка».pdf") == b"%PDF-1.7 " * 1000
    assert all(entry.flag_bits & 0x800 for entry in got.infolist() if not entry.filename.isascii())


def test_an_archive_of_nothing_is_one_too() -> None:
    assert opened().namelist() == []


def test_a_large_file_passes_through_a_little_memory(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        for _ in range(64):
            file.write(bytes(1024 * 1024))
    tracemalloc.start()

    length = sum(len(piece) for piece in archive.stream([("large", large)]))

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > 64 * 1024 * 1024
    assert most < 8 * 1024 * 1024


def test_the_first_piece_comes_before_the_last_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")

    pieces = archive.stream([("first", b"1"), ("second", tmp_path / "a")])

    assert next(pieces).startswith(b"PK")
    (tmp_path / "a").write_bytes(b"y")
    rest = b"".join(pieces)
    assert b"y" in rest
