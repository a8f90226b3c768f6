"""Whether the portal can work: database, document store, mail, virus scanner."""

import os
import smtplib

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from core import scanner
from core.catalogue import WrongDeclaration
from core.mail import post
from core.settings import settings
from db.migrate import revisions
from db.models import User
from db.session import engine, reading
from services import forms


def troubles() -> list[str]:
    """Return what keeps the portal from serving, in English for the operator; empty when all is well."""
    return [trouble for trouble in (declarations(), database(), storage()) if trouble]


def address() -> str:
    """Return what is wrong with the address of the database, or an empty text; nothing is connected to."""
    try:
        engine()
    except (SQLAlchemyError, ImportError, ValueError):  # whose words may quote the password
        return "PORTAL_DATABASE_URL: must look like postgresql+psycopg://user:password@host/name or sqlite:////path"
    except OSError as trouble:
        return f"PORTAL_DATA_DIR: {settings().data_dir} cannot be written ({trouble.strerror})"
    return ""


def declarations() -> str:
    """Return what is wrong with the forms, or an empty text."""
    try:
        forms.declared()
    except WrongDeclaration as wrong:
        return str(wrong)
    return ""


def database() -> str:
    """Return what is wrong with the database, or an empty text."""
    if trouble := address():
        return trouble
    try:
        present, newest = revisions()
        with reading() as session:
            if present == newest:
                session.scalar(select(User.id).limit(1))
    except (SQLAlchemyError, OSError) as fault:
        return f"database cannot be used: {type(fault).__name__}"
    return "" if present == newest else f"database is at {present or 'nothing'}, not {newest}: run `manage.py migrate`"


def storage() -> str:
    """Return what is wrong with the document store, or an empty text."""
    folder = settings().files
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        return f"document store cannot be used: {trouble.strerror}"
    return "" if os.access(folder, os.W_OK) else "document store cannot be written"


def mail() -> str:
    """Return what is wrong with the mail server, or an empty text."""
    try:
        with post():
            return ""
    except (OSError, smtplib.SMTPException) as trouble:
        return f"mail server cannot be used: {type(trouble).__name__}"


def virus_scanner() -> str:
    """Return what is wrong with the virus scanner, or an empty text; without one nothing is."""
    return scanner.trouble()
