"""Work that is done by the clock."""

from __future__ import annotations

from celery import shared_task

from commissioning.imports.command import person
from reporting.actions.exceptions import ask_for_the_days_work


@shared_task
def ask_for_what_is_due() -> None:
    """Ask for what the day brings, once a day however often this is asked."""
    ask_for_the_days_work(by=person(None))
