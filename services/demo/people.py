"""Who applies: invented people, entrepreneurs and companies."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from regulations.applicants import ApplicantType
from services.demo import identifiers, places

_SURNAMES = (
    "Абрамов", "Андреев", "Афанасьев", "Баранов", "Белов", "Беляев", "Бирюков", "Богданов", "Борисов", "Быков",
    "Васильев", "Виноградов", "Воробьёв", "Гаврилов", "Голубев", "Григорьев", "Гусев", "Давыдов", "Данилов",
    "Дмитриев", "Егоров", "Ермаков", "Ершов", "Жуков", "Зайцев", "Захаров", "Зуев", "Ильин", "Казаков", "Калинин",
    "Киселёв", "Климов", "Ковалёв", "Козлов", "Комаров", "Королёв", "Крылов", "Кудрявцев", "Кузнецов", "Лазарев",
    "Лебедев", "Макаров", "Максимов", "Медведев", "Мельников", "Миронов", "Морозов", "Назаров", "Никитин", "Новиков",
    "Орлов", "Осипов", "Павлов", "Поляков", "Романов", "Рябов", "Савельев", "Семёнов", "Соболев", "Соловьёв",
    "Степанов", "Тарасов", "Титов", "Тихонов", "Филиппов", "Фролов", "Чернов", "Шубин", "Щербаков", "Яковлев",
)  # fmt: skip
_MEN = ("Александр", "Алексей", "Андрей", "Антон", "Борис", "Виктор", "Владимир", "Геннадий", "Денис", "Дмитрий",
        "Евгений", "Иван", "Игорь", "Кирилл", "Максим", "Михаил", "Николай", "Олег", "Павел", "Сергей")  # fmt: skip
_WOMEN = ("Алла", "Анна", "Валентина", "Вера", "Галина", "Дарья", "Екатерина", "Елена", "Жанна",
          "Зинаида", "Ирина", "Ксения", "Лариса", "Людмила", "Марина", "Наталья", "Ольга", "Светлана", "Татьяна",
          "Юлия")  # fmt: skip
_FATHERS = ("Александров", "Алексеев", "Андреев", "Борисов", "Викторов", "Владимиров", "Иванов", "Михайлов",
            "Николаев", "Олегов", "Павлов", "Петров", "Романов", "Сергеев", "Степанов", "Фёдоров")  # fmt: skip
_FIRST_WORDS = ("Агро", "Берёз", "Верхо", "Гранит", "Добро", "Заречье", "Зерно", "Колос", "Луг", "Мастер", "Нива",
                "Окские", "Орлик", "Полес", "Родник", "Север", "Строй", "Тёплый", "Урожай", "Ясень")  # fmt: skip
_SECOND_WORDS = ("вектор", "дом", "комплекс", "край", "линия", "маркет", "партнёр", "плюс", "ресурс", "сервис",
                 "снаб", "союз", "строй", "тех", "торг", "центр")  # fmt: skip
_POSITIONS = ("директор", "генеральный директор", "главный энергетик", "заместитель директора", "главный инженер")


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who applies: the columns of the applicant's row."""

    kind: ApplicantType
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        """Full name."""
        return str(self.facts["name"])


def invented(rng: Random, serial: int, kind: ApplicantType, *, email: str) -> Character:
    """Make up the applicant number *serial*."""
    if kind is ApplicantType.COMPANY:
        title = f"{rng.choice(_FIRST_WORDS)}{rng.choice(_SECOND_WORDS)}-{serial}".replace("--", "-")
        return company(rng, serial, title, full_name(rng), email=email)
    return person(rng, serial, tuple(full_name(rng).split()), kind, email=email)


def person(
    rng: Random, serial: int, names: tuple[str, ...], kind: ApplicantType = ApplicantType.PERSON, *, email: str
) -> Character:
    """Make a natural person or an entrepreneur of surname, name and patronymic."""
    entrepreneur = kind is ApplicantType.ENTREPRENEUR
    opened = date(rng.randint(2005, 2023), rng.randint(1, 12), rng.randint(1, 28))
    given = {
        "last_name": names[0],
        "first_name": names[1],
        "middle_name": names[2],
        "snils": identifiers.snils(serial),
        "inn": identifiers.inn_person(serial) if entrepreneur or rng.random() < 0.4 else "",  # noqa: PLR2004 - a share
        "ogrn": identifiers.ogrnip(serial, opened.year) if entrepreneur else "",
        "ogrn_date": opened if entrepreneur else None,
        "address": places.dwelling(rng, places.town(rng)),
    }
    return Character(kind, _facts(kind, serial, email, name=" ".join(names), **given))


def company(rng: Random, serial: int, title: str, contact: str, *, email: str) -> Character:
    """Make a company called *title* whose employee *contact* acts for it."""
    opened = date(rng.randint(2003, 2023), rng.randint(1, 12), rng.randint(1, 28))
    where = places.town(rng)
    given = {
        "short_name": f"ООО «{title}»",
        "inn": identifiers.inn_company(serial),
        "ogrn": identifiers.ogrn(serial, opened.year),
        "ogrn_date": opened,
        "kpp": "570101001",
        "address": f"{where.index or 'Орловская обл.'}, {places.building(rng, where)}",
        "contact_name": contact,
        "contact_position": rng.choice(_POSITIONS),
    }
    name = f"Общество с ограниченной ответственностью «{title}»"
    return Character(ApplicantType.COMPANY, _facts(ApplicantType.COMPANY, serial, email, name=name, **given))


def full_name(rng: Random) -> str:
    """Make up surname, name and patronymic."""
    surname, father = rng.choice(_SURNAMES), rng.choice(_FATHERS)
    if rng.random() < 0.5:  # noqa: PLR2004 - one half
        return f"{surname} {rng.choice(_MEN)} {father}ич"
    ending = "ая" if surname.endswith("ий") else "а"
    return f"{surname}{ending} {rng.choice(_WOMEN)} {father}на"


def _facts(kind: ApplicantType, serial: int, email: str, **given: Any) -> dict[str, Any]:
    empty = dict.fromkeys(
        (
            "short_name", "last_name", "first_name", "middle_name", "snils", "inn", "ogrn", "kpp", "postal_address",
            "contact_name", "contact_position",
        ),
        "",
    )  # fmt: skip
    return {**empty, "kind": kind.value, "ogrn_date": None, "phone": identifiers.phone(serial), "email": email} | given
