"""Ответы по форме: что отправили заявители, по одной отправке в строке."""

from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import cache
from typing import Annotated, Any

from pydantic import Field, create_model
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Permission, Role
from core.labelled import Labelled
from db.models import Appeal, Application, Consumer, Submission, SubmissionFile
from exports._answers import Answers
from exports._columns import Column, ColumnKind
from exports._export import Export, Query
from exports._parameters import Days
from forms._catalogue import every, known
from forms._form import Need
from forms._kinds import OneOf, Section
from regulations.applicants import ApplicantType
from workflows._sendings import Sending


class Sendings(Days):
    """Выберите форму и период, в который её отправляли."""

    sections = ("Форма", "Период")

    form: Annotated[Labelled, OneOf, Section("Форма"), Field(title="Форма")]


class AnswersOfAForm(Export[Sendings]):
    """Что ответили заявители на вопросы одной формы: каждая отправка в строке, каждый вопрос в столбце."""

    title = "Ответы по форме"
    roles = frozenset({Role.OPERATOR, Role.LAWYER, Role.MANAGER})
    parameters = Sendings
    columns = (
        Column("№ отправки", 13),
        Column("Отправлено", 17, ColumnKind.MOMENT),
        Column("Заявитель", 36),
        Column("Тип заявителя", 18),
        Column("Статус", 22),
        Column("Рег. №", 11),
        Column("Обращение", 13),
        Column("Файлов", 9, ColumnKind.INTEGER),
    )

    @classmethod
    def asks(cls) -> type[Sendings]:
        """Return the questions, with every form there ever was; those people need first come first."""
        order = list(Need)
        forms = [form for code in {form.code() for form in every()} if (form := known(code))]
        forms.sort(key=lambda form: (order.index(form.need), len(form.for_applicants), form.title))
        return _sendings(tuple((form.code(), form.title) for form in forms))

    def columns_for(self, given: Sendings) -> tuple[Column, ...]:
        """Return what every sending has, and the questions of the form."""
        return (*self.columns, *self._answers(given).columns)

    def query(self, given: Sendings) -> Query:
        """Ask for what was sent, in the order of sending."""
        files = select(func.count()).where(SubmissionFile.submission_id == Submission.id).scalar_subquery()
        return (
            select(
                Submission.number,
                Submission.sent_at,
                Consumer.name,
                Consumer.kind,
                Submission.status,
                Application.reg_no,
                Appeal.number.label("appeal_no"),
                files.label("files"),
                Submission.form_version,
                Submission.answers,
                Submission.readable,
            )
            .join(Consumer, Consumer.id == Submission.consumer_id)
            .outerjoin(Application, Application.id == Submission.application_id)
            .outerjoin(Appeal, Appeal.id == Submission.appeal_id)
            .where(
                Submission.form == given.form.value,
                Submission.sent_at >= clock.midnight(given.since),
                Submission.sent_at < clock.midnight(given.until + timedelta(days=1)),
            )
            .order_by(Submission.sent_at, Submission.id)
        )

    def rows(self, session: Session, given: Sendings) -> Generator[Sequence[object]]:
        """Yield the rows; what identifies somebody is hidden from who may not see it."""
        answers = self._answers(given)
        with closing(super().rows(session, given)) as records:
            record: Any
            for record in records:
                *facts, version, answered, readable = record
                yield *facts, *answers.cells(version, answered, readable)

    def row(self, record: Any) -> Sequence[object]:
        """Put codes into words."""
        number, sent_at, name, kind, status, *others = record
        return number, sent_at, name, ApplicantType(kind).label, Sending(status).label, *others

    def _answers(self, given: Sendings) -> Answers:
        taken = frozenset(column.title for column in self.columns)
        return Answers(given.form.value, in_full=self.reader.may(Permission.SEE_IDENTITY), taken=taken)


@cache
def _sendings(forms: tuple[tuple[str, str], ...]) -> type[Sendings]:
    named: Any = {f"FORM_{place}": form for place, form in enumerate(forms)}
    choice: Any = Labelled("FormChoice", named)
    asked: Any = (Annotated[choice, OneOf, Section("Форма"), Field(title="Форма")], choice(forms[0][0]))
    return create_model("SendingsOfAForm", __base__=Sendings, __doc__=Sendings.__doc__, form=asked)
