"""Letters by e-mail, in plain text, once what they tell of is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string


def send_letter(template: str, to: str, **about: Any) -> None:
    """Send a letter when this transaction is saved; its template's first line is the subject.

    Where the mail server refuses, the caller of the outermost transaction is told by an OSError,
    and what was saved stays.
    """
    subject, body = _in_plain_text(template, about)
    transaction.on_commit(lambda: _send(subject, body, to))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is written: what it is about, and what it says, plain and as a page."""

    subject: str
    text: str
    html: str


def written_letter(template: str, **about: Any) -> Letter:
    """Write a letter that has both forms, without sending it."""
    subject, text = _in_plain_text(template, about)
    html = render_to_string(f"letters/{template}.html", about | {"subject": subject})
    return Letter(subject, text, html)


def _in_plain_text(template: str, about: dict[str, Any]) -> tuple[str, str]:
    """The subject, which is the first line of the template, and the rest."""
    subject, _, body = render_to_string(f"letters/{template}.txt", about).partition("\n")
    return subject.strip(), body.lstrip("\n")


def _send(subject: str, body: str, to: str) -> None:
    send_mail(subject, body, from_email=None, recipient_list=[to])
