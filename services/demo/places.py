"""Where things happen: towns of the Oryol region are real, everything in them is invented (domain.md 9.1, 9.4)."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Town:
    """A town or village with what an address in it needs."""

    name: str
    index: str
    """Postal index; empty where we do not know it."""
    cadastral: str
    """Cadastral district; empty where we do not know it."""
    streets: tuple[str, ...]
    weight: int
    """How often it comes up."""


_COMMON = ("ул. Советская", "ул. Ленина", "ул. Садовая", "ул. Молодёжная", "ул. Полевая", "пер. Мирный")


def _small(name: str, weight: int = 2) -> Town:
    return Town(name, "", "", _COMMON, weight)


ORYOL = Town(
    "г. Орёл",
    "302000",
    "57:25",
    (
        "ул. Комсомольская",
        "ул. Московская",
        "ул. Октябрьская",
        "ул. Металлургов",
        "ул. Раздольная",
        "ул. Маринченко",
        "ул. Планерная",
        "Карачевское ш.",
        "Кромское ш.",
    ),
    40,
)
LIVNY = Town(
    "г. Ливны",
    "303850",
    "57:26",
    ("ул. Воронежская", "ул. Октябрьская", "ул. Моногаровская", "ул. Кобринская", "пер. Мирный", "пер. Цветочный"),
    18,
)
TOWNS = (
    ORYOL,
    LIVNY,
    Town("г. Мценск", "303030", "57:27", ("ул. Тургенева", "ул. Советская", "ул. Кузьмина"), 14),
    Town("г. Болхов", "303140", "57:01", ("ул. Ленина", "ул. Свердлова", "ул. Садовая"), 5),
    Town("Орловский р-н, с. Становой Колодезь", "", "57:10", _COMMON, 5),
    Town("Орловский р-н, д. Звягинки", "", "57:10", _COMMON, 4),
    Town("Орловский р-н, с. Лаврово", "", "57:10", _COMMON, 3),
    Town("Орловский р-н, д. Образцово", "", "57:10", _COMMON, 3),
    Town("Ливенский р-н, с. Коротыш", "", "57:22", _COMMON, 3),
    Town("Ливенский р-н, с. Крутое", "", "57:22", _COMMON, 2),
    *(_small(name) for name in ("пгт Верховье", "пгт Глазуновка", "пгт Долгое", "пгт Залегощь")),
    *(_small(name) for name in ("пгт Знаменка", "пгт Змиёвка", "пгт Колпна", "пгт Кромы")),
    *(_small(name, 1) for name in ("пгт Нарышкино", "пгт Покровское", "пгт Хотынец", "пгт Шаблыкино")),
    *(_small(name, 1) for name in ("г. Дмитровск", "г. Малоархангельск", "г. Новосиль")),
)
_WEIGHTS = [sum(town.weight for town in TOWNS[: place + 1]) for place in range(len(TOWNS))]

SUBSTATIONS = ("ТП-018 250 кВА", "ТП-112 400 кВА", "ТП-214 2×630 кВА", "КТП-305 160 кВА")
SUPPLY = ("ПС 110/10 кВ «Центральная-Д»", "ПС 35/10 кВ «Заречная-Д»")
"""Codes of the demo's own network: -Д marks what does not exist."""


def town(rng: Random) -> Town:
    """Pick a town, the larger the likelier."""
    return rng.choices(TOWNS, cum_weights=_WEIGHTS)[0]


def building(rng: Random, where: Town) -> str:
    """Return the address of something that stands, or will stand, in a town."""
    number = "б/н" if rng.random() < 0.07 else str(rng.randint(1, 140))  # noqa: PLR2004 - a share of new plots
    return f"{where.name}, {rng.choice(where.streets)}, д. {number}"


def dwelling(rng: Random, where: Town) -> str:
    """Return an address where somebody is registered."""
    index = f"{where.index}, " if where.index else "Орловская обл., "
    return f"{index}{where.name}, {rng.choice(where.streets)}, д. {rng.randint(1, 140)}, кв. {rng.randint(1, 90)}"


def cadastral_no(rng: Random, where: Town) -> str:
    """Return a cadastral number of a plot, or nothing where the district is not known."""
    if not where.cadastral:
        return ""
    return f"{where.cadastral}:{rng.randint(10_101, 31_999):07d}:{rng.randint(1, 999)}"
