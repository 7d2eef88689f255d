"""Everybody's answers to one return, question by question, for the committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commissioning.models import Organisation, User
from commissioning.specifications.schema import Question
from practices.models import ReturnStep
from practices.rules.questions import first_questions, said
from practices.rules.return_requests import AskedFor
from practices.selectors.return_boards import board_of


@dataclass(frozen=True, slots=True)
class CompiledAnswer:
    """What one organisation answered to one question."""

    organisation: Organisation
    sent_on: date
    text: str


@dataclass(frozen=True, slots=True)
class QuestionAnswers:
    question: Question
    answers: tuple[CompiledAnswer, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """One return of everybody: who sent it, who did not, and every answer."""

    asked: AskedFor
    owed: int
    documents: int
    on_paper: tuple[Organisation, ...]  # received, without a document on this site
    missing: tuple[Organisation, ...]
    questions: tuple[QuestionAnswers, ...]


def compiled(user: User, due_return: AskedFor, on: date) -> Compiled:
    """Compile a return. What is open again is compiled as it was sent last."""
    rows = list(board_of(user, due_return, on).order_by("code"))
    sent = _last_sendings(due_return)
    questions = first_questions(due_return.asked, by_practice=True)
    return Compiled(
        asked=due_return,
        owed=len(rows),
        documents=sum(row.pk in sent for row in rows),
        on_paper=tuple(row for row in rows if row.day and row.pk not in sent),
        missing=tuple(row for row in rows if not row.day and row.pk not in sent),
        questions=tuple(
            QuestionAnswers(
                question,
                tuple(
                    CompiledAnswer(row, sent[row.pk].on, text)
                    for row in rows
                    if row.pk in sent and (text := _text(question, sent[row.pk]))
                ),
            )
            for question in questions
            if question.answer != "file"
        ),
    )


def _text(question: Question, sending: ReturnStep) -> str:
    answers: dict[str, Any] = sending.answers or {}
    return said(question, answers.get(question.key))


def _last_sendings(due_return: AskedFor) -> dict[int, ReturnStep]:
    """The last sending of each organisation."""
    steps = ReturnStep.objects.filter(
        kind=ReturnStep.Kind.SENT,
        form__specification=due_return.specification,
        form__code=due_return.asked.code,
        form__period=due_return.occasion.quarter,
    )
    return {
        step.form.organisation_id: step
        for step in steps.select_related("form").order_by("form", "number")
    }
