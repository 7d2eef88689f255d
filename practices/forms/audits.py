"""What is asked when registers are audited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from commissioning.domain.names import in_words
from commissioning.imports.row_models import MOST_PEOPLE
from commissioning.models import Organisation
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from practices.selectors.audit_words import bar_in_words
from practices.selectors.audits import Position


def patients_field(label: str, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Enter how many patients are on the register",
            **error_texts.whole_number_in_list(label, like=149, most=MOST_PEOPLE),
        },
    )


def reason_field() -> forms.CharField:
    return forms.CharField(
        label="Why is a count corrected?",
        help_text="Only where another number is on record. It stands in the audit trail.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )


class CountForm(NhsForm):
    """What the audit of one practice found."""

    looks: ClassVar[dict[str, Look]] = {"patients": Look(width=5, size="m")}

    patients = patients_field("Patients on the register")
    reason = reason_field()

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if position.count is None:
            del self.fields["reason"]
        else:
            self.fields["patients"].initial = position.count.patients


class CountsForm(NhsForm):
    """What the audits of a day found, for every practice that one may audit; blank: not yet."""

    def __init__(self, *args: Any, positions: Iterable[Position], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = {f"count-{position.practice.code}": position for position in positions}
        looks = {name: Look(width=5) for name in self.positions}
        self.looks = looks  # type: ignore[misc]  # one for each practice
        for name, position in self.positions.items():
            field = patients_field(f"{in_words(position.practice.name)}", required=False)
            field.help_text = bar_in_words(position)
            if position.count is not None:
                field.initial = position.count.patients
            self.fields[name] = field
        self.fields["reason"] = reason_field()

    @property
    def counts(self) -> dict[Organisation, int]:
        """What was counted, by practice."""
        return {
            position.practice: self.cleaned_data[name]
            for name, position in self.positions.items()
            if self.cleaned_data.get(name) is not None
        }


class SpotCheckForm(NhsForm):
    """A count on a day between the audits."""

    looks: ClassVar[dict[str, Look]] = {
        "patients": Look(width=5, size="s"),
        "counted_on": Look(size="s"),
        "specification": Look(size="s"),
    }

    specification = forms.ChoiceField(
        label="For which specification?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a specification"},
    )
    practice = forms.ChoiceField(
        label="Which practice?",
        error_messages={"required": "Choose a practice", "invalid_choice": "Choose a practice"},
    )
    counted_on = NhsDateField(
        label="On which day was the register counted?",
        help_text="For example, 10 11 2020",
        error_messages={"required": "Enter the day of the count"},
    )
    patients = patients_field("Patients on the register")
    reason = reason_field()

    def __init__(
        self,
        *args: Any,
        specifications: Iterable[tuple[str, str]],
        practices: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = list(specifications)
        self.fields["specification"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["specification"].initial = offered[0][0]
        self.practices = {practice.code: practice for practice in practices}
        self.fields["practice"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a practice"),
            *(
                (practice.code, f"{in_words(practice.name)} ({practice.code})")
                for practice in practices
            ),
        ]


class ReferralForm(NhsForm):
    """What the commissioner should know before it decides."""

    note = forms.CharField(
        label="What should the primary care team know?",
        help_text="For example, what the practice says of the difference. Never about a patient.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
