import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from core import paper

FORM = paper.ROOT / "forms" / "_paper" / "form.typ"
INVOICE = paper.ROOT / "workflows" / "_paper" / "invoice.typ"
CONDITIONS = paper.ROOT / "workflows" / "_paper" / "conditions.typ"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def a_form(*values: str, **changes: object) -> dict[str, object]:
    places = [
        {"no": str(no), "words": "", "asks": True, "rows": [{"words": "Наименование устройств", "value": value}]}
        for no, value in enumerate(values, 1)
    ]
    return {
        "kind": "copy",
        "title": "Заявка на технологическое присоединение",
        "heading": "Заявка на технологическое присоединение",
        "number": "001/26",
        "sent_at": "05.03.2026 14:05",
        "addressee": "В АО «Орелоблэнерго»",
        "parts": [{"title": "Энергопринимающие устройства", "places": places}],
        "attachments": [{"name": "План.pdf", "size": "1,2 МБ", "sha256": SHA256}],
        "signed": [{"label": "Подписал", "value": "Иванов И. И."}],
        "notes": ["Форма составлена по: ПП 861."],
    } | changes


def an_invoice(**changes: object) -> dict[str, object]:
    return {
        "number": "С-001/26",
        "date": "20.03.2026",
        "company": {
            "name": "АО «Орелоблэнерго»",
            "inn": "5700000000",
            "kpp": "570001001",
            "bank": "Банк «Демонстрационный», г. Орёл",
            "bic": "045400000",
            "account": "40702810000000000001",
            "corr_account": "30101810000000000002",
        },
        "payer": {"name": "Иванов Иван Иванович", "details": "г. Орёл, ул. Садовая, д. 14"},
        "basis": "Заявка рег. № 001/26 от 05.03.2026",
        "total": "105 000,00",
        "vat_rate": "22 %",
        "vat": "18 934,43",
        "tranches": [
            {"share": "15 %", "due": "5 рабочих дней со дня выставления счёта", "amount": "15 750,00"},
            {"share": "85 %", "due": "40 дней со дня размещения счёта", "amount": "89 250,00"},
        ],
        "reference": "Плата за технологическое присоединение по счёту № С-001/26 от 20.03.2026",
        "hot_line": "Горячая линия: 8 800 000-00-00",
    } | changes


def the_conditions(**changes: object) -> dict[str, object]:
    return {
        "number": "ТУ-001/26",
        "date": "20.03.2026",
        "company": "АО «Орелоблэнерго»",
        "applicant": "Иванов Иван Иванович",
        "points": [
            {"no": "1", "text": "Наименование устройств: ВРУ жилого дома."},
            {"no": "10", "text": "Сетевая организация осуществляет:"},
            {"no": "10.1", "text": "установку прибора учёта на опоре."},
        ],
        "validity": "Срок действия технических условий 2 года.",
        "signature": {"role": "Главный инженер", "name": "П. П. Петров"},
        "demo": True,
    } | changes


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(document).pages)


def printed(template: Path, facts: dict[str, object]) -> str:
    """Print and read back as one line, as a reader's eye does."""
    return " ".join(text_of(paper.render(template, facts)).split())


def fonts_of(document: bytes) -> dict[str, Any]:
    """Find the PDF fonts of the first page by name, each with its descriptor."""
    resources: Any = read(document).pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    return {
        str(font["/BaseFont"]): font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for font in fonts
    }


def test_a_form_tells_its_facts_in_cyrillic() -> None:
    text = printed(FORM, a_form("ВРУ жилого дома, ввод № 1 «Ёлка»"))

    for fact in ("Заявка на технологическое присоединение", "№ 001/26 от 05.03.2026 14:05", "В АО «Орелоблэнерго»"):
        assert fact in text
    assert "ВРУ жилого дома, ввод № 1 «Ёлка»" in text
    assert "Иванов И. И." in text
    assert SHA256 in text
    assert "стр. 1 из 1" in text


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1")',
        "$x$",
        "\\\\",
        "«»",
        "<b>",
        "*a* _b_ `c`",
        "@ref",
        "#{1+1}",
        '"}',
        "//",
        "= H",
        "- 1",
        "\\u{41}",
        "~",
    ],
)
def test_hostile_facts_are_printed_literally(hostile: str) -> None:
    text = printed(FORM, a_form(f"до {hostile} после", heading=hostile))

    assert f"до {hostile} после" in text


