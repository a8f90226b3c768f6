"""Papers of the demo as real PDF files, each with the mark that its data is invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from core import storage
from core.paper import ROOT, render
from core.settings import settings
from core.storage import Stored
from forms._connection import Connection
from regulations import payments, working_days
from regulations.applicants import Procedure
from services.demo import objects, places
from services.demo.texts import PAPERS
from workflows._documents import DocumentKind

_INVOICE = ROOT / "workflows" / "_paper" / "invoice.typ"
_CONDITIONS = ROOT / "workflows" / "_paper" / "conditions.typ"
_SHEET = Path(__file__).parent / "_sheet.typ"
_VAT_RATES = ((date(2026, 1, 1), 22), (date(2019, 1, 1), 20))
"""Per cent, from the day named (domain.md 0.1)."""
_LOW_KV = Decimal("0.4")
_SPECIMENS = {
    "passport": "Копия паспорта",
    "title": "Выписка из ЕГРН",
    "payment": "Платёжное поручение",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a paper tells."""

    number: str
    dated: date
    reg_no: str
    registered_on: date
    applicant: str
    address: str
    asked: Connection
    fee: Decimal
    """₽ with VAT."""
    procedure: Procedure


class Press:
    """Prints papers: one sheet of each kind for the crowd, a paper of its own for who is named."""

    def __init__(self) -> None:
        self._pool: dict[tuple[str, Procedure], Stored] = {}

    def common(self, kind: str, procedure: Procedure) -> Stored:
        """Return the paper that everybody gets; it is printed once."""
        if (kind, procedure) not in self._pool:
            self._pool[kind, procedure] = self.own(kind, _sample(procedure))
        return self._pool[kind, procedure]

    def own(self, kind: str, facts: Printed) -> Stored:
        """Print a paper with its own facts and keep it."""
        if kind == DocumentKind.INVOICE:
            return storage.put([render(_INVOICE, _invoice(facts))])
        if kind == DocumentKind.TU:
            return storage.put([render(_CONDITIONS, _conditions(facts))])
        return storage.put([_sheet(kind, facts)])


def specimen(kind: str) -> tuple[str, bytes]:
    """Return name and content of what stands for a document of the applicant's own."""
    return f"{_SPECIMENS[kind]}.pdf", _sheet(kind, _sample(Procedure.SIMPLIFIED))


def _sheet(kind: str, facts: Printed) -> bytes:
    return render(
        _SHEET,
        {
            "title": _SPECIMENS.get(kind) or DocumentKind(kind).label,
            "number": facts.number,
            "date": _day(facts.dated),
            "rows": [
                {"label": "Заявка", "value": f"Рег. № {facts.reg_no} от {_day(facts.registered_on)}"},
                {"label": "Заявитель", "value": facts.applicant},
                {"label": "Объект", "value": f"{facts.asked.object_name}, {facts.asked.object_address}"},
            ],
            "paragraphs": PAPERS[kind],
        },
    )


def money(roubles: Decimal) -> str:
    """Return an amount as documents write it: ``105 000,00``."""
    return f"{roubles:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def _sample(procedure: Procedure) -> Printed:
    return Printed(
        number="ДЕМО",
        dated=date(2026, 1, 12),
        reg_no="ДЕМО",
        registered_on=date(2026, 1, 12),
        applicant="Заявитель (вымышлен)",
        address="Орловская область",
        asked=Connection("объект (вымышлен)", "Орловская область", Decimal(15), Decimal(0), _LOW_KV),
        fee=objects.PREFERENTIAL_RATE * 15,
        procedure=procedure,
    )


