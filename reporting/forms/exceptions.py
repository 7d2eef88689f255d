"""What practices, directors and the CCG say of exceptions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from carehomes.forms.answers import NO_PATIENTS, day, text
from carehomes.forms.plain import PlainForm
from carehomes.models import CareHome
from commissioning.clock import today
from commissioning.models import Organisation
from commissioning.specifications.schema import SitrepQuestion
from payments.models import Decision
from reporting.models import HomeException

OUTCOMES = (
    ("confirm", "Confirm it"),
    ("return", "Return it with a question"),
    ("mended", "Note that it is mended"),
)


class HomeExceptionForm(PlainForm):
    """What is not in place in a home."""

    practice: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        queryset=None,
        label="For which practice?",
        to_field_name="code",
        error_messages={"required": "Choose the practice"},
    )
    home: forms.ModelChoiceField[CareHome] = forms.ModelChoiceField(
        queryset=None,
        label="Which home?",
        to_field_name="location_id",
        error_messages={"required": "Choose the home", "invalid_choice": "Choose the home"},
    )
    what = forms.ChoiceField(
        label="What is not in place?",
        error_messages={"required": "Choose what is not in place"},
    )
    missing = text("What is missing?", "Say what is missing", f"In your own words. {NO_PATIENTS}")
    since = day("Since when?", "Enter since when it is missing")
    doing = text("What is being done? (optional)", hint=NO_PATIENTS)
    mended_by = day("By when will it be mended? (optional)")

    def __init__(
        self,
        *args: Any,
        practices: QuerySet[Organisation] | None,
        homes: QuerySet[CareHome] | None,
        questions: tuple[SitrepQuestion, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes  # type: ignore[attr-defined]
        self.fields["what"].choices = [("", ""), *_choices(questions)]  # type: ignore[attr-defined]
        if practices is not None and len(practices) > 1:
            self.fields["practice"].queryset = practices  # type: ignore[attr-defined]
        else:
            del self.fields["practice"]
        self.parts = {
            f"{question.key}.{place}": (question.key, part)
            for question in questions
            for place, part in enumerate(("", *question.parts))
        }

    @classmethod
    def correcting(
        cls, *typed: Any, exception: HomeException, questions: tuple[SitrepQuestion, ...]
    ) -> HomeExceptionForm:
        """What was raised, to be corrected: its home and element stay."""
        own = tuple(question for question in questions if question.key == exception.question)
        initial = {
            "missing": exception.missing,
            "since": exception.since,
            "doing": exception.doing,
            "mended_by": exception.mended_by,
        }
        form = cls(*typed, practices=None, homes=None, questions=own, initial=initial)
        del form.fields["home"]
        form.initial["what"] = next(
            (key for key, (_, part) in form.parts.items() if part == exception.part), ""
        )
        return form

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since > today():
            raise forms.ValidationError("The day must be today or in the past")
        return since

    @property
    def chosen(self) -> tuple[str, str]:
        """The question's key, and the part of it that is meant, if one is."""
        return self.parts[self.cleaned_data["what"]]


def _choices(questions: tuple[SitrepQuestion, ...]) -> list[tuple[str, object]]:
    """Each question as a group, with itself and its parts."""
    return [
        (
            question.ask,
            [(f"{question.key}.0", question.ask)]
            + [(f"{question.key}.{place}", part) for place, part in enumerate(question.parts, 1)],
        )
        for question in questions
    ]


class ConsequenceForm(PlainForm):
    """The decision about payment that rests on an exception."""

    decision: forms.ModelChoiceField[Decision] = forms.ModelChoiceField(
        queryset=None,
        label="Which decision?",
        help_text="Decide first, under Decisions, where nothing is decided yet.",
        error_messages={"required": "Choose the decision", "invalid_choice": "Choose the decision"},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class ReviewForm(PlainForm):
    """What a director found of an exception."""

    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=OUTCOMES,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose what you found"},
    )
    words = text("Your words", hint=f"A question where you return it. {NO_PATIENTS}")
    mended_on = day("Mended on which day? (where it is mended)")


class ExceptionWordsForm(PlainForm):
    """An answer, or the reason why something is closed."""

    words = text("Your words", "Enter your words", NO_PATIENTS)
