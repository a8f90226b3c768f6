"""What a draft is called: which form it is of, on the screen or as a file, and what it is about."""

from dataclasses import dataclass

SCAN = ".scan"
"""What the key of a form sent as a file ends with."""
_APPEAL = "appeal-"


@dataclass(frozen=True, slots=True)
class DraftKey:
    """A key taken apart: ``tu_done~001-26.scan`` is a notice about the application 001/26, sent as a file."""

    code: str
    """Of the form."""
    application: str = ""
    """Register number of the application it is about; empty if about none."""
    appeal: str = ""
    """Number of the appeal it is about; empty if about none."""
    scan: bool = False
    """The form is filled in by hand and sent as a file."""

    @classmethod
    def of(cls, key: str) -> "DraftKey":
        """Return what *key* says."""
        code, _, about = key.removesuffix(SCAN).partition("~")
        appeal = about.removeprefix(_APPEAL) if about.startswith(_APPEAL) else ""
        application = "" if appeal else "/".join(about.rsplit("-", 1))
        return cls(code, application, appeal, key.endswith(SCAN))

    def __str__(self) -> str:
        """Return the key."""
        about = f"{_APPEAL}{self.appeal}" if self.appeal else self.application.replace("/", "-")
        return f"{self.code}{'~' if about else ''}{about}{SCAN if self.scan else ''}"

    @property
    def given(self) -> dict[str, str]:
        """Answers it gives, by the names of questions: what the form is about."""
        about = {"application": self.application, "appeal": self.appeal}
        return {name: number for name, number in about.items() if number}

    @property
    def target(self) -> str:
        """Address of the page the form is filled in on: page and query."""
        query = "".join(f"&{name}={number}" for name, number in self.given.items())
        return f"{'send' if self.scan else 'fill'}?form={self.code}{query}"
