"""Letters by e-mail, in plain text, once what they tell of is saved."""

from __future__ import annotations

from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string


def send_letter(template: str, to: str, **about: Any) -> None:
    """Send a letter when this transaction is saved; its template's first line is the subject.

    Where the mail server refuses, the caller of the outermost transaction is told by an OSError,
    and what was saved stays.
    """
    subject, _, body = render_to_string(f"letters/{template}.txt", about).partition("\n")
    transaction.on_commit(lambda: _send(subject.strip(), body.lstrip("\n"), to))


def _send(subject: str, body: str, to: str) -> None:
    send_mail(subject, body, from_email=None, recipient_list=[to])
