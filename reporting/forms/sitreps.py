"""What the CCG writes on a sitrep, and what it confirms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from carehomes.forms.answers import NO_PATIENTS, text
from carehomes.forms.plain import PlainForm
from reporting.models import Sitrep


class WordsOnSitrepForm(PlainForm):
    """The questions that are answered in words, and what the CCG comments."""

    def __init__(
        self, *args: Any, questions: Sequence[Mapping[str, Any]], sitrep: Sitrep, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [question["key"] for question in questions]
        for question in questions:
            field = text(question["ask"], hint=NO_PATIENTS)
            field.initial = sitrep.answers.get(question["key"], "")
            self.fields[question["key"]] = field
        comments = text("Comments", hint=f"What the figures do not say. {NO_PATIENTS}")
        comments.initial = sitrep.comments
        self.fields["comments"] = comments

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in self.keys}


class SignForm(PlainForm):
    """Full coverage, or the exceptions as they are listed."""

    finding = forms.ChoiceField(
        label="What do you confirm?",
        choices=Sitrep.Finding.choices,
        widget=forms.RadioSelect(),
        error_messages={"required": "Choose what you confirm"},
    )


class AmendForm(PlainForm):
    reason = text("Why is it amended?", "Say why it is amended", NO_PATIENTS)
