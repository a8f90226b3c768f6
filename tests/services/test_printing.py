import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import pytest
from pydantic import Field
from pypdf import PdfReader

from core.actor import Actor
from core.errors import NotFound
from core.labelled import Labelled
from db.models import File
from forms._form import Form, Group
from forms._kinds import Month, OneOf, Power, Repeats
from forms._questions import check, questions, readable
from forms._scan import Scan
from forms.tp_15 import ApplicationUpTo15
from forms.tp_150 import ApplicationUpTo150
from services import drafts, forms, printing
from services.files import Kept
from tests import _people
from tests._kept import kept as kept_rows
from tests.conftest import Time

A_FILE = Kept("id", "паспорт.pdf", 2049, "application/pdf", "9f86d081" * 8)
SENT_AT = datetime(2026, 3, 4, 21, 30, 7, tzinfo=UTC)
SIGNER = printing.Signer("Щербакова Мария Ивановна", "57-000123-4", "maria@example.org", "Щербакова Мария Ивановна")


class Category(Labelled):
    """How reliable the supply must be."""

    THIRD = "iii", "III"
    SECOND = "ii", "II"


class Stage(Group):
    """One stage."""

    start: Annotated[Month, Field(title="Ввод")] = ""
    power_kw: Annotated[Power, Field(title="Мощность")]
    category: Annotated[Category, OneOf, Field(title="Категория")]


class Wide(Group):
    """One of those of whom there is much to tell."""

    first: Annotated[str, Field(title="Факт 1")] = ""
    second: Annotated[str, Field(title="Факт 2")] = ""
    third: Annotated[str, Field(title="Факт 3")] = ""
    fourth: Annotated[str, Field(title="Факт 4")] = ""
    fifth: Annotated[str, Field(title="Факт 5")] = ""
    sixth: Annotated[str, Field(title="Факт 6")] = ""
    seventh: Annotated[str, Field(title="Факт 7")] = ""


class Staged(Form):
    """Заявление с группами."""

    title = "Заявление с этапами"
    source = "ПП 861, п. 9"

    stages: Annotated[tuple[Stage, ...], Field(title="Этапы"), Repeats("Этап")] = ()
    wide: Annotated[tuple[Wide, ...], Field(title="Много о каждом"), Repeats("Участок")] = ()


def answers(**changes: object) -> ApplicationUpTo15:
    return check(ApplicationUpTo15, _people.with_files(ApplicationUpTo15) | changes)


def a_copy(**changes: object) -> bytes:
    files = [("Копия паспорта", A_FILE)]
    return printing.copy(ApplicationUpTo15, answers(**changes), "26-000123", SENT_AT, SIGNER, files)


def text_of(pdf: bytes) -> str:
    pages = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(pages.replace("\u00ad", "").split())


@pytest.mark.usefixtures("database")
def test_the_blank_asks_everything_the_form_asks(maria: Actor) -> None:
    name, pdf = printing.blank(maria, "tp_15")

    text = text_of(pdf)
    assert name == f"{ApplicationUpTo15.title}.pdf"
    for asked in ("Фамилия", "СНИЛС", "присоединенных) составляет кВт", "Гарантирующий поставщик", "ПП 861, п. 10 «г»"):
        assert asked in text


@pytest.mark.usefixtures("database")
def test_a_form_without_a_blank_has_none(maria: Actor) -> None:
    with pytest.raises(NotFound):
        printing.blank(maria, "other")


@pytest.mark.usefixtures("database")
def test_the_blank_of_a_form_for_others_is_not_given() -> None:
    with pytest.raises(NotFound):
        printing.blank(_people.a_consumer("company"), "tp_15")


