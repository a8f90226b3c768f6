"""The tables, one aggregate a file."""

from db.models.access import AccountLink, KnownBrowser, RecoveryCode, RecoveryRequest
from db.models.appeals import Appeal, AppealFile, AppealMessage
from db.models.applications import Application, ApplicationEvent, Document
from db.models.consumers import Consent, Consumer, DeletionRequest, ProfileChange
from db.models.files import File
from db.models.journal import Counter, JournalEntry
from db.models.notices import Letter, Notification
from db.models.submissions import Draft, DraftFile, Submission, SubmissionFile
from db.models.users import LoginAttempt, LoginTicket, User, WebSession

__all__ = [
    "AccountLink",
    "Appeal",
    "AppealFile",
    "AppealMessage",
    "Application",
    "ApplicationEvent",
    "Consent",
    "Consumer",
    "Counter",
    "DeletionRequest",
    "Document",
    "Draft",
    "DraftFile",
    "File",
    "JournalEntry",
    "KnownBrowser",
    "Letter",
    "LoginAttempt",
    "LoginTicket",
    "Notification",
    "ProfileChange",
    "RecoveryCode",
    "RecoveryRequest",
    "Submission",
    "SubmissionFile",
    "User",
    "WebSession",
]
