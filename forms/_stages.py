"""Stages in which what is connected comes into use (ПП 861, п. 9 «и»: told if the applicant wishes)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from forms._blocks import Connected, before_its_project
from forms._form import rule
from forms._kinds import MaybePower, Month, Section, ShownIf, YesNo, shown_decimal

BY_STAGES = ShownIf(by_stages=True)
BY_STAGES_NEEDED = ShownIf(by_stages=True, needed=True)


class Stages(Connected):
    """Up to three stages; the first is planned by the months of the whole."""

    by_stages: Annotated[
        YesNo,
        Section("Этапы"),
        Field(
            title="Объект вводится по этапам?",
            description="Месяцы первого этапа указаны выше. Если этапов больше трёх, опишите их в комментарии.",
        ),
    ] = False
    stage_1_kw: Annotated[MaybePower, Field(title="Первый этап: мощность"), BY_STAGES_NEEDED] = None
    stage_2_design: Annotated[Month, Field(title="Второй этап: проект закончен"), BY_STAGES] = ""
    stage_2_start: Annotated[Month, Field(title="Второй этап: ввод в эксплуатацию"), BY_STAGES] = ""
    stage_2_kw: Annotated[MaybePower, Field(title="Второй этап: мощность"), BY_STAGES_NEEDED] = None
    stage_3_design: Annotated[Month, Field(title="Третий этап: проект закончен"), BY_STAGES] = ""
    stage_3_start: Annotated[Month, Field(title="Третий этап: ввод в эксплуатацию"), BY_STAGES] = ""
    stage_3_kw: Annotated[MaybePower, Field(title="Третий этап: мощность"), BY_STAGES] = None

    @rule("stage_1_kw")
    def _stages_add_up(self) -> str:
        if not self.by_stages:
            return ""
        together = sum((kw or Decimal(0) for kw in (self.stage_1_kw, self.stage_2_kw, self.stage_3_kw)), Decimal(0))
        # Some count what is connected already into the first stage, and may.
        if together in {self.power_new_kw, self.power_total_kw}:
            return ""
        stages, new = shown_decimal(together), shown_decimal(self.power_new_kw)
        return f"Этапы вместе дают {stages} кВт, а присоединяется {new} кВт. Исправьте мощность этапов или объекта."

    @rule("stage_2_start")
    def _second_starts_after_its_project(self) -> str:
        return before_its_project(self.stage_2_design, self.stage_2_start)

    @rule("stage_3_start")
    def _third_starts_after_its_project(self) -> str:
        return before_its_project(self.stage_3_design, self.stage_3_start)
