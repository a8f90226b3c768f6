import pytest

from core.inspection import names
from core.inspection._content import Unfit


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("паспорт.pdf", "паспорт.pdf"),
        ("  план.pdf . ", "план.pdf"),
        (" . план.pdf", "план.pdf"),
        ("a\u200bb\ufeffc.pdf", "abc.pdf"),
        ("план\u200e.pdf", "план.pdf"),
        ("Иод и\u0306.pdf", "Иод й.pdf"),
        ('что? где: "тут" <там>|*.pdf', "что_ где_ _тут_ _там___.pdf"),
        ("имя с пробелами, и №1 (копия).pdf", "имя с пробелами, и №1 (копия).pdf"),
        ("Счёт romashka.com.pdf", "Счёт romashka.com.pdf"),
        ("СКАН.PDF", "СКАН.PDF"),
    ],
)
def test_a_name_is_kept_without_what_nobody_sees(given: str, kept_as: str) -> None:
    assert names.clean(given) == kept_as


@pytest.mark.parametrize(
    "given",
    [
        "../x.pdf", r"..\x.pdf", "/x.pdf", "a/b.pdf", r"C:\x.pdf", "..", "счёт\u202efdp.exe", "x\u2067.pdf",
        "x\u061c.pdf", "x\x00.pdf", "x\n.pdf", "x\x9f.pdf", "nul.pdf", "LPT9.pdf", "con .pdf", "x.exe.pdf", "x.js.pdf",
        "pdf", ".pdf", "x.", "", "  ", "\u200b.pdf", "..pdf",
    ],
)  # fmt: skip
def test_a_trick_with_a_name_is_refused(given: str) -> None:
    with pytest.raises(Unfit):
        names.clean(given)


def test_a_long_name_keeps_its_extension() -> None:
    name = names.clean("ы" * 400 + ".pdf")

    assert name.endswith("ы.pdf")
    assert len(name) <= names.LONGEST + 1


def test_what_is_said_of_a_name_holds_none_of_its_tricks() -> None:
    assert names.shown("счёт\u202efdp\r\n.exe") == "счётfdp.exe"
    assert len(names.shown("ы" * 400)) == names.LONGEST + 1


@pytest.mark.parametrize(
    ("name", "trick"),
    [
        ("папка/план.pdf", ""), (r"папка\план.pdf", ""), ("../x", "за пределы"), ("a/../../x", "за пределы"),
        ("/x", "за пределы"), ("c:x", "за пределы"), ("x\u202e", "справа налево"), ("x\0y", "непечатными"),
    ],
)  # fmt: skip
def test_in_an_archive_folders_are_usual_and_ways_out_are_tricks(name: str, trick: str) -> None:
    assert trick in names.trick(name)
    assert bool(trick) is bool(names.trick(name))
