"""What becomes of a return that was sent: asked back, opened again, judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.patient_data import patient_data_in
from commissioning.domain.periods import written
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.actions.group_returns import reopen_group
from practices.actions.returns import ReturnRow, receive_returns, withdraw_return
from practices.models import Return, ReturnForm, ReturnStep
from practices.policy.returns import can_ask_back, can_judge_form, can_keep, can_reopen
from practices.rules.return_requests import ReturnKey
from practices.selectors.return_forms import locked_form
from practices.selectors.returns import (
    fact_on_record,
    joint_facts,
    last_sending,
    version_in_force,
)

Status, Kind = ReturnForm.Status, ReturnStep.Kind
OUTCOMES = {Kind.MET: True, Kind.NOT_MET: False, Kind.INCOMPLETE: False}


@transaction.atomic
def ask_back(*, form: ReturnKey, reason: str, by: User) -> ReturnStep:
    """Ask the CCG to open a form again that was sent in error. It counts until that is done."""
    organisation, return_form = locked_form(form)
    require(can_ask_back(by, organisation, return_form))
    assert return_form is not None  # noqa: S101  (the rule asked it)
    return_form.status = Status.ASKED_BACK
    return _step(return_form, Kind.ASKED_BACK, _reason(reason, "why you need it back"), by)


@transaction.atomic
def keep_return(*, form: ReturnKey, reason: str, by: User) -> ReturnStep:
    """Say no to a request to have a form back: what was sent stands."""
    organisation, return_form = locked_form(form)
    require(can_keep(by, organisation, return_form))
    assert return_form is not None  # noqa: S101
    return_form.status = Status.SENT
    return _step(return_form, Kind.KEPT, _reason(reason, "why it stays as it was sent"), by)


@transaction.atomic
def reopen_return(
    *, form: ReturnKey, reason: str, by: User, again_by: date | None = None
) -> ReturnStep:
    """Open a form again. Until it is sent again it counts as not received.

    What was sent stays readable. Sent again by `again_by`, it counts from the day it first came.
    """
    organisation, return_form = locked_form(form)
    fact = fact_on_record(form)
    require(can_reopen(by, organisation, return_form, received=fact is not None))
    reason_text = _reason(reason, "why you open it again")
    _check_again_by(again_by)
    return_form = return_form or _shell(form, organisation, fact, by)
    return_form.status, return_form.again_by = Status.REOPENED, again_by
    step = _step(return_form, Kind.REOPENED, reason_text, by)
    for return_fact in [*filter(None, [fact]), *joint_facts(form, return_form, fact)]:
        withdraw_return(fact=return_fact, by=by, reason=reason_text)
    reopen_group(form=form, by=by, reason=reason_text)
    return step


@transaction.atomic
def judge_return(
    *, form: ReturnKey, outcome: str, reason: str, by: User, again_by: date | None = None
) -> ReturnStep:
    """Find that a return meets what was asked, or does not, or is incomplete.

    Incomplete: it is open again to be completed, and waits like a missing one until the CCG has
    judged what is sent then (S3, appendix 3).
    """
    kind = Kind(outcome)
    if kind not in OUTCOMES:
        raise ValidationError({"outcome": ["Choose what you found"]})
    organisation, return_form = locked_form(form)
    fact = fact_on_record(form)
    sending = last_sending(return_form) if return_form else None
    sender = sending.by_id if sending else None
    require(
        can_judge_form(by, organisation, return_form, received=fact is not None, sent_by=sender)
    )
    reason_text = reason.strip() if kind == Kind.MET else _reason(reason, "what is wrong with it")
    if kind == Kind.INCOMPLETE:
        _check_again_by(again_by)
    return_form = return_form or _shell(form, organisation, fact, by)
    day = return_form.counts_from or (fact.submitted_on if fact else today())
    return_form.status = Status.REOPENED if kind == Kind.INCOMPLETE else Status.SENT
    return_form.again_by = again_by if kind == Kind.INCOMPLETE else None
    step = _step(return_form, kind, reason_text, by)
    joint = [joint_fact.organisation.code for joint_fact in joint_facts(form, return_form, fact)]
    forms = [form, *(replace(form, organisation=code) for code in joint)]
    rows = [ReturnRow.of(joint_form, day, is_met=OUTCOMES[kind]) for joint_form in forms]
    receive_returns(rows=rows, by=by)
    return step


def _shell(
    form: ReturnKey, organisation: Organisation, fact: Return | None, by: User
) -> ReturnForm:
    """A form without answers, for a return that came on paper or by file."""
    return ReturnForm(
        organisation=organisation,
        specification=form.specification,
        code=form.code,
        period=form.period,
        version=version_in_force(form.specification, today()),
        counts_from=fact.submitted_on if fact else today(),
        saved_by=by,
        saved_on=today(),
    )


def _step(form: ReturnForm, kind: ReturnStep.Kind, reason: str, by: User) -> ReturnStep:
    form.revision += 1
    form.save()
    step = ReturnStep.objects.create(form=form, kind=kind, on=today(), by=by, reason=reason)
    record(f"return {kind.value}", form, by=by, reason=reason)
    return step


def _reason(reason: str, what: str) -> str:
    """A reason that can be kept: there is one, and it names no patient."""
    text = reason.replace("\0", "").strip()
    if not text:
        raise ValidationError({"reason": [f"Enter {what}"]})
    if finding := patient_data_in(text):
        raise ValidationError({"reason": [f"The reason {finding}"]})
    return text


def _check_again_by(day: date | None) -> None:
    if day is not None and day < today():
        raise ValidationError({"again_by": [f"The day must be {written(today())} or later"]})
