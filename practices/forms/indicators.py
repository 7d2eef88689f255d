"""The CCG's own figures of a year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from commissioning.web.forms import Look, NhsForm
from practices.rules.indicators import INDICATORS

WRONG = {
    "invalid": "Enter a number",
    "max_digits": "Enter a number under 10,000,000",
    "max_whole_digits": "Enter a number under 10,000,000",
    "max_decimal_places": "Enter at most 2 decimal places",
    "min_value": "Enter a number from 0 up",
}


class IndicatorsForm(NhsForm):
    """One figure for each indicator; what is left empty stays as it is."""

    year = forms.ChoiceField(
        label="Year", error_messages={"required": "Choose the year"}, widget=forms.Select
    )

    def __init__(self, *args: Any, years: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        looks = {"year": Look(size="s"), "source": Look(size="s", width=30)}
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]
        for indicator in INDICATORS:
            self.fields[indicator.key] = forms.DecimalField(
                label=indicator.title,
                help_text=indicator.unit.capitalize(),
                required=False,
                min_value=0,
                max_digits=9,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages={
                    key: f"{message} for “{indicator.title}”" for key, message in WRONG.items()
                },
            )
            looks[indicator.key] = Look(size="s", width=10)
        self.fields["source"] = forms.CharField(
            label="Where do the figures come from?",
            max_length=300,
            error_messages={"required": "Enter where the figures come from"},
        )
        self.looks = looks  # type: ignore[misc]

    @property
    def figures(self) -> dict[str, Decimal]:
        return {
            indicator.key: self.cleaned_data[indicator.key]
            for indicator in INDICATORS
            if self.cleaned_data.get(indicator.key) is not None
        }
