"""Answers of “no” and “no, with a plan”, and what was discussed about them (D-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from commissioning.specifications.schema import Question
from practices.models import Discussion, ReturnForm
from practices.rules.questions import NO, PLAN, PLAN_OF, PLANNED
from practices.rules.return_requests import ReturnKey
from practices.selectors.returns import returns_asked


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer of “no”, with its plan if it has one."""

    question: Question
    planned: bool
    plan: str


def questions_of_no(on: date) -> dict[tuple[str, str], list[Question]]:
    """The questions that take “no” with or without a plan, by specification and return."""
    return {
        (due_return.specification, due_return.asked.code): questions
        for due_return in returns_asked(on)
        if (questions := [one for one in due_return.asked.questions if one.answer == PLANNED])
    }


def forms_with_no(on: date) -> QuerySet[ReturnForm]:
    """The forms that were sent with an answer of “no”, with the day it was discussed last."""
    answered = Q(pk__in=[])
    for (specification, code), questions in questions_of_no(on).items():
        for question in questions:
            answered |= Q(
                specification=specification,
                code=code,
                **{f"answers__{question.key}__in": [NO, PLAN]},
            )
    discussed = Discussion.objects.filter(
        organisation=OuterRef("organisation"),
        specification=OuterRef("specification"),
        code=OuterRef("code"),
    ).order_by("-held_on")
    return (
        ReturnForm.objects.filter(answered, counts_from__isnull=False)
        .select_related("organisation")
        .annotate(discussed_on=Subquery(discussed.values("held_on")[:1]))
    )


def refusals_in(
    form: ReturnForm, questions_by_return: dict[tuple[str, str], list[Question]]
) -> list[Refusal]:
    """The answers of “no” in a form."""
    return [
        Refusal(
            question,
            form.answers[question.key] == PLAN,
            form.answers.get(f"{PLAN_OF}{question.key}", ""),
        )
        for question in questions_by_return.get((form.specification, form.code), [])
        if form.answers.get(question.key) in (NO, PLAN)
    ]


def discussions_of(form: ReturnKey) -> Sequence[Discussion]:
    """What was discussed about a return's answers, the newest first."""
    return list(
        Discussion.objects.filter(
            organisation__code=form.organisation,
            specification=form.specification,
            code=form.code,
        )
        .select_related("noted_by")
        .order_by("-held_on", "-pk")
    )
