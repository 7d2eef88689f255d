"""The forms of signing in and of passwords, in plain words and without placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.validators import EmailValidator

from commissioning.web.forms.base import InNhsLook
from commissioning.web.forms.looks import Look

NAMED = {
    "login": ("E-mail address", "Enter your e-mail address"),
    "email": ("E-mail address", "Enter your e-mail address"),
    "password": ("Password", "Enter your password"),
    "oldpassword": ("Current password", "Enter your current password"),
    "password1": ("New password", "Enter a new password"),
    "password2": ("New password, again", "Enter the new password again"),
    "code": ("Code", "Enter the code"),
    "name": ("Name of the passkey", "Enter a name for the passkey"),
    "credential": ("Passkey", "Your device did not answer: try again"),
}


NO_ADDRESS = "Enter an e-mail address in full, like name@example.nhs.uk"


class Named(InNhsLook):
    """Names the library's fields as this site does, and says what a password must be."""

    looks = {name: Look(width=30) for name in NAMED}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label, field.error_messages["required"] = NAMED[name]
            field.help_text = ""
            if "invalid" in field.error_messages:
                field.error_messages["invalid"] = NO_ADDRESS
            if name in ("login", "email"):  # a validator of its own: Django's serves the whole site
                field.validators = [
                    EmailValidator(NO_ADDRESS)
                    if isinstance(validator, EmailValidator)
                    else validator
                    for validator in field.validators
                ]
        if "password1" in self.fields:  # type: ignore[attr-defined]
            rules = " ".join(password_validators_help_texts())
            self.fields["password1"].help_text = rules  # type: ignore[attr-defined]


class SignInForm(Named, LoginForm):
    pass


class NewPasswordForm(Named, ChangePasswordForm):
    pass


class FirstPasswordForm(Named, SetPasswordForm):
    pass


class ForgottenPasswordForm(Named, ResetPasswordForm):
    pass


class PasswordByLinkForm(Named, ResetPasswordKeyForm):
    pass


class PasswordAgainForm(Named, ReauthenticateForm):
    pass
