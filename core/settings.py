"""Settings by environment, prefix ``PORTAL_``; each is described in docs/settings.md."""

import os
import re
import secrets
from contextlib import suppress
from functools import cached_property, lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.actor import Role

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Settings(BaseSettings):
    """Everything an operator may set; a production start needs ``PORTAL_SECRET`` and https addresses."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True, extra="ignore", hide_input_in_errors=True)

    data_dir: Path = Field(default=ROOT / "var", description="Folder of everything the portal keeps by default.")
    database_url: str = Field(
        default="", description="SQLAlchemy address of the database; empty: SQLite under `DATA_DIR`."
    )
    files_url: str = Field(default="", description="Where documents are kept, `file:///…`; empty: `DATA_DIR/files`.")
    forms_dir: Path | None = Field(
        default=None,
        description="Folder of the company's own forms, an absolute path; files as in `forms/`. They run as a part of "
        "the portal: let only its operator write there.",
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="`smtp://user:password@host:587` (STARTTLS) or `smtps://…`; empty: letters become .eml files "
        "under `DATA_DIR/mail`.",
    )
    mail_from: str = Field(default="portal@example.org", description="Sender of letters.")
    secret: SecretStr = Field(
        default=SecretStr(""),
        description="At least 32 characters; keys the hashes of session tokens. On a loopback address it may be "
        "empty: one is made and kept in `DATA_DIR/secret`.",
    )
    public_url: str = Field(default="http://localhost:8501", description="Address of the consumer portal.")
    staff_url: str = Field(default="http://localhost:8502", description="Address of the staff app.")
    public_port: int = Field(default=8501, ge=1, le=65535, description="Port the consumer portal listens on.")
    staff_port: int = Field(default=8502, ge=1, le=65535, description="Port the staff app listens on.")
    listen: str = Field(default="127.0.0.1", description="Address both apps listen on.")
    session_minutes: int = Field(default=60, ge=1, le=1440, description="Length of a session, in minutes.")
    idle_minutes: int = Field(
        default=30, ge=1, le=1440, description="How long a session lasts while nobody does anything, in minutes."
    )
    reset_minutes: int = Field(
        default=60, ge=5, le=1440, description="How long the link for a new password can be used, in minutes."
    )
    link_hours: int = Field(
        default=72,
        ge=1,
        le=720,
        description="How long an invitation or a confirmation of an e-mail address can be used, in hours.",
    )
    temporary_password_days: int = Field(
        default=7, ge=1, le=90, description="How long a temporary password given by an employee can be used, in days."
    )
    second_factor_roles: str = Field(
        default="",
        description="Roles that must log in with a second factor, by comma, such as `admin,manager`; everybody may.",
    )
    staff_networks: str = Field(
        default="",
        description="Networks the staff app answers to, by comma, such as `192.0.2.0/24,2001:db8::/32`; empty: any.",
    )
    time_zone: str = Field(default="Europe/Moscow", description="Time zone in which dates are counted and shown.")
    max_file_mib: int = Field(default=10, ge=1, le=100, description="Largest file a consumer may attach, in MiB.")
    max_session_upload_mib: int = Field(
        default=200, ge=1, description="How much one session may upload in all, in MiB."
    )
    clamd_url: str = Field(
        default="",
        description="Virus scanner: `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; empty: files are not scanned.",
    )
    company_name: str = Field(default="АО «Орелоблэнерго»", description="Short name of the company.")
    company_full_name: str = Field(
        default="Акционерное общество «Орелоблэнерго»", description="Full name of the company, for documents."
    )
    company_address: str = Field(default="г. Орёл", description="Postal address.")
    company_hours: str = Field(default="пн–пт 8:00–17:00", description="Opening hours of the service centre.")
    hot_line: str = Field(default="8-800-250-19-61", description="Telephone of the service centre.")
    company_inn: str = Field(default="5705990388", description="ИНН of the company; the default is invented.")
    company_kpp: str = Field(default="570501001", description="КПП of the company; the default is invented.")
    company_ogrn: str = Field(default="1225700789049", description="ОГРН of the company; the default is invented.")
    company_bank: str = Field(default="Демонстрационный банк", description="Bank of the company.")
    company_bik: str = Field(default="045402601", description="БИК of the bank; the default is invented.")
    company_account: str = Field(default="40702810000000000000", description="Settlement account; invented.")
    company_corr_account: str = Field(default="30101810000000000601", description="Correspondent account; invented.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError("is not a time zone: give its IANA name, such as Europe/Moscow") from unknown
        return name

    @field_validator("second_factor_roles")
    @classmethod
    def _known_roles(cls, names: str) -> str:
        if strangers := sorted(set(_listed(names)) - set(Role)):
            raise ValueError(f"has no role called {', '.join(strangers)}; there are {', '.join(Role)}")
        return names

    @field_validator("staff_networks")
    @classmethod
    def _networks(cls, names: str) -> str:
        for name in _listed(names):
            try:
                ip_network(name)
            except ValueError as wrong:
                raise ValueError(f"{name} is not a network: give one such as 192.0.2.0/24") from wrong
        return names

    @field_validator("clamd_url")
    @classmethod
    def _scanner(cls, url: str) -> str:
        if url and not (re.fullmatch(r"unix:///[^?#]+", url) or (_host(url, "tcp") and urlsplit(url).port)):
            raise ValueError("must look like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not _host(url.get_secret_value(), "smtp", "smtps"):
            raise ValueError("must look like smtp://user:password@mail.example.org:587 or smtps://…")
        return url

    @field_validator("files_url")
    @classmethod
    def _folder(cls, url: str) -> str:
        if url and not re.fullmatch(r"file:///[^?#]+", url):
            raise ValueError("must look like file:///srv/portal/files: an absolute path")
        return url

    @field_validator("forms_dir", mode="before")
    @classmethod
    def _folder_of_forms(cls, path: object) -> object:
        if not path:
            return None
        if not (Path(str(path)).is_absolute() and Path(str(path)).is_dir()):
            raise ValueError("must be the absolute path of a folder that is there")
        return path

    @field_validator("mail_from")
    @classmethod
    def _mailbox(cls, address: str) -> str:
        if not _MAILBOX.fullmatch(address):
            raise ValueError("must be one e-mail address in Latin letters, such as portal@example.org")
        return address

    @field_validator("public_url", "staff_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        host = _host(url, "http", "https")
        if not host:
            raise ValueError("must look like https://portal.example.org")
        if urlsplit(url).scheme == "http" and host not in LOOPBACK:
            raise ValueError("plain http is accepted on a loopback address only; use https")
        return url.rstrip("/")

    @model_validator(mode="after")
    def _production_is_safe(self) -> Self:
        # Plain http is for a loopback address: one scheme for both leaves a production start https alone.
        if urlsplit(self.public_url).scheme != urlsplit(self.staff_url).scheme:
            raise ValueError("PORTAL_PUBLIC_URL and PORTAL_STAFF_URL must both be https (both http on loopback only)")
        given = len(self.secret.get_secret_value())
        if 0 < given < 32:  # noqa: PLR2004 - 256 bits in the most frugal spelling
            raise ValueError("PORTAL_SECRET is too short: give at least 32 characters")
        if self.production and not given:
            raise ValueError("PORTAL_SECRET is not set: a production start needs it (at least 32 characters)")
        return self

    @property
    def production(self) -> bool:
        """Whether anybody but this machine can reach the portal."""
        return any(urlsplit(url).hostname not in LOOPBACK for url in (self.public_url, self.staff_url))

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'portal.sqlite3'}"

    @property
    def files(self) -> Path:
        """Folder of the document store in force."""
        return Path(unquote(urlsplit(self.files_url).path)) if self.files_url else self.data_dir / "files"

    @cached_property
    def with_second_factor(self) -> frozenset[Role]:
        """Roles that must log in with a second factor."""
        return frozenset(Role(name) for name in _listed(self.second_factor_roles))

    @cached_property
    def staff_from(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Networks the staff app answers to; none named: any."""
        return tuple(ip_network(name) for name in _listed(self.staff_networks))

    @cached_property
    def key(self) -> bytes:
        """Secret key in force; on a loopback address it is made once and kept beside the data."""
        if given := self.secret.get_secret_value():
            return given.encode()
        path = self.data_dir / "secret"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make_key(path)
        return path.read_bytes()


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _host(url: str, *schemes: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port  # which is read only now, and its complaint would quote a part of the password
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in schemes else ""


def _make_key(path: Path) -> None:
    # Whole or not at all: of several processes that start together all read the key of the first.
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_urlsafe(48).encode())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