def test_the_copy_tells_number_moment_answers_files_and_whose_signature_it_bears() -> None:
    pdf = a_copy(object_name="жилой дом «Ёлка» № 5")

    text = text_of(pdf)
    for told in ("№ 26-000123 от 05.03.2026 00:30", "жилой дом «Ёлка» № 5", "7,5 кВт", "паспорт.pdf", "3 КБ"):
        assert told in text
    assert A_FILE.sha256 in text.replace(" ", "")
    assert "Подписано простой электронной подписью Подписал Щербакова Мария Ивановна" in text
    assert "Учётная запись 57-000123-4, maria@example.org" in text
    assert "Дата и время 05.03.2026 00:30:07 (UTC+03:00)" in text
    assert "От имени" not in text


def test_who_signs_for_a_company_is_told_beside_the_company() -> None:
    signer = replace(SIGNER, name="Петров Пётр Петрович", applicant="ООО «Ёлка»")

    text = text_of(printing.copy(ApplicationUpTo15, answers(), "26-000123", SENT_AT, signer, []))

    assert "Подписал Петров Пётр Петрович От имени ООО «Ёлка»" in text


def test_the_copy_follows_the_wording_and_numbering_of_the_appendix() -> None:
    text = text_of(a_copy())

    assert "Приложение № 6 к Правилам" in text
    assert "ЗАЯВКА физического лица на присоединение по одному источнику электроснабжения" in text
    for told in (
        "1. Фамилия Щербакова имя Мария отчество Ивановна",
        "2. Паспортные данные: документ паспорт гражданина РФ серия 5404 номер 123457",
        "3. Зарегистрирован(а) (индекс, адрес) 302000, г. Орёл",
        "указать нужное) новое строительство просит осуществить технологическое присоединение",
        "6. Максимальная мощность энергопринимающих устройств (присоединяемых и ранее присоединенных) составляет 7,5",
        "7. Заявляемая категория энергопринимающего устройства по надежности электроснабжения – III",
        "Дополнительные сведения Д1. Заявку подаёт представитель по доверенности? нет",
        "Заявитель контактный телефон +7 (910) 123-45-67",
    ):
        assert told in text


def test_a_point_whose_questions_are_not_asked_stands_there_struck_through() -> None:
    sound = check(ApplicationUpTo150, _people.with_files(ApplicationUpTo150))

    text = text_of(printing.copy(ApplicationUpTo150, sound, "26-000124", SENT_AT, SIGNER, []))

    assert "государственном реестре индивидуальных предпринимателей) — 3. Место нахождения" in text
    assert "7. Характер нагрузки (вид экономической деятельности заявителя) —" in text


def test_the_copy_of_a_scan_has_the_title_of_its_form_and_none_of_its_points() -> None:
    scan = check(Scan, {"files": ("id",), "comment": "подписал лично"})

    text = text_of(printing.copy(ApplicationUpTo15, scan, "26-000125", SENT_AT, SIGNER, [("Файлы", A_FILE)]))

    assert f"{ApplicationUpTo15.title} № 26-000125" in text
    assert "1. Комментарий подписал лично" in text
    assert "Паспортные данные" not in text
    assert "Приложение № 6 к Правилам" not in text


def test_the_copy_says_from_when_the_form_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ApplicationUpTo15, "valid_from", date(2026, 9, 1))

    assert "Редакция от 01.09.2026." in text_of(a_copy())


def test_equal_facts_give_equal_copies_and_another_answer_another() -> None:
    assert a_copy() == a_copy()
    assert a_copy() != a_copy(object_name="дача")


def test_a_copy_is_archival_and_made_when_it_was_sent() -> None:
    reader = PdfReader(io.BytesIO(a_copy()))

    packet = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()  # type: ignore[index] # its type is too wide
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
    assert reader.metadata is not None
    assert reader.metadata.creation_date == SENT_AT


def test_a_group_that_repeats_is_a_table() -> None:
    rows = [{"start": "03.2027", "power_kw": "10,5", "category": "iii"}, {"power_kw": "4", "category": "ii"}]

    text = text_of(printing.copy(Staged, check(Staged, {"stages": rows}), "26-000126", SENT_AT, SIGNER, []))

    assert "1. Этапы Этап Ввод Мощность Категория 1 03.2027 10,5 кВт III 2 — 4 кВт II" in text


