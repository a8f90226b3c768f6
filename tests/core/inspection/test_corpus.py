"""Honest files are taken for what they are, hostile ones refused with the reason: at least a hundred of each."""

import re
from pathlib import Path

import pytest

from core import inspection
from core.errors import Refusal
from core.inspection import sniff
from tests.core.inspection import _honest, _hostile
from tests.core.inspection._honest import Honest
from tests.core.inspection._hostile import Hostile

EVERY_KIND = tuple(inspection.KINDS)
each_honest = pytest.mark.parametrize("file", _honest.EVERY, ids=lambda file: file.what)
each_hostile = pytest.mark.parametrize("file", _hostile.EVERY, ids=lambda file: file.what)


@pytest.fixture
def sniffer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Tell types by libmagic, or as where it is not installed."""
    name: str = request.param
    if name == "filetype":
        monkeypatch.setattr(sniff, "_sniffer", lambda: sniff._by_filetype)  # noqa: SLF001 - as without libmagic
    elif not sniff.with_libmagic():
        pytest.skip("no libmagic here: install the Debian package libmagic1")
    return name


def test_the_corpus_has_a_hundred_of_each_and_every_kind() -> None:
    assert len(_honest.EVERY) >= 100
    assert len(_hostile.EVERY) >= 100
    assert {file.name.rpartition(".")[2].lower().strip() for file in _honest.EVERY} == set(EVERY_KIND)


@pytest.mark.usefixtures("sniffer")
@pytest.mark.parametrize("sniffer", ["libmagic", "filetype"], indirect=True)
@each_honest
def test_an_honest_file_is_taken_for_what_it_is(file: Honest, tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(file.make())

    sound = inspection.inspect(path, file.name, EVERY_KIND)

    assert sound.media_type == file.media_type
    assert sound.name.rpartition(".")[2] == file.name.strip().rpartition(".")[2]


@pytest.mark.usefixtures("sniffer")
@pytest.mark.parametrize("sniffer", ["libmagic", "filetype"], indirect=True)
@each_hostile
def test_a_hostile_file_is_refused_with_the_reason(file: Hostile, tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(file.make())

    with pytest.raises(Refusal, match=file.why) as refused:
        inspection.inspect(path, file.name, EVERY_KIND)

    sentence = str(refused.value)
    assert sentence.startswith("Файл «")
    assert sentence.endswith(".")
    assert not re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", sentence)
