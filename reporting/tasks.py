"""Work that is done by the clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from commissioning.accounts.console import person
from commissioning.clock import today
from reporting.actions.gaps import ask_for_the_days_work
from reporting.actions.messages import ask_for_sending, ask_for_the_days_messages
from reporting.actions.sitreps import ask_for_sitreps

MESSAGES_FROM = 7  # o'clock in London


@shared_task
def ask_for_what_is_due() -> None:
    """Ask for what the day, and the hour of the week, bring: each once, however often asked."""
    nobody = person(None)
    ask_for_the_days_work(by=nobody)
    ask_for_sitreps(by=nobody)
    now = timezone.localtime()
    if now.hour >= MESSAGES_FROM or now.date() != today():  # a day that is set is whole
        ask_for_the_days_messages(by=nobody)
    ask_for_sending(by=nobody, when=f"{today()}:{now:%H}")  # what was put off, each hour
