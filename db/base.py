"""Column types, naming and the root of all tables."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Dialect, Integer, MetaData, Numeric, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; a naive one is refused on the way in and never comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC (SQLite keeps no offset, so there the offset is dropped)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive moment has no place in the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """An exact decimal; SQLite, which has none, keeps it as an integer of the smallest unit."""

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)
        self.places = scale
        """Digits after the point."""

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Choose the column type of the database at hand."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Scale on SQLite; refuse what would have to be rounded."""
        if value is None:
            return None
        scaled = value.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} digits after the point")
        return int(scaled) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Give the decimal back with all its places."""
        if value is None:
            return None
        return Decimal(value).scaleb(-self.places) if dialect.name == "sqlite" else Decimal(value)


class Row(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        date: Date,
        Decimal: Exact(15, 2),
        str: String(255),
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


LONG = Text
"""Texts people write."""


def power() -> Exact:
    """Return the column type of power, in kW with three places."""
    return Exact(12, 3)


class Versioned:
    """A row two people may edit: the later of two saves is refused, never silently kept or lost."""

    version: Mapped[int]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
