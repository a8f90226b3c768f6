"""Cards of applications with their history and documents, written from the road each has taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from core.storage import Stored
from db.models import Application, ApplicationEvent, Document, File
from forms._connection import Connection
from regulations import applicants, working_days
from regulations.applicants import ApplicantCategory, Procedure
from services.cards import PROGRESS
from services.demo import days, money, objects
from services.demo.accounts import Applicant, Staff
from services.demo.journeys import Step
from services.demo.notices import Notices
from services.demo.papers import Press, Printed
from services.demo.rows import Rows
from services.demo.texts import REASONS, TU_PROGRESS
from services.demo.traces import Traces
from services.documents import PLACERS
from workflows._documents import DocumentKind
from workflows.connection import Connection as Workflow