def test_hostile_facts_stay_literal_in_the_invoice_and_the_conditions() -> None:
    hostile = '#eval("1") $x$ <b>'

    assert hostile in printed(INVOICE, an_invoice(reference=hostile))
    assert hostile in printed(CONDITIONS, the_conditions(applicant=hostile))


def test_signs_that_no_font_has_are_replaced_and_invisible_ones_dropped() -> None:
    text = printed(FORM, a_form("дом 😀 汉\ue000 \u202eзад\x00ом\x07\u200b наперёд\tтаб \ud800", "чаи\u0306ка"))

    assert "дом ? ?? задом наперёд таб ?" in text
    assert "чайка" in text


def test_every_sign_of_the_alphabet_can_be_printed() -> None:
    signs = "".join(paper._alphabet().values())  # noqa: SLF001 - the promise of the alphabet itself

    document = paper.render(CONDITIONS, the_conditions(applicant=signs, validity=signs, number=signs))

    assert len(signs) > 500
    assert "№" in text_of(document)


def test_equal_facts_give_equal_bytes() -> None:
    assert paper.render(FORM, a_form("ВРУ")) == paper.render(FORM, a_form("ВРУ"))


def test_the_moment_of_making_is_the_creation_date() -> None:
    made_at = datetime(2026, 3, 5, 11, 5, tzinfo=UTC)

    document = paper.render(FORM, a_form("ВРУ", made_at=made_at))

    metadata = read(document).metadata
    assert metadata is not None
    assert metadata.creation_date == made_at
    assert metadata.title == "Заявка на технологическое присоединение"


@pytest.mark.parametrize(
    ("template", "facts"), [(FORM, a_form("ВРУ")), (INVOICE, an_invoice()), (CONDITIONS, the_conditions())]
)
def test_the_shipped_fonts_and_no_others_are_embedded(template: Path, facts: dict[str, object]) -> None:
    fonts = fonts_of(paper.render(template, facts))

    assert fonts
    assert all("+PT" in name for name in fonts)
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in fonts.values())


def test_the_document_declares_itself_archival() -> None:
    root: Any = read(paper.render(FORM, a_form("ВРУ"))).trailer["/Root"]

    packet = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet


