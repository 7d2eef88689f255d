"""Asking about people: whom to invite, which role to give or end, what to correct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from commissioning.accounts.policy import ACTS_FOR, can_hold
from commissioning.domain.names import in_words
from commissioning.models import Organisation, Role, User
from commissioning.web.forms.base import NhsForm
from commissioning.web.forms.dates import NhsDateField
from commissioning.web.forms.looks import Look

NO_ADDRESS = "Enter an e-mail address in full, like name@example.nhs.uk"
HINTS = {
    Role.PRIMARY_CARE: "Publishes specifications, sees and keeps everything but payments",
    Role.PRACTICE: "Signs up, sends returns and reads payments for one practice",
    Role.PCN_DIRECTOR: "Acts for one network and sees its practices",
    Role.FINANCE: "Prepares, checks and approves payments",
    Role.DATA_QUALITY: "Audits registers",
    Role.LMC: "Reads specifications, interpretations and totals",
}


class AddressField(forms.CharField):
    """An e-mail address, kept in small letters."""

    widget = forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="E-mail address",
            max_length=254,
            error_messages={
                "required": "Enter an e-mail address",
                "max_length": "The e-mail address must be 254 characters or fewer",
            },
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(NO_ADDRESS) from None
        return address


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=kwargs.pop("label", "Full name"),
            max_length=200,
            error_messages={
                "required": "Enter a name",
                "max_length": "The name must be 200 characters or fewer",
            },
            **kwargs,
        )


class RoleForm(NhsForm):
    """Which role, for which organisation, with what besides."""

    looks = {
        "role": Look(size="s", hints={role.value: hint for role, hint in HINTS.items()}),
        "manages": Look(),
    }

    role = forms.ChoiceField(
        label="What will they do?",
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will do"},
    )
    organisation = forms.ChoiceField(
        label="Practice, network or committee",
        help_text="Leave this empty for the CCG’s own people",
        required=False,
        error_messages={"invalid_choice": "Choose an organisation of the list"},
    )
    manages = forms.BooleanField(
        label="Manages people of the practice",
        help_text="May invite colleagues to the same practice, and end their access",
        required=False,
    )
    deputy = forms.BooleanField(
        label="Is the clinical director’s deputy",
        help_text="Decides where the director’s own practice is concerned",
        required=False,
    )

    def __init__(
        self, *args: Any, organisations: Iterable[Organisation], only_practice: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._organisations = {organisation.code: organisation for organisation in organisations}
        choices = [
            (code, f"{in_words(organisation.name)} ({code})") for code, organisation in self._all()
        ]
        if only_practice:
            for name in ("role", "deputy"):
                del self.fields[name]
            self.fields["organisation"].label = "Practice"
            self.fields["organisation"].help_text = ""
        if not (only_practice and len(choices) == 1):
            choices = [("", "Choose"), *choices]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def _all(self) -> list[tuple[str, Organisation]]:
        return sorted(self._organisations.items(), key=lambda pair: (pair[1].kind, pair[1].name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        cleaned["role"] = Role(cleaned.get("role", Role.PRACTICE))
        cleaned["organisation"] = self._organisations.get(cleaned["organisation"])
        fits = can_hold(cleaned["role"], cleaned["organisation"])
        if not fits:
            self.add_error("organisation", _choose(cleaned["role"]))
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """What an action takes."""
        names = ("role", "organisation", "manages", "deputy")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def _choose(role: Role) -> str:
    if role in ACTS_FOR:
        return f"Choose {ACTS_FOR[role][1]} for the role “{role.label}”"
    if role is Role.LMC:
        return "Leave the organisation empty, or choose the local medical committee"
    return f"Leave the organisation empty: the role “{role.label}” is the CCG’s own"


class InvitationForm(RoleForm):
    looks = RoleForm.looks | {"email": Look(width=30), "name": Look(width=30)}

    email = AddressField(help_text="We send the invitation there; they sign in with it")
    name = NameField(required=False, label="Full name (optional)")

    field_order = ["email", "name", "role", "organisation", "manages", "deputy"]


class EndRoleForm(NhsForm):
    looks = {"reason": Look()}

    ends_on = NhsDateField(
        label="Last day of access",
        help_text="Access ends when this day is over. Yesterday’s date ends it at once.",
        error_messages={"required": "Enter the last day of access"},
    )
    reason = forms.CharField(
        label="Reason (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"max_length": "The reason must be 500 characters or fewer"},
    )


class PersonCorrectionForm(NhsForm):
    looks = {"name": Look(width=30), "email": Look(width=30)}

    name = NameField()
    email = AddressField(help_text="Both the old and the new address are told of the change")


class ResetForm(NhsForm):
    reason = forms.CharField(
        label="Why is it reset?",
        help_text="For example: lost phone, and how you made sure that it is them who ask",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={
            "required": "Enter why it is reset",
            "max_length": "The reason must be 500 characters or fewer",
        },
    )


class NewcomerForm(NhsForm):
    """Who accepts an invitation for the first time says their name and sets a password."""

    looks = {"name": Look(width=30), "password": Look(width=30), "again": Look(width=30)}

    name = NameField()
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
        error_messages={"required": "Enter a password"},
    )
    again = forms.CharField(
        label="Password, again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        error_messages={"required": "Enter the password again"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "The two passwords must be the same")
        return cleaned


class AcceptForm(NhsForm):
    """Nothing to fill in: who is signed in already says yes by the button."""


def initial_of(person: User) -> dict[str, str]:
    return {"name": person.name, "email": person.email}