def test_a_group_of_many_questions_is_told_row_by_row_and_an_empty_one_is_a_dash() -> None:
    wide = [{"first": "глина", "second": "песок"}]

    text = text_of(printing.copy(Staged, check(Staged, {"wide": wide}), "26-000127", SENT_AT, SIGNER, []))

    assert "1. Этапы — 2. Много о каждом Участок 1 Факт 1: глина; Факт 2: песок" in text


def test_a_blank_has_room_for_several_rows_of_a_group(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "form", lambda *_: Staged)

    _, pdf = printing.blank(maria, "staged")

    assert "1. Этапы Этап Ввод Мощность (кВт) Категория (III, II) 1 2 3 4" in text_of(pdf)


@pytest.mark.usefixtures("database")
def test_a_draft_of_a_group_is_printed_as_far_as_it_goes(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "form", lambda *_: Staged)
    drafts.save(maria, "staged", {"stages": ["a", "b"], "stages.a.power_kw": "много", "stages.b.category": "iii"})

    text = text_of(printing.preview(maria, "staged")[1])

    assert "1. Этапы Этап Ввод Мощность Категория 1 много кВт 2 III" in text
    assert "—" not in text


@pytest.mark.usefixtures("database")
def test_a_draft_is_printed_as_it_stands_and_marked(maria: Actor, time: Time) -> None:
    typed = {"reason": "new", "object_name": "садовый дом", "power_new_kw": "много", "by_representative": True}
    drafts.save(maria, "tp_15", typed)
    plan = next(question for question in questions(ApplicationUpTo15) if question.name == "plan")
    kept = drafts.attach(maria, "tp_15", plan, "план.pdf", _people.a_pdf())

    name, pdf = printing.preview(maria, "tp_15")

    text = text_of(pdf)
    assert name == f"{ApplicationUpTo15.title}, черновик.pdf"
    assert f"сохранено {time.now.astimezone(ZoneInfo('Europe/Moscow')):%d.%m.%Y %H:%M}" in text
    for told in ("Щербакова", "садовый дом", "составляет много кВт", "план.pdf", kept.sha256, printing.NOT_SENT):
        assert told in text
    assert "Подписано" not in text
    assert all("Черновик, не отправлено" in page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.usefixtures("database")
def test_a_draft_that_could_be_sent_reads_as_its_copy_will(maria: Actor) -> None:
    drafts.save(maria, "tp_15", _people.valid_answers(ApplicationUpTo15))
    _people.a_draft_with_files(maria, ApplicationUpTo15, "tp_15")

    text = text_of(printing.preview(maria, "tp_15")[1])

    sheet = readable(check(ApplicationUpTo15, _people.with_files(ApplicationUpTo15)))
    told = [value for _, rows in sheet for _, value in rows]
    assert [value for value in told if value not in text] == []


@pytest.mark.usefixtures("database")
def test_looking_at_a_draft_keeps_nothing_and_leaves_it_as_it_is(maria: Actor) -> None:
    drafts.save(maria, "tp_15", {"object_name": "садовый дом"})
    before = (drafts.begun(maria, ApplicationUpTo15, "tp_15"), len(kept_rows(File)))

    printing.preview(maria, "tp_15")

    assert (drafts.begun(maria, ApplicationUpTo15, "tp_15"), len(kept_rows(File))) == before


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("key", ["tp_150", "nothing", "", "tp_15.scan", "appeal", "../tp_15"])
def test_there_is_nothing_to_see_of_a_draft_that_is_not_there(maria: Actor, key: str) -> None:
    drafts.save(maria, "tp_15", {"object_name": "садовый дом"})
    drafts.save(maria, "tp_15.scan", {"comment": "в файле"})

    with pytest.raises(NotFound):
        printing.preview(maria, key)


@pytest.mark.usefixtures("database")
def test_the_draft_of_another_person_is_not_found(maria: Actor) -> None:
    drafts.save(maria, "tp_15", {"object_name": "садовый дом"})

    with pytest.raises(NotFound):
        printing.preview(_people.a_consumer(email="stranger@example.org"), "tp_15")
