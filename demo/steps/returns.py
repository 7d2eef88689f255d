"""Returns that the people of the demo wrote, sent, asked back and talked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.models import User
from practices.actions.judging_returns import ask_back, judge_return, reopen_return
from practices.actions.return_forms import save_answers, send_form
from practices.actions.return_notes import note_discussion, record_indicators
from practices.rules.return_requests import ReturnKey
from practices.selectors.indicators import OF
from practices.selectors.returns import form_on_record


def write(*, form: str, answers: Mapping[str, object], by: User) -> None:
    """Save answers in a form, and send nothing."""
    at = ReturnKey.parse(form)
    found = form_on_record(at)
    save_answers(form=at, answers=answers, revision=found.revision if found else 0, by=by)


def send(*, form: str, answers: Mapping[str, object], by: User) -> None:
    """Write a form and send it."""
    write(form=form, answers=answers, by=by)
    at = ReturnKey.parse(form)
    found = form_on_record(at)
    send_form(form=at, revision=found.revision if found else 0, by=by)


def ask_for_it_back(*, form: str, reason: str, by: User) -> None:
    ask_back(form=ReturnKey.parse(form), reason=reason, by=by)


def reopen(*, form: str, reason: str, by: User, again_by: date | None = None) -> None:
    reopen_return(form=ReturnKey.parse(form), reason=reason, again_by=again_by, by=by)


def judge(*, form: str, outcome: str, by: User, reason: str = "") -> None:
    judge_return(form=ReturnKey.parse(form), outcome=outcome, reason=reason, by=by)


def discuss(*, form: str, question: str, held_on: date, note: str, by: User) -> None:
    note_discussion(
        form=ReturnKey.parse(form), question=question, held_on=held_on, note=note, by=by
    )


def measure(*, year: str, figures: Mapping[str, str], source: str, by: User) -> None:
    """Record the CCG's own figures of a year."""
    record_indicators(
        specification=OF,
        year=year,
        figures={key: Decimal(each) for key, each in figures.items()},
        source=source,
        by=by,
    )


DEEDS: dict[str, Callable[..., Any]] = {
    "write return": write,
    "send return": send,
    "ask return back": ask_for_it_back,
    "reopen return": reopen,
    "judge return": judge,
    "discuss answer of no": discuss,
    "record indicators": measure,
}
