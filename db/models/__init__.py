"""The tables, one aggregate a file."""

from db.models.appeals import Appeal, AppealFile, AppealMessage
from db.models.applications import Application, ApplicationEvent, Document
from db.models.consumers import Consent, Consumer
from db.models.files import File
from db.models.journal import Counter, JournalEntry
from db.models.notices import Letter, Notification
from db.models.submissions import Draft, DraftFile, Submission, SubmissionFile
from db.models.users import LoginAttempt, LoginTicket, User, WebSession

__all__ = [
    "Appeal",
    "AppealFile",
    "AppealMessage",
    "Application",
    "ApplicationEvent",
    "Consent",
    "Consumer",
    "Counter",
    "Document",
    "Draft",
    "DraftFile",
    "File",
    "JournalEntry",
    "Letter",
    "LoginAttempt",
    "LoginTicket",
    "Notification",
    "Submission",
    "SubmissionFile",
    "User",
    "WebSession",
]