def _invoice(facts: Printed) -> dict[str, object]:
    ours, rate = settings(), next(rate for since, rate in _VAT_RATES if facts.dated >= since)
    vat = (facts.fee * rate / (100 + rate)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {
        "number": facts.number,
        "date": _day(facts.dated),
        "company": {
            "name": ours.company_name, "inn": ours.company_inn, "kpp": ours.company_kpp, "bank": ours.company_bank,
            "bic": ours.company_bik, "account": ours.company_account, "corr_account": ours.company_corr_account,
        },
        "payer": {"name": facts.applicant, "details": facts.address},
        "basis": f"Заявка рег. № {facts.reg_no} от {_day(facts.registered_on)}",
        "total": money(facts.fee),
        "vat_rate": f"{rate} %",
        "vat": money(vat),
        "tranches": _tranches(facts),
        "reference": "Плата за технологическое присоединение по счёту "
                     f"№ {facts.number} от {_day(facts.dated)}, заявка {facts.reg_no}",
        "hot_line": f"Центр обслуживания потребителей: {ours.hot_line}",
        "demo": True,
    }  # fmt: skip


def _tranches(facts: Printed) -> list[dict[str, str]]:
    shares = objects.shares(facts.procedure)
    parts = payments.installments(facts.fee, shares)
    return [
        {"share": f"{share} %", "due": due, "amount": money(part)}
        for share, due, part in zip(shares, _due(facts), parts, strict=True)
    ]


def _due(facts: Printed) -> tuple[str, ...]:
    if facts.procedure is Procedure.FULL:
        return tuple(f"{days} дней со дня заключения договора" for days in (15, 60, 180))
    within = working_days.add_calendar_days
    return (
        f"до {_day(working_days.add_working_days(facts.dated, 5))} (5 рабочих дней)",
        f"до {_day(within(facts.dated, 20))} (20 дней со дня размещения счёта)",
        f"до {_day(within(facts.dated, 40))} (40 дней со дня размещения счёта)",
        "10 дней со дня размещения документов о присоединении",
    )


def _conditions(facts: Printed) -> dict[str, object]:
    asked, low = facts.asked, facts.asked.voltage_kv <= _LOW_KV
    kw, kv = f"{asked.power_new_kw:f}", f"{max(asked.voltage_kv, _LOW_KV):f}".replace(".", ",")
    source, supply = places.SUBSTATIONS[1], places.SUPPLY[0]
    point = f"опора № 14 ВЛ-0,4 кВ № 1 от {source}" if low else f"РП-3, ячейка № 7, КЛ-10 кВ ф. 7 от {supply}"
    works = "ответвление СИП-4 4×16 до границы участка" if low else "строительство КЛ-10 кВ до границы участка"
    duties = "вводной автомат 25 А 3Р, ввод от точки присоединения до ВРУ" if low else "строительство ТП на участке"
    texts = {
        "1": f"Наименование энергопринимающих устройств: ВРУ, {asked.object_name}.",
        "2": f"Место нахождения: {asked.object_address}" + "." * (not asked.object_address.endswith(".")),
        "3": f"Максимальная мощность {kw} кВт.",
        "4": f"Категория надёжности {asked.reliability_category}.",
        "5": f"Класс напряжения {kv} кВ.",
        "6": f"Год ввода в эксплуатацию: {(facts.dated + timedelta(days=365)).year}.",
        "7": f"Точка присоединения: {point}, {kw} кВт.",
        "8": f"Основной источник питания: {source if low else supply}.",
        "9": "Резервный источник питания: нет.",
        "10": "Сетевая организация осуществляет:",
        "10.1": f"{works};",
        "10.2": "установку прибора учёта и допуск его в эксплуатацию.",
        "11": "Заявитель осуществляет:",
        "11.1": f"монтаж ВРУ, {duties}.",
    }
    return {
        "number": facts.number,
        "date": _day(facts.dated),
        "company": settings().company_full_name,
        "purpose": "",
        "applicant": facts.applicant,
        "points": [{"no": no, "text": text} for no, text in texts.items()],
        "validity": "12. Срок действия технических условий: 2 года со дня заключения договора.",
        "signature": {"role": "Главный инженер", "name": "Демидов Д. Д."},
        "demo": True,
    }


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
