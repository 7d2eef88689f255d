"""Opting out, taking that back, deciding a late one; deciding about a deviation's payment."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.domain.periods import written
from commissioning.models import Organisation, Role, User
from commissioning.policy.decision import require
from commissioning.policy.roles import holds
from commissioning.records.audit import record
from commissioning.records.history import change_facts
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Silence
from payments.actions.decisions import DecisionRow, record_decisions
from payments.models import Decision, DeviationPayment
from payments.policy.opt_outs import (
    can_decide_deviation_payment,
    can_decide_opt_out,
    can_opt_out,
    can_stay_in,
)
from payments.rules.named_amounts import TakenAway
from payments.selectors.opt_outs import opt_out_decision, payment_of, standing_answer
from practices.actions.sign_ups import SignUpRow, accept_sign_ups
from practices.models import Deviation, SignUp
from practices.rules.signatory import Signatory
from practices.selectors.answering import governing


def _whole(
    practice: Organisation,
    code: str,
    response: SignUp.Response,
    day: date,
    signatory: Signatory,
) -> SignUpRow:
    return SignUpRow(
        line=None,
        practice_code=practice.code,
        specification=code,
        element="",
        response=response,
        responded_on=day,
        signatory_name=signatory.name,
        signatory_role=signatory.role,
    )


@transaction.atomic
def opt_out(
    *,
    practice: Organisation,
    specification: str,
    told_on: date,
    signatory: Signatory,
    by: User,
) -> SignUp:
    """Take a practice out of a specification in which silence means in, from the day it told.

    After the date it waits for the commissioner's decision, and counts for nothing until then. A
    practice tells on the day it does this; the CCG may enter an earlier day, of a letter or call.
    """
    change_facts()
    rule = parsed(governing(specification)).sign_up
    if rule.silence is not Silence.IN or not rule.asked:
        raise ValidationError(f"Nobody opts out of {specification}: sign up, or decline")
    require(can_opt_out(by, practice, standing_answer(practice, specification)))
    day = told_on if holds(by, Role.PRIMARY_CARE) else today()
    if day > today():
        raise ValidationError("The day the CCG was told must be today or in the past")
    rows = [_whole(practice, specification, SignUp.Response.DECLINED, day, signatory)]
    if not accept_sign_ups(rows=rows, by=by).changes_anything:
        raise ValidationError(f"A later answer than {written(day)} is on record, and stands")
    answer = standing_answer(practice, specification)
    assert answer is not None  # noqa: S101  (it was just written)
    word = "opted out" if day <= rule.by else "asked to opt out late"
    record(word, answer, by=by)
    return answer


@transaction.atomic
def stay_in(
    *, practice: Organisation, specification: str, signatory: Signatory, by: User
) -> SignUp:
    """Take an opt-out back, before it counts for good."""
    change_facts()
    rule = parsed(governing(specification)).sign_up
    decided = opt_out_decision(practice, specification) is not None
    answer = standing_answer(practice, specification)
    require(can_stay_in(by, practice, answer, rule, decided=decided, on=today()))
    rows = [_whole(practice, specification, SignUp.Response.SIGNED, today(), signatory)]
    accept_sign_ups(rows=rows, by=by)
    answer = standing_answer(practice, specification)
    assert answer is not None  # noqa: S101  (it was just written)
    record("opt-out taken back", answer, by=by)
    return answer


@transaction.atomic
def decide_opt_out(
    *, practice: Organisation, specification: str, agreed: bool, reason: str, by: User
) -> Decision:
    """Agree a late opt-out, which has everything repaid that the specification says; or refuse."""
    rule = parsed(governing(specification)).sign_up
    decided = opt_out_decision(practice, specification) is not None
    answer = standing_answer(practice, specification)
    require(can_decide_opt_out(by, practice, answer, rule, decided=decided))
    outcome = Decision.Outcome.AGREED if agreed else Decision.Outcome.REFUSE
    row = DecisionRow(
        line=None,
        organisation_code=practice.code,
        specification=specification,
        kind=Decision.Kind.OPT_OUT,
        subject="",
        outcome=outcome,
        starts_on=None,
        ends_on=None,
        figure=None,
        reason=reason,
        decided_by=f"{by}, {Role.PRIMARY_CARE.label}",
        decided_on=today(),
    )
    record_decisions(rows=[row], by=by)
    decision = opt_out_decision(practice, specification)
    assert decision is not None  # noqa: S101  (it was just written)
    return decision


@transaction.atomic
def decide_deviation_payment(
    *, deviation: Deviation, reason: str, by: User, taken: TakenAway | None = None
) -> DeviationPayment:
    """Decide what is paid for a deviation that was not settled before the start (D-40).

    Nothing taken away: it is paid in full. An amount becomes an adjustment of its month. Raises
    ValidationError where an adjustment of that payment and month is on record already.
    """
    deviation = Deviation.objects.select_for_update(of=("self",)).get(pk=deviation.pk)
    require(can_decide_deviation_payment(by, deviation, payment_of(deviation), today()))
    decision = _adjustment(deviation, taken, reason, by) if taken else None
    payment = DeviationPayment.objects.create(
        deviation=deviation,
        outcome=DeviationPayment.Outcome.LESS if taken else DeviationPayment.Outcome.FULL,
        decision=decision,
        reason=reason,
        decided_by=by,
        decided_on=today(),
    )
    record(
        "deviation payment decided",
        payment,
        by=by,
        reason=reason,
        organisation=deviation.practice,
        outcome=payment.outcome,
    )
    return payment


def _adjustment(deviation: Deviation, taken: TakenAway, reason: str, by: User) -> Decision:
    matter = Decision.objects.filter(
        organisation=deviation.practice,
        specification=deviation.specification,
        kind=Decision.Kind.ADJUSTMENT,
        subject=taken.term,
        starts_on=taken.month.first,
    )
    if matter.exclude(outcome=Decision.Outcome.WITHDRAWN).exists():
        raise ValidationError(
            f"Another adjustment of this payment for {taken.month.name} is on record: choose"
            " another month"
        )
    row = DecisionRow(
        line=None,
        organisation_code=deviation.practice.code,
        specification=deviation.specification,
        kind=Decision.Kind.ADJUSTMENT,
        subject=taken.term,
        outcome=Decision.Outcome.AGREED,
        starts_on=taken.month.first,
        ends_on=None,
        figure=-taken.amount,
        reason=reason,
        decided_by=f"{by}, {Role.PRIMARY_CARE.label}",
        decided_on=today(),
    )
    record_decisions(rows=[row], by=by)
    return matter.get()
