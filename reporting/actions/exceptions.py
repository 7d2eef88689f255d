"""Exceptions of care homes: raised, reviewed, mended and closed; and nothing to report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from carehomes.models import CareHome
from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from payments.models import Decision
from reporting.actions.exception_steps import step
from reporting.models import Consequence, HomeException, NilReturn
from reporting.policy.exceptions import (
    can_answer_returned_exception,
    can_close,
    can_correct,
    can_name_consequence,
    can_raise,
    can_report_nothing,
    can_review,
)
from reporting.rules.weeks import monday_of
from reporting.selectors.consequences import decisions_to_name
from reporting.selectors.weeks import weekly

State, Source = HomeException.State, HomeException.Source


@dataclass(frozen=True, slots=True)
class ExceptionDetails:
    """What is not in place: under which question, since when, and what is being done."""

    question: str
    missing: str
    since: date
    part: str = ""
    doing: str = ""
    mended_by: date | None = None


@transaction.atomic
def raise_exception(
    *, home: CareHome, practice: Organisation | None, details: ExceptionDetails, by: User
) -> HomeException:
    """Tell what is not in place in a home. Nobody of the practice has then nothing to report."""
    require(can_raise(by, practice))
    code = _checked(details)
    made = HomeException.objects.create(
        home=home,
        specification=code,
        question=details.question,
        part=details.part,
        missing=details.missing,
        since=details.since,
        doing=details.doing,
        mended_by=details.mended_by,
        source=Source.PRACTICE if practice else Source.COMMISSIONER,
        organisation=practice,
        raised_by=by,
        raised_on=today(),
        state=State.RAISED if practice else State.CONFIRMED,
    )
    if practice:
        NilReturn.objects.filter(practice=practice, week=monday_of(today())).delete()
    step(made, "raised", by, details.missing)
    record("exception raised", made, by=by, reason=details.missing)
    return made


def _checked(details: ExceptionDetails, *, as_asked_in: date | None = None) -> str:
    """The code of the specification that asks; refuses what it does not ask, or not that day."""
    if not details.missing:
        raise ValidationError("Say what is not in place")
    if details.since > today():
        raise ValidationError("The day since when it is missing cannot be in the future")
    if details.mended_by and details.mended_by < details.since:
        raise ValidationError("The day by which it is mended lies before the day it was missing")
    sitrep_request = weekly(as_asked_in or monday_of(today()))
    question = next(
        (
            weekly_question
            for weekly_question in sitrep_request.questions
            if weekly_question.key == details.question
        ),
        None,
    )
    if question is None:
        raise ValidationError("Choose what is not in place")
    if details.part and details.part not in question.parts:
        raise ValidationError(f"“{details.part}” is no part of: {question.ask}")
    return sitrep_request.specification.code


@transaction.atomic
def correct_exception(
    *, exception: HomeException, details: ExceptionDetails, by: User
) -> HomeException:
    """Correct what was raised. Its home and element stay; a director reviews it again."""
    exception = _locked(exception)
    require(can_correct(by, exception))
    if details.question != exception.question:
        raise ValidationError("The element stays: close this exception, and raise another")
    _checked(details, as_asked_in=monday_of(exception.raised_on))
    before = f"{exception.missing} (since {written(exception.since)})"
    exception.part, exception.missing, exception.since = (
        details.part,
        details.missing,
        details.since,
    )
    exception.doing, exception.mended_by = details.doing, details.mended_by
    if exception.source == Source.PRACTICE:
        exception.state = State.RAISED
    exception.save()
    step(exception, "corrected", by, f"Before: {before}")
    record("exception corrected", exception, by=by, reason=details.missing, before=before)
    return exception


@transaction.atomic
def name_consequence(*, exception: HomeException, decision: Decision, by: User) -> Consequence:
    """Say that a decision about payment rests on an exception."""
    exception = _locked(exception)
    require(can_name_consequence(by, exception))
    if not decisions_to_name(exception, by).filter(pk=decision.pk).exists():
        raise ValidationError({"decision": "Choose a decision about this practice or its network"})
    made = Consequence.objects.create(
        exception=exception, decision=decision, linked_by=by, linked_on=today()
    )
    step(exception, "a decision about payment rests on it", by, str(decision))
    record("consequence of an exception named", exception, by=by, decision=decision.pk)
    return made


@transaction.atomic
def review_exception(
    *, exception: HomeException, outcome: str, words: str, mended_on: date | None, by: User
) -> HomeException:
    """Confirm an exception, return it with a question, or note that it was mended on a day.

    Mended or not, it stays in the CCG's view and in the weeks in which it existed.
    """
    exception = _locked(exception)
    require(can_review(by, exception))
    if outcome == "return" and not words:
        raise ValidationError("Say what you ask")
    if outcome == "mended":
        exception.mended_on = _mended(exception, mended_on)
        what = f"noted as mended on {written(exception.mended_on)}"
    elif outcome == "return":
        exception.state, what = State.RETURNED, "returned with a question"
    elif outcome == "confirm":
        exception.state, what = State.CONFIRMED, "confirmed"
    else:
        raise ValidationError("Choose what you found")
    exception.reviewed_by, exception.reviewed_on = by, today()
    exception.save()
    step(exception, what, by, words)
    record(f"exception {what}"[:60], exception, by=by, reason=words)
    return exception


def _mended(exception: HomeException, on: date | None) -> date:
    if on is None or not exception.since <= on <= today():
        raise ValidationError(
            f"Give the day it was mended, from {written(exception.since)} to today"
        )
    return on


@transaction.atomic
def answer_question(*, exception: HomeException, words: str, by: User) -> HomeException:
    """Answer what the director asked; the exception is theirs to review again."""
    exception = _locked(exception)
    require(can_answer_returned_exception(by, exception))
    if not words:
        raise ValidationError("Answer what is asked")
    exception.state = State.RAISED
    exception.save()
    step(exception, "answered", by, words)
    record("exception answered", exception, by=by, reason=words)
    return exception


@transaction.atomic
def close_exception(*, exception: HomeException, words: str, by: User) -> HomeException:
    """Close an exception, with the reason."""
    exception = _locked(exception)
    require(can_close(by, exception))
    if not words:
        raise ValidationError("Say why it is closed")
    exception.state = State.CLOSED
    exception.closed_by, exception.closed_on = by, today()
    exception.save()
    step(exception, "closed", by, words)
    record("exception closed", exception, by=by, reason=words)
    return exception


@transaction.atomic
def report_nothing(*, practice: Organisation, by: User) -> NilReturn:
    """Say that a practice has nothing to report this week. Said twice, it is said once."""
    require(can_report_nothing(by, practice))
    week = monday_of(today())
    if HomeException.objects.filter(organisation=practice, raised_on__gte=week).exists():
        raise ValidationError("You raised an exception this week, which says more than nothing")
    nil_return, is_new = NilReturn.objects.get_or_create(
        practice=practice, week=week, defaults={"said_by": by, "said_on": today()}
    )
    if is_new:
        record("nothing to report", nil_return, by=by)
    return nil_return


def _locked(exception: HomeException) -> HomeException:
    locked_exception: HomeException = (
        HomeException.objects.select_for_update(of=("self",))
        .select_related("organisation", "home")
        .get(pk=exception.pk)
    )
    return locked_exception
