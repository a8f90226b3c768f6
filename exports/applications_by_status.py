"""Заявки по категориям и статусам."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select

from core.actor import Role
from db.models import Application
from exports._columns import Column, ColumnKind
from exports._export import Export, Query
from exports._parameters import Period
from regulations.applicants import ApplicantCategory
from workflows.connection import Connection


class ApplicationsByStatus(Export[Period]):
    """Сколько заявок периода и какой мощности находится в каждом статусе, по категориям заявителей."""

    title = "Заявки по статусам"
    roles = frozenset({Role.ENGINEER, Role.ECONOMIST, Role.MANAGER})
    parameters = Period
    columns = (
        Column("Категория заявителя", 40),
        Column("Статус", 60),
        Column("Заявок", 12, ColumnKind.INTEGER, total=True),
        Column("Присоединяемая мощность, кВт", 20, ColumnKind.DECIMAL, total=True),
    )

    def query(self, given: Period) -> Query:
        """Count by category and status, in the order of the law and of the road."""
        law = case({entry.value: place for place, entry in enumerate(ApplicantCategory)}, value=Application.category)
        road = case({code: place for place, code in enumerate(Connection.statuses)}, value=Application.status)
        groups = (Application.category, Application.procedure, Application.status)
        return (
            select(*groups, func.count().label("applications"), func.sum(Application.power_new_kw).label("power_kw"))
            .where(*given.conditions())
            .group_by(*groups)
            .order_by(law, road, Application.procedure)
        )

    def row(self, record: Any) -> Sequence[object]:
        """Put codes into words."""
        category = ApplicantCategory(record.category).label
        status = Connection.status(record.status).called(record.procedure)
        return category, status, record.applications, record.power_kw
