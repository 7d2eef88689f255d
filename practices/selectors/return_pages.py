"""What the pages of one return show, for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commissioning.clock import today
from commissioning.models import Organisation, User
from commissioning.specifications.schema import Question
from practices.models import Chase, Return, ReturnForm, ReturnStep
from practices.rules.questions import all_questions, first_questions, further_questions
from practices.rules.return_requests import AskedFor, ReturnKey
from practices.selectors.files import file_names
from practices.selectors.groups import GroupFormRow, group_of, rows_of
from practices.selectors.return_forms import Questionnaire, asked_of, is_asked
from practices.selectors.returns import (
    asked_for,
    fact_on_record,
    form_on_record,
    steps_of,
    visible_organisation,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """One return of one organisation, with what is on record of it."""

    form: ReturnKey
    asked: AskedFor
    organisation: Organisation
    found: ReturnForm | None
    fact: Return | None
    questionnaire: Questionnaire
    group: tuple[Organisation, ReturnKey] | None
    group_fact: Return | None
    steps: list[ReturnStep] = field(default_factory=list)

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.found.answers if self.found else {}

    @property
    def revision(self) -> int:
        return self.found.revision if self.found else 0

    @property
    def is_group(self) -> bool:
        return self.group is not None and self.group[0] == self.organisation

    @property
    def last_sending(self) -> ReturnStep | None:
        sent = [step for step in self.steps if step.kind == ReturnStep.Kind.SENT]
        return sent[-1] if sent else None

    def sending(self, number: int) -> ReturnStep | None:
        return next((step for step in self.steps if step.number == number), None)

    def first(self) -> list[Question]:
        questionnaire = self.questionnaire
        return first_questions(
            questionnaire.asked,
            by_practice=questionnaire.by_practice,
            network=questionnaire.network,
            partners=questionnaire.partners,
        )

    def further(self) -> list[Question]:
        questionnaire = self.questionnaire
        return further_questions(
            questionnaire.asked,
            self.answers,
            by_practice=questionnaire.by_practice,
            network=questionnaire.network,
        )

    def questions(self, answers: Mapping[str, Any] | None = None) -> list[Question]:
        """Every question that stands with these answers, or with those typed last."""
        questionnaire = self.questionnaire
        return all_questions(
            questionnaire.asked,
            self.answers if answers is None else answers,
            by_practice=questionnaire.by_practice,
            network=questionnaire.network,
            partners=questionnaire.partners,
        )

    def files(self, answers: Mapping[str, Any] | None = None) -> dict[str, str]:
        """The names of the files that these answers name."""
        current_answers = self.answers if answers is None else answers
        keys = [
            key
            for question in self.questions(current_answers)
            if question.answer == "file"
            for key in current_answers.get(question.key) or []
        ]
        return file_names(self.organisation, keys) if keys else {}


def opened(user: User, form: ReturnKey) -> Opened | None:
    """A return as a person may see it; None where there is none, or they may not see it."""
    organisation = visible_organisation(user, form.organisation)
    due_return = asked_for(form, today())
    if organisation is None or due_return is None or not is_asked(form, organisation):
        return None
    return_form = form_on_record(form)
    group = group_of(form)
    return Opened(
        form=form,
        asked=due_return,
        organisation=organisation,
        found=return_form,
        fact=fact_on_record(form),
        questionnaire=asked_of(form, organisation, return_form),
        group=group,
        group_fact=fact_on_record(group[1]) if group else None,
        steps=steps_of(return_form) if return_form else [],
    )


def rows_in(return_: Opened) -> list[GroupFormRow]:
    """The rows of a group's form; none of any other form."""
    return rows_of(return_.organisation, return_.asked) if return_.is_group else []


def chases_of(return_: Opened) -> list[Chase]:
    """When somebody was chased for a return, the newest first."""
    about = Chase.objects.filter(
        organisation=return_.organisation,
        specification=return_.form.specification,
        about=return_.form.code,
        quarter=return_.form.period,
    )
    return list(about.select_related("chased_by"))
