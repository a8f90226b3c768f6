"""Files on the page: the place they are dropped on, and how those that were kept are shown."""

from collections.abc import Sequence

from core.scanner import Verdict
from core.settings import settings
from core.storage import ONE_MIB
from forms._questions import Question
from services.files import SEEN_IN_BROWSER, Kept
from ui.html import Html, draw, file_link, tag

_SAME = {"jpeg": "jpg", "tif": "tiff"}
"""Extensions that need not be named beside another."""
_STATES = {
    Verdict.WAITING: ("проверяется на вирусы", "turn"),
    Verdict.INFECTED: ("заражён, не выдаётся", "late"),
}


def uploader(question: Question, place: str, label: str, *, whose: str, arrived: str) -> None:
    """Draw where the files of *question* are chosen or dropped; ``upload.js`` brings it to life.

    *place* is the end of the address they are sent to, *whose* the mark of the person, *arrived* the key of the button
    it presses afterwards.
    """
    assert question.accepts is not None  # every question for files says what it takes
    name = f"p-label-{arrived}"
    basis = f"Основание: {question.accepts.source}."
    draw(
        tag("p", label, cls="p-label", id=name),
        tag("p", " ".join(filter(None, (question.hint, basis))), cls="p-hint"),
    )
    draw(
        tag(
            "div",
            cls="p-upload",
            role="group",
            aria_labelledby=name,
            data_portal_upload=place,
            data_accept=",".join(question.accepts.types),
            data_told=f"{told(question.accepts.types)}, каждый до {settings().max_file_mib} МБ",
            data_limit=str(settings().max_file_mib * ONE_MIB),
            data_label=label.removesuffix(" *"),
            data_press=arrived,
            data_whose=whose,
        )
    )


def told(types: Sequence[str]) -> str:
    """Return extensions as people read them: «PDF, JPG или PNG»."""
    names = list(dict.fromkeys(_SAME.get(name, name).upper() for name in types))
    return " или ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def size(length: int) -> str:
    """Return a file size as people read it."""
    if length < ONE_MIB:
        return f"{max(1, round(length / 1024))} КБ"
    return f"{length / ONE_MIB:.1f} МБ".replace(".", ",")


def named_file(kept: Kept) -> Html:
    """Return a file by its name, with its size, as it stands beside the question it answers."""
    return tag("span", titled(kept, kept.name), tag("span", f" {size(kept.size)} ", cls="p-muted"), state(kept),
               data_portal_file=kept.public_id)  # fmt: skip


def titled(kept: Kept, label: str) -> Html:
    """Return *label* as a link to the file; plain while the file is withheld."""
    if kept.verdict != Verdict.CLEAN:
        return tag("span", label, cls="p-withheld")
    return file_link(kept.public_id, inline=kept.media_type in SEEN_IN_BROWSER, label=label)


def state(kept: Kept) -> Html:
    """Return why a file is withheld; nothing if it is not."""
    if kept.verdict == Verdict.CLEAN:
        return Html("")
    words, tone = _STATES[Verdict(kept.verdict)]
    return tag("span", words, cls=f"p-badge p-{tone}")


def ways(kept: Kept) -> Html:
    """Return what can be done with a file: open it, if a browser shows such, and download it."""
    if kept.verdict != Verdict.CLEAN:
        return state(kept)
    seen = kept.media_type in SEEN_IN_BROWSER
    return tag(
        "span",
        file_link(kept.public_id, inline=True, label="Открыть") if seen else "",
        file_link(kept.public_id, inline=False, label="Скачать"),
        cls="p-links",
    )
