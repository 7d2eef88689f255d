"""Work that is done by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from commissioning.clock import today
from commissioning.imports.command import person
from reporting.actions.exceptions import ask_for_the_days_work
from reporting.actions.messages import ask_for_sending, ask_for_the_days_messages

MESSAGES_FROM = 7  # o'clock in London


@shared_task
def ask_for_what_is_due() -> None:
    """Ask for what the day brings, once a day however often this is asked."""
    ask_for_the_days_work(by=person(None))
    now = timezone.localtime()
    if now.hour >= MESSAGES_FROM or now.date() != today():  # a day that is set is whole
        ask_for_the_days_messages(by=person(None))
    ask_for_sending(by=person(None), when=f"{today()}:{now:%H}")  # what was put off, each hour
