"""Work that is done by the clock."""

from __future__ import annotations

from celery import shared_task

from commissioning.imports.command import person
from reporting.actions.gaps import ask_for_the_days_work
from reporting.actions.sitreps import ask_for_sitreps


@shared_task
def ask_for_what_is_due() -> None:
    """Ask for what the day, and the hour of the week, bring: each once, however often asked."""
    nobody = person(None)
    ask_for_the_days_work(by=nobody)
    ask_for_sitreps(by=nobody)
