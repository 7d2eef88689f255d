"""How people get in: only those who were let in, by password, passkey, or an issuer we trust."""

from __future__ import annotations

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from qrcode.image.svg import SvgPathImage

from commissioning.accounts.active_role import PREVIOUS_VISIT
from commissioning.accounts.mfa import STEPS, is_required, took
from commissioning.accounts.policy import needs_second_step
from commissioning.models import User

BY_ISSUER = "second_step_by_issuer"  # on a request: the issuer asked has taken a second step


class PeopleAreInvited(DefaultAccountAdapter):
    """Nobody signs themselves up: everybody was invited, by the CCG or by their practice."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "The current password is not right",
        "incorrect_password": "The password is not right",
        "rate_limited": "This was tried too many times. Wait 5 minutes and try again",
        "too_many_login_attempts": (
            "This was tried too many times. Wait 5 minutes and try again, or set a new password"
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (allauth passes it)
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign a person in, and keep in the session when they signed in the time before."""
        before = user.last_login
        super().login(request, user)
        request.session[PREVIOUS_VISIT] = before.isoformat() if before else ""
        if getattr(request, BY_ISSUER, False):
            took(request, user)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person of a changed password or second step, at the one address they have."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_login_stages(self) -> list[str]:
        """Leave out our own second step where the issuer that was asked has taken one."""
        stages = list(super().get_login_stages())
        if getattr(self.request, BY_ISSUER, False):
            stages.remove("allauth.mfa.stages.AuthenticateStage")
        return stages


class SecondStep(DefaultMFAAdapter):
    """An app's codes, passkeys and recovery codes: in this site's words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right. Wait for a new one in your app, and enter that",
        "cannot_delete_authenticator": (
            "Your role needs a second step: set up another one before you remove this"
        ),
        "cannot_generate_recovery_codes": "Set up an app or a passkey before recovery codes",
    }

    def build_totp_svg(self, url: str) -> str:
        """Draw the code to scan, as part of the page: a picture from elsewhere is refused by it."""
        picture = qrcode.make(url, image_factory=SvgPathImage, box_size=8, border=2)
        return str(picture.to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second step of those who need one."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=STEPS)
        needed = is_required() and needs_second_step(authenticator.user)
        return not needed or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  (the library's name)
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "My passkey" if number == 1 else f"My passkey {number}"
