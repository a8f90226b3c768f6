"""A form of a hundred questions, written as a company writes its own, and a bare page of as many widgets."""

from dataclasses import dataclass

PARTS = 10
"""Each asks ten questions."""
TITLES = tuple(f"Часть {part}" for part in range(1, PARTS + 1))


@dataclass(frozen=True, slots=True)
class Line:
    """A question answered by typing, once in each part."""

    name: str
    label: str
    kind: str
    """Of the machinery of forms."""
    typed: tuple[str, str]
    """Two sound answers: a change is from one to the other."""
    only_if: bool = False
    """Asked only where the part is wanted at all."""


LINES = (
    Line("object", "Наименование", "Line", ("жилой дом", "садовый дом"), only_if=True),
    Line("reason", "Обоснование", "LongLine", ("новое строительство", "увеличение мощности"), only_if=True),
    Line("person", "Ответственный", "PersonName", ("Щербакова Мария", "Ёлкин Пётр")),
    Line("phone", "Телефон", "Phone", ("8 910 123-45-67", "+7 (910) 123-45-68")),
    Line("power", "Мощность", "Power", ("7,5", "8")),
    Line("price", "Стоимость", "Money", ("15750,50", "15750,51")),
    Line(
        "address", "Адрес", "Address", ("302000, г. Орёл, ул. Московская, д. 1", "302000, г. Орёл, ул. Полевая, д. 2")
    ),
)
STAGES = 2
"""Rows of the group that repeats, with two questions each."""
_HEAD = '''"""A long form."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, computed_field

from core.labelled import Labelled
from forms._form import Form, Group, Mode, rule
from forms._kinds import *


class Phase(Labelled):
    """Phases."""

    ONE = "one", "однофазное"
    THREE = "three", "трёхфазное"


class Stage(Group):
    """A stage."""

    year: Annotated[Count, Field(title="Год ввода")]
    load: Annotated[Power, Field(title="Нагрузка этапа")]


class {name}(Form):
    """Форма, на которой измеряют, как быстро рисуются длинные формы."""

    title = "{title}"
    source = "ПП 861, п. 9"

'''
_GROUP = f"""\
    stages: Annotated[tuple[Stage, ...], Field(title="Этапы"), Repeats("Этап", at_least={STAGES}, at_most=5)]
"""


def form(name: str, title: str, *, in_parts: bool) -> str:
    """Return the file of the form: with every part a section, and so a step, or with all on one page."""
    body = "".join(_part(part, in_parts=in_parts) for part in range(1, PARTS + 1))
    return _HEAD.format(name=name, title=title) + body + _GROUP + _total() + _rules()


def bare() -> str:
    """Return the script of a page of as many widgets of the same kinds, and of nothing else."""
    return f"""import streamlit as st

if __name__ != "__main__":
    app = st.App(__file__)
else:
    for part in range(1, {PARTS + 1}):
        st.radio(f"Нужна часть {{part}}?", ["Да", "Нет"], horizontal=True, key=f"wanted_{{part}}")
        for label in {[line.label for line in LINES]}:
            st.text_input(f"{{label}} {{part}}", key=f"{{label}}_{{part}}")
        st.date_input(f"Дата {{part}}", value=None, key=f"since_{{part}}")
        st.radio(f"Напряжение {{part}}", ["однофазное", "трёхфазное"], index=None, key=f"phase_{{part}}")
    for stage in range({STAGES}):
        st.text_input(f"Год ввода {{stage}}", key=f"year_{{stage}}")
        st.text_input(f"Нагрузка этапа {{stage}}", key=f"load_{{stage}}")
"""


def _part(part: int, *, in_parts: bool) -> str:
    section = f'Section("{TITLES[part - 1]}"), ' if in_parts else ""
    told = [f'wanted_{part}: Annotated[YesNo, {section}Field(title="Нужна часть {part}?")] = True']
    for line in LINES:
        shown = f", ShownIf(wanted_{part}=True, needed=True)" if line.only_if else ""
        default = ' = ""' if line.only_if else ""
        told.append(f'{line.name}_{part}: Annotated[{line.kind}, Field(title="{line.label} {part}"){shown}]{default}')
    told += [
        f'since_{part}: Annotated[MaybePastDate, Field(title="Дата {part}")] = None',
        f'phase_{part}: Annotated[Phase | None, OneOf, Field(title="Напряжение {part}")] = None',
    ]
    return "".join(f"    {line}\n" for line in told)


def _total() -> str:
    powers = " + ".join(f"self.power_{part}" for part in range(1, PARTS + 1))
    return f'''
    @computed_field(title="Всего", json_schema_extra={{"after": "power_{PARTS}"}})
    @property
    def power_total(self) -> Annotated[Decimal, Computed]:
        """Power of all parts together."""
        return {powers}
'''


def _rules() -> str:
    return "".join(
        f"""
    @rule("power_{part}")
    def _no_more_than_before_{part}(self) -> str:
        return "Больше, чем всего." if self.power_{part} > 15 * self.power_{part - 1} else ""
"""
        for part in range(2, PARTS + 1)
    )
