from typing import Annotated, ClassVar

from pydantic import Field

from forms._form import Form
from forms._kinds import Accepts, Attachments, Section, YesNo
from forms._official import Official, Point
from forms._sheet import BESIDES, Part, Place, applicant, parts


class Plain(Form):
    """Заявление без статутного текста."""

    name: Annotated[str, Section("Заявитель"), Field(title="Имя")] = ""
    urgent: Annotated[YesNo, Section("Что нужно"), Field(title="Это срочно?")] = False
    why: Annotated[str, Field(title="Почему")] = ""
    files: Annotated[Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 10")] = ()


class Statutory(Plain):
    """Заявление по статутному тексту."""

    official: ClassVar[Official | None] = Official(
        "Приложение № 99",
        "о чём-то важном",
        points=(
            Point("1", why="Прошу, потому что"),
            Point("1(1)", "Всегда одно и то же."),
            Point("2", urgent="Срочность"),
        ),
        applicant=Point("", name="фамилия, имя, отчество"),
    )


def rows_of(part: Part) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(place.no, place.words, [(words, asked.name) for words, asked in place.rows]) for place in part.places]


def test_a_form_without_a_statutory_text_is_numbered_through_its_sections() -> None:
    laid_out = parts(Plain, {"name", "urgent", "why", "files"})

    assert [part.title for part in laid_out] == ["Заявитель", "Что нужно"]
    assert [rows_of(part) for part in laid_out] == [
        [("1", "", [("Имя", "name")])],
        [("2", "", [("Это срочно?", "urgent")]), ("3", "", [("Почему", "why")])],
    ]
    assert applicant(Plain, {"name"}) is None


def test_what_is_not_asked_leaves_no_gap_in_the_numbers_of_such_a_form() -> None:
    assert [place.no for part in parts(Plain, {"name", "why"}) for place in part.places] == ["1", "2"]


def test_a_statutory_form_keeps_its_points_and_tells_the_rest_after_them() -> None:
    points, besides = parts(Statutory, {"urgent", "why"}), parts(Statutory, {"urgent", "why", "name"})

    assert [rows_of(part) for part in points] == [
        [
            ("1", "", [("Прошу, потому что", "why")]),
            ("1(1)", "Всегда одно и то же.", []),
            ("2", "", [("Срочность", "urgent")]),
        ]
    ]
    assert points == besides  # the name stands above the signature


def test_what_no_point_names_is_numbered_apart() -> None:
    class Wider(Statutory):
        """То же, и ещё вопрос."""

        phone: Annotated[str, Field(title="Телефон")] = ""

    *_, besides = parts(Wider, {"urgent", "why", "phone"})

    assert (besides.title, rows_of(besides)) == (BESIDES, [("Д1", "", [("Телефон", "phone")])])


def test_a_point_whose_questions_are_not_asked_keeps_its_words() -> None:
    (points,) = parts(Statutory, set())

    assert [(place.no, place.words, place.asks) for place in points.places] == [
        ("1", "Прошу, потому что", True),
        ("1(1)", "Всегда одно и то же.", False),
        ("2", "Срочность", True),
    ]


def test_above_the_signature_stands_who_signs() -> None:
    found = applicant(Statutory, {"name", "why"})

    assert isinstance(found, Place)
    assert [(words, asked.name) for words, asked in found.rows] == [("фамилия, имя, отчество", "name")]
