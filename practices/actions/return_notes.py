"""What the CCG notes beside returns: discussions of answers of “no”, and its own indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.models import User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.models import Discussion, Indicator
from practices.policy.returns import judges_returns
from practices.rules.indicators import BY_KEY
from practices.rules.return_requests import ReturnKey
from practices.selectors.return_forms import asked_of, locked_form

LARGEST = Decimal(10_000_000)


@transaction.atomic
def note_discussion(
    *, form: ReturnKey, question: str, held_on: date, note: str, by: User
) -> Discussion:
    """Keep what was discussed about one answer, all year; by itself nothing follows (S0; D-17)."""
    require(judges_returns(by))
    organisation, return_form = locked_form(form)
    return_ = asked_of(form, organisation, return_form).asked
    if question not in {listed_question.key for listed_question in return_.questions}:
        raise ValidationError({"question": ["Choose one of the questions of this return"]})
    text = note.replace("\0", "").strip()
    wrong = {
        "note": "Enter what was discussed" if not text else _named(text),
        "held_on": "The day cannot be in the future" if held_on > today() else "",
    }
    _refuse(wrong)
    discussion = Discussion.objects.create(
        organisation=organisation,
        specification=form.specification,
        code=form.code,
        question=question,
        held_on=held_on,
        note=text,
        noted_by=by,
        noted_on=today(),
    )
    record("answer of no discussed", discussion, by=by, reason=text, question=question)
    return discussion


def _named(text: str) -> str:
    finding = patient_data_in(text)
    return f"The note {finding}" if finding else ""


@transaction.atomic
def record_indicators(
    *, specification: str, year: str, figures: Mapping[str, Decimal], source: str, by: User
) -> list[Indicator]:
    """Keep a year's figures, by indicator; one that is recorded already is corrected."""
    require(judges_returns(by))
    text = source.replace("\0", "").strip()
    _refuse({"source": _named(text) if text else "Enter where the figures come from"})
    _refuse(
        {
            key: "" if key in BY_KEY and 0 <= figure <= LARGEST else "Enter a figure from 0 up"
            for key, figure in figures.items()
        }
    )
    indicators = []
    for key, figure in figures.items():
        row, _ = Indicator.objects.update_or_create(
            specification=specification,
            indicator=key,
            year=year,
            defaults={
                "figure": figure,
                "source": text,
                "recorded_by": by,
                "recorded_on": today(),
            },
        )
        record("indicator recorded", row, by=by, year=year, figure=str(figure), source=text)
        indicators.append(row)
    return indicators


def _refuse(wrong: Mapping[str, str]) -> None:
    errors = {key: [message] for key, message in wrong.items() if message}
    if errors:
        raise ValidationError(errors)
