"""Statutory texts: the wording and numbering a form keeps on paper, whatever the screen calls its questions."""

from dataclasses import dataclass


class Point:
    """A point of an official form: its number, its own words, and by question the words before each answer in it.

    ``Point("6", power_total_kw="Максимальная мощность … составляет", voltage="при напряжении")``. A point that asks
    nothing states what is the same for all.
    """

    def __init__(self, number: str, words: str = "", /, **answers: str) -> None:
        self.number, self.words, self.answers = number, words, answers


@dataclass(frozen=True, slots=True)
class Official:
    """The statutory text a form follows on paper, word by word."""

    appendix: str
    """Stands at the top right: «Приложение № 6 к Правилам …»."""
    heading: str
    """What stands under the name of the form: whose it is and what for."""
    points: tuple[Point, ...]
    """In the order of the text; what they do not name is printed after them."""
    applicant: Point
    """Stands above the signature, after the list of what is attached."""
    footnotes: tuple[str, ...] = ()
    name: str = "ЗАЯВКА"


def appendix(no: str) -> str:
    """Return how an application names the appendix of the Rules it follows."""
    return (
        f"Приложение № {no} к Правилам технологического присоединения энергопринимающих устройств потребителей "
        "электрической энергии (ПП РФ от 27.12.2004 № 861)"
    )


OBJECT = {
    "object_name": "просит осуществить технологическое присоединение "
    "(наименование энергопринимающих устройств для присоединения)",
    "object_address": "расположенных (место нахождения энергопринимающих устройств)",
    "cadastral_no": "кадастровый номер участка",
    "map_point": "точка на карте",
}
"""Appendices № 4–7, in the point of the reason; cadastral number and place on the map narrow the address down."""
POWER = {
    "power_total_kw": "Максимальная мощность энергопринимающих устройств (присоединяемых и ранее присоединенных) "
    "составляет",
    "voltage": "при напряжении",
    "power_new_kw": "в том числе: а) максимальная мощность присоединяемых энергопринимающих устройств составляет",
    "power_existing_kw": "б) максимальная мощность ранее присоединенных в данной точке присоединения "
    "энергопринимающих устройств составляет",
}
"""Appendices № 4, 6 and 7."""
RETAIL = {
    "supplier": "Гарантирующий поставщик (энергосбытовая организация), с которым планируется заключение договора "
    "энергоснабжения (купли-продажи электрической энергии (мощности))",
    "supply_contract": "вид договора",
}
"""Appendices № 4–7."""
SAME_POWER = (
    "Максимальная мощность указывается равной максимальной мощности присоединяемых энергопринимающих устройств в "
    "случае отсутствия максимальной мощности ранее присоединенных энергопринимающих устройств."
)
"""A footnote of appendices № 4, 6 and 7."""
