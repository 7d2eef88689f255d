"""Signing or declining a specification, element by element, and asking for a change later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from commissioning.domain.periods import written
from commissioning.specifications.schema import PerRegisterPatient, Specification
from commissioning.web.forms import Look, NhsDateField, NhsForm, error_texts
from practices.models import SignUp, SignUpRequest
from practices.rules.signatory import Signatory

MOST_PATIENTS = 99_999
REGISTER_HINT = (
    "The number of patients on your register for this service, if you know it. Leave it empty if"
    " you do not: the CCG then assumes the most that is paid for."
)


class SignedForm(NhsForm):
    """Who signs for the practice."""

    signatory_name = forms.CharField(
        label="Name of the person who signs",
        max_length=200,
        error_messages={"required": "Enter the name of the person who signs"},
    )
    signatory_role = forms.CharField(
        label="Their role in the practice",
        help_text="For example GP partner or practice manager",
        max_length=200,
        error_messages={"required": "Enter the role of the person who signs"},
    )

    @property
    def signatory(self) -> Signatory:
        return Signatory(
            self.cleaned_data["signatory_name"].strip(), self.cleaned_data["signatory_role"].strip()
        )


def register_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Patients on your register (optional)",
        help_text=REGISTER_HINT,
        required=False,
        min_value=0,
        max_value=MOST_PATIENTS,
        error_messages=error_texts.whole_number("The register", like=150, most=MOST_PATIENTS),
    )


def counts_register(specification: Specification) -> bool:
    """Whether anything is paid by the patients on a register."""
    return any(isinstance(payment, PerRegisterPatient) for payment in specification.payments)


class SignUpAnswerForm(SignedForm):
    """One question for each element: sign or decline."""

    def __init__(self, *args: Any, specification: Specification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elements = {f"answer-{element.code}": element for element in specification.elements}
        self.looks = {  # type: ignore[misc]
            **{name: Look(size="m") for name in self.elements},
            "register": Look(width=5),
        }
        questions: dict[str, forms.Field] = {}
        for name, element in self.elements.items():
            days = " and ".join(
                f"{written(period.start)} to {written(period.end)}" for period in element.periods
            )
            questions[name] = forms.ChoiceField(
                label=element.title,
                help_text=days,
                choices=[("signed", "Sign up"), ("declined", "Decline")],
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose sign up or decline for “{element.title}”"},
            )
        if counts_register(specification):
            questions["register"] = register_field()
        self.fields = {**questions, **self.fields}

    @property
    def responses(self) -> Mapping[str, SignUp.Response]:
        """What was answered, by the element's code."""
        return {
            element.code: SignUp.Response(self.cleaned_data[name])
            for name, element in self.elements.items()
        }

    @property
    def register_words(self) -> str:
        """The register as it is checked before it is sent; nothing where it is not asked."""
        if "register" not in self.fields:
            return ""
        number = self.cleaned_data.get("register")
        return "Not given" if number is None else f"{number:,} patients"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was entered, by name, to send it again once it is checked."""
        return [(name, str(self[name].value() or "")) for name in self.fields]


class AskForm(SignedForm):
    """What a practice wants to change after the date, from when and why."""

    looks: ClassVar[Mapping[str, Look]] = {
        "wish": Look(size="m"),
        "element": Look(size="m"),
        "register": Look(width=5),
    }
    wish = forms.ChoiceField(
        label="What do you want to ask for?",
        choices=SignUpRequest.Wish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to ask for"},
    )
    element = forms.ChoiceField(
        label="For which part of the specification?",
        widget=forms.RadioSelect,
        required=False,
    )
    starts_on = NhsDateField(
        label="From which day?",
        help_text="The first day that you take part, or no longer deliver. For example 1 9 2020",
        error_messages={"required": "Enter the day from which it should count"},
    )
    reason = forms.CharField(
        label="Why do you ask for this now?",
        help_text="Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Say why you ask for this now"},
    )

    def __init__(self, *args: Any, specification: Specification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(element.code, element.title) for element in specification.elements]
        if len(parts) > 1:
            field = self.fields["element"]
            field.choices = [("", "All of it"), *parts]  # type: ignore[attr-defined]
            field.initial = ""
        else:
            del self.fields["element"]
        if counts_register(specification):
            self.fields["register"] = register_field()

    @property
    def wanted(self) -> dict[str, Any]:
        """What to ask for, as the action takes it."""
        values = self.cleaned_data
        return {
            "element": values.get("element", ""),
            "wish": SignUpRequest.Wish(values["wish"]),
            "starts_on": values["starts_on"],
            "register": values.get("register"),
            "reason": values["reason"].strip(),
            "signatory": self.signatory,
        }


class RequestDecisionForm(NhsForm):
    """Agree or refuse, with the reason that the practice reads."""

    looks: ClassVar[Mapping[str, Look]] = {"agreed": Look(size="m")}
    agreed = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    counts_from = NhsDateField(
        label="From which day does it count?",
        help_text="Only if you agree. The practice asked for the day that stands here.",
        required=False,
    )
    reason = forms.CharField(
        label="Reason",
        help_text="The practice reads this. Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Give the reason for the decision"},
    )

    def __init__(
        self,
        *args: Any,
        yes: str,
        no: str,
        counts_from: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]
        if counts_from is None:
            del self.fields["counts_from"]
        else:
            self.fields["counts_from"].initial = counts_from

    @property
    def decision(self) -> dict[str, Any]:
        values = self.cleaned_data
        decided = {"agreed": values["agreed"] == "yes", "reason": values["reason"].strip()}
        return decided | (
            {"counts_from": values["counts_from"]} if "counts_from" in self.fields else {}
        )


class CommentForm(NhsForm):
    """A comment or message: one text."""

    text = forms.CharField(
        label="",
        help_text="Do not write about any patient.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = missing
