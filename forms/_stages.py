"""Stages in which what is connected comes into use (ПП 861, п. 9 «и»: up to 150 kW told if the applicant wishes)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._blocks import Connected
from forms._form import Group, Mistake, rule
from forms._kinds import Month, OneOf, Power, Repeats, Section, shown_decimal

STAGES = {
    "stages": "Сроки проектирования и поэтапного введения в эксплуатацию объекта (в том числе по этапам и очередям), "
    "планируемое поэтапное распределение максимальной мощности"
}
"""Appendices № 4, 5 and 7: the words of their point."""
DesignMonth = Annotated[Month, Field(title="Срок проектирования", description="Месяц и год.")]


class Category(Labelled):
    """Reliability categories, the first the highest (ПП 861, п. 14(1))."""

    FIRST = "I", "I"
    SECOND = "II", "II"
    THIRD = "III", "III"


class Stage(Group):
    """One row of the table of the statutory forms."""

    design_month: DesignMonth = ""
    start_month: Annotated[Month, Field(title="Срок ввода в эксплуатацию", description="Месяц и год.")]
    power_kw: Annotated[Power, Field(title="Максимальная мощность", gt=0)]

    @rule("start_month")
    def _starts_after_its_project(self) -> str:
        if self.design_month and _in_order(self.start_month) < _in_order(self.design_month):
            return "Ввод в эксплуатацию не бывает раньше, чем закончен проект. Исправьте один из месяцев."
        return ""


class StageOfCategory(Stage):
    """A stage where the application is not for the third category alone."""

    design_month: DesignMonth
    category: Annotated[Category, OneOf, Field(title="Категория надёжности")] = Category.THIRD


class Stages(Connected):
    """The stages, where the applicant wishes to tell them."""

    stages: Annotated[
        tuple[Stage, ...],
        Section("Этапы"),
        Field(
            title="Этапы ввода",
            description="По желанию. Если объект вводится сразу, хватит одного этапа или можно оставить как есть.",
        ),
        Repeats("Этап", add="Добавить этап"),
    ] = ()

    @rule("stages")
    def _stages_add_up(self) -> str:
        together = sum((stage.power_kw for stage in self.stages), Decimal(0))
        # Some count what is connected already into the first stage, and may.
        if not self.stages or together in {self.power_new_kw, self.power_total_kw}:
            return ""
        told, new = shown_decimal(together), shown_decimal(self.power_new_kw)
        return f"Этапы вместе дают {told} кВт, а присоединяется {new} кВт. Исправьте мощность этапов или объекта."


def stages_of(*powers: str) -> list[dict[str, str]]:
    """Return sound stages of these powers, kW, for the samples of forms."""
    return [{"design_month": "03.2027", "start_month": "06.2027", "power_kw": power} for power in powers]


WRONG_STAGES = (
    Mistake("stages", "Этапы вместе дают", {"stages": stages_of("0,5", "0,25")}),
    Mistake(
        "stages.0.start_month",
        "не бывает раньше",
        {"stages": [{"design_month": "03.2027", "start_month": "12.2026", "power_kw": "1"}]},
    ),
)
"""Mistakes people make in stages, whatever the form."""


def _in_order(month: str) -> list[str]:
    return month.split(".")[::-1]
