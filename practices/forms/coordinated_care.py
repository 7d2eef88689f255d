"""The register that is agreed, partner practices, and how funding was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from commissioning.domain.names import in_words
from commissioning.models import Organisation
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from practices.models import FundingUse

MOST_PATIENTS = 99_999
MOST_POUNDS = Decimal("9999999.99")


class RegisterForm(NhsForm):
    """How many patients a practice proposes, and how it found them."""

    looks: ClassVar[Mapping[str, Look]] = {"patients": Look(width=5)}
    patients = forms.IntegerField(
        label="How many patients are on the proposed register?",
        min_value=0,
        max_value=MOST_PATIENTS,
        error_messages={
            "required": "Enter how many patients are on the proposed register",
            **error_texts.whole_number("The register", like=150, most=MOST_PATIENTS),
        },
    )
    profile = forms.CharField(
        label="How did you compile it?",
        help_text=(
            "The groups of your population's profile, what you took from earlier case finding, and"
            " who would gain most. Do not write about any patient."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": "Say how you compiled the register"},
    )


class PartnerForm(NhsForm):
    """Another practice, and the day from which both deliver together."""

    partner = forms.ChoiceField(
        label="Which practice do you work with?",
        error_messages={"required": "Choose a practice", "invalid_choice": "Choose a practice"},
    )
    starts_on = NhsDateField(
        label="From which day?",
        help_text="For example 1 10 2016",
        error_messages={"required": "Enter the day from which you work together"},
    )

    def __init__(self, *args: Any, others: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {practice.code: practice for practice in others}
        self.fields["partner"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a practice"),
            *(
                (practice.code, f"{in_words(practice.name)} ({practice.code})")
                for practice in others
            ),
        ]

    @property
    def chosen(self) -> Organisation:
        return self.others[self.cleaned_data["partner"]]


class CollaborationEndForm(NhsForm):
    """The last day of working together."""

    ends_on = NhsDateField(
        label="What is the last day on which you work together?",
        help_text="For example 31 3 2017",
        error_messages={"required": "Enter the last day"},
    )


class FundingQuestionForm(NhsForm):
    """Why the CCG asks how funding was used, and by when it wants to know."""

    reason = forms.CharField(
        label="Why do you ask?",
        help_text="The practice reads this. Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Say why you ask"},
    )
    due_on = NhsDateField(
        label="By which day should the practice answer?",
        help_text="For example 31 3 2021",
        error_messages={"required": "Enter the day to answer by"},
    )


class FundingAnswerForm(NhsForm):
    """Pounds by category, and a note."""

    note = forms.CharField(
        label="What else should the CCG know? (optional)",
        help_text="Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        amounts: dict[str, forms.Field] = {}
        self.looks = {}  # type: ignore[misc]
        for category in FundingUse.Category:
            amounts[category.value] = forms.DecimalField(
                label=category.label,
                required=False,
                min_value=Decimal(0),
                max_value=MOST_POUNDS,
                decimal_places=2,
                error_messages=error_texts.pounds(category.label, like="1250.00", most=MOST_POUNDS),
            )
            self.looks[category.value] = Look(width=10, prefix="£")
        self.fields = {**amounts, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(self.uses(cleaned).values()):
            self.add_error(None, "Enter an amount for at least one category")
        return cleaned

    @staticmethod
    def uses(cleaned: Mapping[str, Any]) -> dict[str, Decimal]:
        """The amounts entered, by category."""
        return {
            category.value: cleaned[category.value]
            for category in FundingUse.Category
            if cleaned.get(category.value)
        }
