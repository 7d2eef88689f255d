"""Asking for a deviation, and choosing an offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import written
from commissioning.specifications.schema import Offers, Specification
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts

MOST_RESIDENTS = 9_999


class DeviationForm(NhsForm):
    """What would be different, in which element, and when."""

    looks: ClassVar[Mapping[str, Look]] = {"element": Look(size="m")}
    element = forms.ChoiceField(
        label="Which part of the specification would you deliver differently?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which part you would deliver differently"},
    )
    text = forms.CharField(
        label="What would be different, and why?",
        help_text="Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": "Say what would be different, and why"},
    )
    starts_on = NhsDateField(
        label="From which day?",
        help_text="For example 1 6 2020",
        error_messages={"required": "Enter the first day of the deviation"},
    )
    ends_on = NhsDateField(
        label="Until which day? (optional)",
        help_text="Leave it empty if it lasts until this part ends",
        required=False,
    )

    def __init__(self, *args: Any, specification: Specification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["element"]
        field.choices = [  # type: ignore[attr-defined]
            (
                element.code,
                f"{element.title}, "
                + " and ".join(
                    f"{written(part.start)} to {written(part.end)}" for part in element.periods
                ),
            )
            for element in specification.elements
        ]
        if len(specification.elements) == 1:
            field.initial = specification.elements[0].code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", f"The last day must be {written(first)} or later")
        return cleaned


class OfferForm(NhsForm):
    """How many residents the practice has, what it offers, and with whom that was discussed."""

    looks: ClassVar[Mapping[str, Look]] = {
        "residents": Look(size="m", width=4),
        "choices": Look(size="m"),
    }
    residents = forms.IntegerField(
        label="How many of your patients live in care homes?",
        min_value=0,
        max_value=MOST_RESIDENTS,
        error_messages={
            "required": "Enter how many of your patients live in care homes, 0 if none do",
            **error_texts.whole_number("The number of residents", like=40, most=MOST_RESIDENTS),
        },
    )
    choices = forms.MultipleChoiceField(
        label="What do you offer instead?",
        help_text="Choose all that apply",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that you offer"},
    )
    discussed_with = forms.CharField(
        label="Which clinical director did you discuss it with?",
        help_text="The name of your network's clinical director, or of the deputy",
        max_length=200,
        error_messages={"required": "Enter the name of the director you discussed it with"},
    )
    discussed_on = NhsDateField(
        label="On which day?",
        help_text="For example 18 5 2020",
        error_messages={"required": "Enter the day you discussed it"},
    )

    def __init__(
        self, *args: Any, offers: Offers, reach: int | None, on_record: str, **kwargs: Any
    ) -> None:
        """Ask, saying how many residents are too many, and where the number that stands is from."""
        super().__init__(*args, **kwargs)
        self.fields["choices"].choices = [(choice, choice) for choice in offers.choices]  # type: ignore[attr-defined]
        share = f"{offers.percent}% of your list on {written(offers.list.on)}"
        most = (
            f"The offers are for practices with fewer than {reach:,}, which is {share}."
            if reach is not None
            else f"The offers are for practices with fewer than {share}."
        )
        self.fields["residents"].help_text = f"{on_record} {most}"
