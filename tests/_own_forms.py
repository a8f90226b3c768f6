"""Forms of the company's own, written as files into a folder the portal is told of."""

from pathlib import Path
from textwrap import dedent, indent

_FORM = '''"""{title}."""

from datetime import date
from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form, Group, Mode, Need, rule
from forms._kinds import *


{before}class {name}(Form):
    """Форма, которую придумал тест."""

    title = "{title}"
    source = "ГК РФ, ст. 330"
{body}
'''


def put(
    folder: Path, code: str, body: str = "", *, before: str = "", title: str = "Заявление", **facts: object
) -> None:
    """Write the form *code* with the questions in *body*, or with one; *before* are classes it needs."""
    body = dedent(body) or 'text: Annotated[Line, Field(title="Заявление")]\n'
    told = "".join(f"{fact} = {value!r}\n".replace("datetime.", "") for fact, value in facts.items())
    name = "".join(part.title() for part in code.strip("_").split("_"))
    text = _FORM.format(
        title=title,
        name=name or "Nameless",
        body=indent(told + body, "    "),
        before=f"{dedent(before)}\n\n" * bool(before),
    )
    (folder / f"{code}.py").write_text(text, encoding="utf-8")
