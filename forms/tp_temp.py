"""Заявка на временное присоединение: приложение № 5 к Правилам (ПП 861, п. 13, раздел VII)."""

from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._any_applicant import (
    IN_REGISTER,
    OF_PERSON,
    OF_REGISTER,
    PEOPLE,
    REASON,
    WHERE,
    WHO,
    WHO_SIGNS,
    WRONG_APPLICANT,
    AnyApplicant,
    LoadNature,
    Reason,
)
from forms._attachments import AuthorityCopy, IdentityCopy, OtherFiles, Plan, TitleDocuments
from forms._blocks import (
    ABOVE_150,
    LIMIT_KW,
    NOTHING_TO_ADD_TO,
    Comment,
    Confirmation,
    Connected,
    Household,
    ObjectName,
    ReasonOf,
    Retail,
    VoltageOf,
)
from forms._connection import Connection, Special
from forms._form import Mistake, Mode, Need, rule
from forms._kinds import ComingDate, Kind, Line, MaybeDate, OneOf, Section, ShownIf
from forms._official import POWER, RETAIL, SAME_POWER, Official, Point, appendix

MONTHS_OF_MOBILE = 12
"""ПП 861, п. 13: for how long a mobile object is connected at most."""
OFFICIAL = Official(
    appendix("5"),
    "юридического лица (индивидуального предпринимателя), физического лица на временное присоединение "
    "энергопринимающих устройств",
    points=(
        # Points 1 to 6 follow the order of the other appendices: not checked against the text.
        Point("1", **WHO),
        Point("2", **IN_REGISTER),
        Point("3", **WHERE),
        Point("4", **REASON),
        Point("5", **POWER),
        Point("6", load_nature="Характер нагрузки (вид экономической деятельности заявителя)"),
        Point("7", term_from="Срок электроснабжения по временной схеме: с", term_until="по"),
        Point(
            "8",
            kind="Временное присоединение",
            base_contract_no="Реквизиты договора об осуществлении технологического присоединения: номер",
            base_contract_date="дата",
        ),
        Point("9", **RETAIL),
    ),
    applicant=WHO_SIGNS,
    footnotes=(OF_REGISTER, SAME_POWER),
)


class Temporary(Labelled):
    """What a temporary connection is for (ПП 861, п. 13)."""

    MOBILE = "mobile", "передвижной объект (до 150 кВт, не дольше 12 месяцев)"
    UNTIL_CONTRACT = "until_contract", "на время, пока выполняется мой договор о присоединении"


class Voltage(Labelled):
    """Voltage of the connection."""

    SINGLE = "0.22", "0,22 кВ (однофазное, 220 В)"
    THREE = "0.4", "0,4 кВ (трёхфазное, 380 В)"
    SIX = "6", "6 кВ"
    TEN = "10", "10 кВ"


OF_CONTRACT = ShownIf(kind=Temporary.UNTIL_CONTRACT, needed=True)


class TemporaryApplication(Confirmation, Retail, Connected, AnyApplicant):
    """Для передвижных объектов или на время, пока выполняется договор о постоянном присоединении."""

    title = "Заявка на временное присоединение"
    source = "ПП РФ 27.12.2004 № 861, п. 13, приложение № 5"
    official = OFFICIAL
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "стройка аттракцион ярмарка передвижной временно бытовка вагончик"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    sections = (
        "Заявитель", "Представитель", "Объект", "Мощность", "Срок", "Договор и оплата", "Документы", "Подтверждение",
    )  # fmt: skip

    # Questions of the blocks, made this form's own; they keep their place there.
    reason: ReasonOf[Reason]
    object_name: Annotated[ObjectName, Kind(note="Например: передвижной аттракцион, строительная площадка")]
    household: Annotated[Household, OF_PERSON] = None
    voltage: VoltageOf[Voltage]

    load_nature: Annotated[LoadNature, Section("Мощность")]

    kind: Annotated[Temporary, OneOf, Section("Срок"), Field(title="Какое временное присоединение нужно")]
    term_from: Annotated[ComingDate, Field(title="С какого дня нужна электроэнергия")]
    term_until: Annotated[ComingDate, Field(title="По какой день")]
    base_contract_no: Annotated[Line, Field(title="Номер договора о присоединении"), OF_CONTRACT] = ""
    base_contract_date: Annotated[MaybeDate, Field(title="Дата договора о присоединении"), OF_CONTRACT] = None
    comment: Annotated[Comment, Section("Договор и оплата")] = ""

    passport_copy: Annotated[IdentityCopy, Section("Документы"), ShownIf(applicant_kind=PEOPLE, needed=True)] = ()
    title_documents: TitleDocuments = ()
    authority_copy: AuthorityCopy = ()
    plan: Plan = ()
    other_files: OtherFiles = ()

    sample: ClassVar = {
        "power_new_kw": "30",
        "load_nature": "освещение и аттракцион",
        "term_from": "2099-01-15",
        "term_until": "2099-06-15",
    }
    mistakes = (
        Mistake("term_until", "раньше начала", {"term_until": "2099-01-10"}),
        Mistake("term_until", "не дольше 12 месяцев", {"term_until": "2100-03-01"}),
        Mistake("power_new_kw", "до 150 кВт", {"power_new_kw": "200"}),
        Mistake("base_contract_no", "Заполните", {"kind": "until_contract"}),
        NOTHING_TO_ADD_TO,
        *WRONG_APPLICANT,
    )

    @rule("power_new_kw")
    def _mobile_is_small(self) -> str:
        if self.kind is not Temporary.MOBILE or self.power_total_kw <= LIMIT_KW:
            return ""
        return f"Передвижной объект присоединяют до 150 кВт. Если нужно больше, подайте «{ABOVE_150}»."

    @rule("term_until")
    def _ends_after_it_begins(self) -> str:
        return "" if self.term_from < self.term_until else "Этот день раньше начала. Исправьте один из дней."

    @rule("term_until")
    def _mobile_is_short(self) -> str:
        months = (self.term_until.year - self.term_from.year) * MONTHS_OF_MOBILE
        months += self.term_until.month - self.term_from.month
        whole_year = months == MONTHS_OF_MOBILE and self.term_until.day <= self.term_from.day
        if self.kind is not Temporary.MOBILE or months < MONTHS_OF_MOBILE or whole_year:
            return ""
        return "Передвижной объект присоединяют не дольше 12 месяцев. Укажите более ранний день."

    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
        special = Special.MOBILE if self.kind is Temporary.MOBILE else Special.TEMPORARY
        return replace(super().connection(), special=special)
