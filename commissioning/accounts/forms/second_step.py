"""The forms of the second step: codes of an app, recovery codes, passkeys."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.validators import MaxLengthValidator

from commissioning.accounts.forms.accounts import Named
from commissioning.accounts.mfa import took
from commissioning.web.forms.looks import Look

LONG_NAME = "The name must be 60 characters or fewer"
UNREADABLE = "Your device’s answer could not be read: try again"


class WithCode(Named):
    """A code is short, and not a word: no large keyboard, no corrections of spelling."""

    looks = {"code": Look(width=10, code=True)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"spellcheck": "false"}  # type: ignore[attr-defined]


class CodeForm(WithCode, AuthenticateForm):
    pass


class CodeAgainForm(WithCode, ReauthenticateForm):
    pass


class NewAppForm(WithCode, ActivateTOTPForm):
    """A right code sets the app up, and is this session's second step; it works that once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code from the app"
        self.fields["code"].help_text = "6 digits, which change every half minute"

    def clean_code(self) -> str:
        code = str(super().clean_code())
        app = Authenticator(user=self.user, type=Authenticator.Type.TOTP)
        if not TOTP(app)._mark_code_used(code):  # noqa: SLF001  (the library forgets to)
            raise forms.ValidationError("This code was used already: wait for the next one")
        took(context.request, self.user)
        return code


class RemoveAppForm(Named, DeactivateTOTPForm):
    pass


class NewCodesForm(Named, GenerateRecoveryCodesForm):
    pass


class WithCredential(Named):
    """What a device answers is read with care: a browser may have been made to send anything."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            raise forms.ValidationError(UNREADABLE) from wrong


class NewPasskeyForm(Named, AddWebAuthnForm):
    """A passkey that is kept on the device, and opens the site by itself."""

    looks = {"name": Look(width=20)}
    passwordless = None  # every one is

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "So that you know it again, such as “Work phone”"
        self.fields["name"].max_length = 60

    def clean(self) -> dict[str, Any]:
        try:
            cleaned = dict(super().clean())
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            raise forms.ValidationError(UNREADABLE) from wrong
        if cleaned.get("credential") and not self.errors:
            took(context.request, self.user)
        return cleaned


class RenamePasskeyForm(Named, EditWebAuthnForm):
    looks = {"name": Look(width=20)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(60, LONG_NAME))


class PasskeyForm(WithCredential, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(WithCredential, ReauthenticateWebAuthnForm):
    pass


class PasskeyAloneForm(WithCredential, LoginWebAuthnForm):
    pass