def test_a_long_word_is_broken_within_the_sheet_and_copies_whole() -> None:
    reader = read(paper.render(FORM, a_form(SHA256 * 4)))
    far_right: list[float] = []

    def watch(_text: str, _cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        far_right.append(tm[4])

    text = reader.pages[0].extract_text(visitor_text=watch)

    assert SHA256 * 4 in "".join(text.split())
    assert max(far_right) < float(reader.pages[0].mediabox.width) - 40


def test_a_long_form_numbers_its_pages() -> None:
    document = paper.render(FORM, a_form(*["ВРУ жилого дома"] * 60))

    assert len(read(document).pages) == 2
    assert "стр. 1 из 2" in text_of(document)
    assert "стр. 2 из 2" in text_of(document)


def test_a_blank_form_asks_and_shows_no_number() -> None:
    rows = [
        {"words": "Заявитель", "hint": "", "options": ["физическое лицо", "юридическое лицо"]},
        {"words": "ИНН", "hint": "для организаций", "boxes": [12]},
        {"words": "Мощность", "hint": "", "unit": "кВт"},
        {"words": "Адрес", "hint": "", "lines": 3},
    ]
    place = {"no": "1", "words": "", "asks": True, "rows": rows}
    blank = a_form(kind="blank", number="", signed=[], attachments=[{"name": "План расположения"}])

    text = printed(FORM, blank | {"parts": [{"title": "Сведения", "places": [place]}]})

    for asked in ("Заявитель", "физическое лицо", "юридическое лицо", "ИНН", "для организаций", "План расположения"):
        assert asked in text
    assert "Мощность кВт" in text
    assert "001/26" not in text
    assert "SHA-256" not in text
    assert "Подписано" not in text
    assert "—" not in text


def test_an_empty_answer_of_a_sent_form_is_a_dash() -> None:
    assert "Наименование устройств —" in printed(FORM, a_form(""))


def test_a_draft_is_marked_on_every_page_and_leaves_room_for_what_is_missing() -> None:
    draft = a_form("", *["ВРУ жилого дома"] * 60, kind="draft", number="", saved_at="05.03.2026 14:05", signed=[])

    pages = [page.extract_text() for page in read(paper.render(FORM, draft)).pages]

    assert len(pages) > 1
    assert all("Черновик, не отправлено" in text for text in pages)
    assert "сохранено 05.03.2026 14:05" in pages[0]
    assert "—" not in "".join(pages)


def test_the_words_of_a_point_run_on_into_its_answers() -> None:
    rows = [{"words": "", "value": "новое строительство"}, {"words": "расположенных", "value": "г. Орёл"}]
    place = {"no": "5", "words": "В связи с", "asks": True, "rows": rows}
    empty = {"no": "3(1)", "words": "Страховой номер", "asks": True, "rows": []}
    fixed = {"no": "7", "words": "Категория надежности – III.", "asks": False, "rows": []}

    text = printed(FORM, a_form(parts=[{"title": "", "places": [place, empty, fixed]}]))

    assert "5. В связи с новое строительство расположенных г. Орёл" in text
    assert "3(1). Страховой номер —" in text
    assert "7. Категория надежности – III. Приложения" in text


def test_an_answer_longer_than_a_page_goes_on_on_the_next() -> None:
    long = "Линия 0,4 кВ от опоры № 17 до границы участка, 120 м. " * 200

    document = paper.render(FORM, a_form("ВРУ", long, "щит учёта"))

    assert len(read(document).pages) >= 3
    assert "".join(long.split()) in "".join(re.sub(r"(?m)^(Заявка на .*|стр\..*)$", "", text_of(document)).split())


def test_twenty_files_are_listed_with_their_digests() -> None:
    files = [{"name": f"Документ {no}.pdf", "size": "1 КБ", "sha256": f"{no:064x}"} for no in range(1, 21)]

    text = printed(FORM, a_form("ВРУ", attachments=files))

    assert [no for no in range(1, 21) if f"{no}. Документ {no}.pdf" not in text or f"{no:064x}" not in text] == []


def test_an_invoice_names_everything_a_payment_needs() -> None:
    text = printed(INVOICE, an_invoice())

    assert "Счёт для внесения платы за технологическое присоединение" in text
    assert "№ С-001/26 от 20.03.2026" in text
    for requisite in ("5700000000", "570001001", "045400000", "40702810000000000001", "30101810000000000002"):
        assert requisite in text
    for amount in ("15 750,00", "89 250,00", "Всего к оплате 105 000,00", "в том числе НДС 22 % 18 934,43"):
        assert amount in text
    assert "по счёту № С-001/26 от 20.03.2026" in text
    assert "п. 103" in text
    assert "Горячая линия: 8 800 000-00-00" in text
    assert "Демонстрационный документ" not in text


def test_an_untaxed_invoice_says_so() -> None:
    text = printed(INVOICE, an_invoice(vat_rate="НДС не облагается", vat=""))

    assert "НДС не облагается" in text
    assert "в том числе" not in text


def test_conditions_tell_their_points_validity_and_signatory() -> None:
    text = printed(CONDITIONS, the_conditions(demo=False))

    assert "Технические условия для присоединения к электрическим сетям № ТУ-001/26 от 20.03.2026" in text
    assert "1. Наименование устройств: ВРУ жилого дома." in text
    assert "10.1. установку прибора учёта на опоре." in text
    assert "Срок действия технических условий 2 года." in text
    assert "Главный инженер" in text
    assert "Демонстрационный документ" not in text


@pytest.mark.parametrize(("template", "facts"), [(INVOICE, an_invoice(demo=True)), (CONDITIONS, the_conditions())])
def test_a_demonstration_says_that_its_data_is_invented(template: Path, facts: dict[str, object]) -> None:
    assert "Демонстрационный документ: данные вымышлены" in printed(template, facts)


def test_the_fonts_travel_with_their_licence_and_stay_light() -> None:
    files = list(paper.FONTS.iterdir())

    assert paper.FONTS / "LICENSE.txt" in files
    assert sum(file.stat().st_size for file in files) < 3_000_000
