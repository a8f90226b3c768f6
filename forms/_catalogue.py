"""Which forms there are, and in which versions: those of the portal beside the company's own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from core import clock
from core.catalogue import WrongDeclaration, catalogue
from core.settings import settings
from forms._form import Form
from forms._versions import in_force

Versions = tuple[type[Form], ...]
"""Of one form, the oldest first."""


def declared() -> dict[str, type[Form]]:
    """Return every form that is filled in today, by its code, in the version in force."""
    today = clock.today()
    found = {code: in_force(versions, today) for code, versions in _all().items()}
    return {code: form for code, form in found.items() if form is not None}


def versions(code: str) -> Versions:
    """Return all versions of the form *code*, the oldest first; none if there is no such form."""
    return _all().get(code, ())


def of_version(code: str, version: str) -> type[Form] | None:
    """Return form *code* in the version in which something was sent; an empty *version* is the oldest."""
    return next((form for form in versions(code) if version in {"", form.version()}), None)


def every() -> tuple[type[Form], ...]:
    """Return all versions of all forms."""
    return tuple(form for versions in _all().values() for form in versions)


def known(code: str) -> type[Form] | None:
    """Return form *code* as it is filled in today, or as it was at last; ``None`` if there never was one."""
    return declared().get(code) or next(reversed(versions(code)), None)


def discord(versions: Sequence[type[Form]]) -> Iterator[str]:
    """Yield what is wrong with *versions* of one form, the oldest first: days with two of them, and days with none."""
    for form, following in zip(versions, [*versions[1:], None], strict=True):
        until = form.valid_until
        if until is not None and until < form.valid_from:
            yield f"{form.__module__} ends before it begins"
        if following is None:
            continue
        if until is None or until >= following.valid_from:
            yield f"{form.__module__} is still in force when {following.__module__} begins"
        elif until + timedelta(days=1) < following.valid_from:
            yield f"nothing is in force between {form.__module__} and {following.__module__}"


def _all() -> Mapping[str, Versions]:
    return _by_code(settings().forms_dir)


@cache
def _by_code(own: Path | None) -> Mapping[str, Versions]:
    found: dict[str, dict[date, type[Form]]] = defaultdict(dict)
    for form in catalogue("forms", Form, own).values():
        same = found[form.code()].setdefault(form.valid_from, form)
        if same is not form:
            raise WrongDeclaration(f"{form.__module__} and {same.__module__} begin on the same day")
    return {code: tuple(form for _, form in sorted(by_day.items())) for code, by_day in found.items()}
