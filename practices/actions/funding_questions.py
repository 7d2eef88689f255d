"""Asking how funding was used, and answering by category."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.policy.decision import require
from commissioning.records.audit import record
from practices.models import FundingQuestion, FundingUse
from practices.policy.sign_ups import can_answer_about_funding, can_ask_about_funding
from practices.selectors.answering import governing


@transaction.atomic
def ask_about_funding(
    *, practice: Organisation, specification: str, reason: str, due_on: date, by: User
) -> FundingQuestion:
    """Ask a practice how it deployed a specification's funding, with a reason and a date."""
    require(can_ask_about_funding(by))
    governing(specification)
    if due_on < today():
        raise ValidationError("The day to answer by must be today or in the future")
    question = FundingQuestion.objects.create(
        practice=practice,
        specification=specification,
        reason=reason,
        due_on=due_on,
        asked_by=by,
        asked_on=today(),
    )
    record("asked how funding was used", question, by=by, reason=reason)
    return question


@transaction.atomic
def answer_about_funding(
    *, question: FundingQuestion, uses: Mapping[str, Decimal], note: str, by: User
) -> FundingQuestion:
    """Say by category what was spent; the answer is kept, and replaced whole if sent again."""
    question = FundingQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    require(can_answer_about_funding(by, question))
    spent = {category: amount for category, amount in uses.items() if amount}
    if not spent:
        raise ValidationError("Enter an amount for at least one category")
    question.uses.all().delete()
    FundingUse.objects.bulk_create(
        FundingUse(question=question, category=category, amount=amount)
        for category, amount in spent.items()
    )
    question.answered_by, question.answered_on, question.note = by, today(), note
    question.save()
    record(
        "said how funding was used",
        question,
        by=by,
        uses={category: str(amount) for category, amount in spent.items()},
    )
    return question
