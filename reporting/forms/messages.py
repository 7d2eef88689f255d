"""What is asked about messages and the calendar: which are shown, how they come, what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from commissioning.web.forms import Look, NhsForm
from reporting.models import MessageChoice

Choices = Sequence[tuple[str, str]]


class CalendarFilters(NhsForm):
    """Which deadlines a calendar shows. What cannot be read counts as not asked."""

    guarded = False
    year = forms.ChoiceField(label="Year", required=False)
    specification = forms.ChoiceField(label="Specification", required=False)
    owner = forms.ChoiceField(label="Owed by", required=False)
    whose = forms.ChoiceField(label="Whose", required=False)

    def __init__(
        self,
        *args: Any,
        years: Sequence[str],
        specifications: Choices,
        owners: Choices,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        offered: Mapping[str, Choices] = {
            "year": [(year, year.replace("-", "/")) for year in years],
            "specification": [("", "All"), *specifications],
            "owner": [("", "All"), *owners],
            "whose": [("", "All"), ("own", "Mine")],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self, year: str) -> dict[str, str]:
        """What is asked for, where it can be read; else the year given."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return values | {"year": values["year"] or year}


class ChoiceForm(NhsForm):
    """How somebody is reminded of what they owe."""

    looks: ClassVar[dict[str, Look]] = {"reminders": Look(size="m")}
    reminders = forms.ChoiceField(
        label="How do you want to be reminded?",
        help_text="What you owe is always told to you. On Mondays you get what is due next, where"
        " anything is.",
        choices=MessageChoice.Reminders.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you are reminded"},
    )


class BounceForm(NhsForm):
    """That a message came back."""

    guarded = False  # the mail server's words
    words = forms.CharField(
        label="What did the answer say?",
        help_text="For example: the mailbox does not exist",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say what came back"},
    )
