"""Реестр заявок на технологическое присоединение (отчёт R1)."""

from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Permission, Role
from db.models import Application, Consumer, User
from exports._columns import Column, ColumnKind
from exports._export import Export, Query
from exports._parameters import Period
from regulations import applicants, contacts
from regulations.channels import Channel
from regulations.identifiers import masked
from workflows.connection import Connection


class ApplicationsRegister(Export[Period]):
    """Все заявки периода по одной в строке: заявитель, объект, мощность, сроки, плата."""

    title = "Реестр заявок на ТП"
    roles = frozenset({Role.OPERATOR, Role.LAWYER, Role.MANAGER})
    parameters = Period
    columns = (
        Column("№ п/п", 7, ColumnKind.INTEGER),
        Column("Рег. №", 11),
        Column("Дата поступления", 13, ColumnKind.DATE),
        Column("Дата регистрации", 13, ColumnKind.DATE),
        Column("Канал", 16),
        Column("Тип заявителя", 18),
        Column("Заявитель", 36),
        Column("ИНН", 14),
        Column("СНИЛС", 16),
        Column("Телефон", 19),
        Column("Электронная почта", 26),
        Column("Объект", 26),
        Column("Адрес объекта", 44),
        Column("Кадастровый №", 20),
        Column("Присоединяемая мощность, кВт", 16, ColumnKind.DECIMAL, total=True),
        Column("Ранее присоединённая, кВт", 16, ColumnKind.DECIMAL, total=True),
        Column("Всего, кВт", 14, ColumnKind.DECIMAL, total=True),
        Column("Напряжение, кВ", 12, ColumnKind.DECIMAL),
        Column("Категория надёжности", 13),
        Column("Категория заявителя", 28),
        Column("Порядок", 28),
        Column("Статус", 40),
        Column("Дата направления договора и ТУ", 14, ColumnKind.DATE),
        Column("№ ТУ", 16),
        Column("Срок ТУ до", 13, ColumnKind.DATE),
        Column("№ договора", 16),
        Column("Дата договора", 13, ColumnKind.DATE),
        Column("Плата с НДС, ₽", 16, ColumnKind.MONEY, total=True),
        Column("Оплачено, ₽", 16, ColumnKind.MONEY, total=True),
        Column("Дата уведомления о выполнении ТУ", 14, ColumnKind.DATE),
        Column("Дата акта о выполнении ТУ", 14, ColumnKind.DATE),
        Column("Дата подачи напряжения", 14, ColumnKind.DATE),
        Column("Дата документов о ТП", 14, ColumnKind.DATE),
        Column("Дней от заявки до оферты", 12, ColumnKind.INTEGER),
        Column("Дней от договора до документов о ТП", 14, ColumnKind.INTEGER),
        Column("Ответственный", 28),
        Column("Примечание", 44),
    )

    def query(self, given: Period) -> Query:
        """Ask for applications in the order of registration."""
        return (
            select(
                *Application.__table__.columns,
                Consumer.kind,
                Consumer.name,
                Consumer.inn,
                Consumer.snils,
                Consumer.phone,
                Consumer.email,
                User.name.label("assignee"),
            )
            .join(Consumer, Consumer.id == Application.consumer_id)
            .outerjoin(User, User.id == Application.assignee_id)
            .where(*given.conditions())
            .order_by(Application.registered_on, Application.id)
        )

    def rows(self, session: Session, given: Period) -> Generator[Sequence[object]]:
        """Yield the rows, numbered from one."""
        with closing(super().rows(session, given)) as rows:
            for place, row in enumerate(rows, 1):
                yield place, *row

    def row(self, record: Any) -> Sequence[object]:
        """Put codes into words, count days (calendar ones), hide what the reader may not see."""
        return (
            record.reg_no,
            record.received_on,
            record.registered_on,
            Channel(record.channel).label,
            applicants.ApplicantType(record.kind).label,
            record.name,
            self._identity(record.inn),
            self._identity(record.snils),
            contacts.readable_phone(record.phone),
            record.email,
            record.object_name,
            record.object_address,
            record.cadastral_no,
            record.power_new_kw,
            record.power_existing_kw,
            record.power_total_kw,
            record.voltage_kv,
            record.reliability_category,
            applicants.ApplicantCategory(record.category).label,
            applicants.Procedure(record.procedure).label,
            Connection.status(record.status).called(record.procedure),
            record.offer_sent_on,
            record.tu_no,
            record.tu_valid_until,
            record.contract_no,
            record.contract_concluded_on,
            record.fee_total,
            record.paid_total,
            record.tu_notice_on,
            record.tu_act_on,
            record.energized_on,
            record.docs_signed_on,
            _days(record.received_on, record.offer_sent_on),
            _days(record.contract_concluded_on, record.docs_signed_on),
            record.assignee,
            record.status_note,
        )

    def _identity(self, identifier: str) -> str:
        return identifier if self.reader.may(Permission.SEE_IDENTITY) else masked(identifier)


def _days(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start and end else None
