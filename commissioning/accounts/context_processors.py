"""What every template can ask: whose site this is, and who is signed in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from commissioning.accounts.active_role import current, role_in_words
from commissioning.accounts.mfa import is_missing
from commissioning.clock import today
from commissioning.config.environment import Issuer
from commissioning.domain.names import in_words
from commissioning.models import User
from commissioning.policy.roles import roles_today
from commissioning.specifications.publishing.site import commissioner
from commissioning.web.page_cache import kept
from commissioning.web.unsent_input import mark_of

SERVICE = "Primary care commissioning"


@dataclass
class Frame:
    """What frames a page: asked only where it is shown, and then once."""

    request: HttpRequest

    service: str = SERVICE

    @cached_property
    def commissioner(self) -> str:
        """The commissioner's name, without the NHS that stands beside it as a logo."""
        return kept(_name_of_the_commissioner, "commissioner")

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def pretended_day(self) -> date | None:
        """The day that the demo takes for today."""
        return today() if settings.COMMISSIONING_TODAY else None

    @cached_property
    def person(self) -> User | None:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def acting_for(self) -> str:
        """In which role, and for whom, the person is here now."""
        chosen = current(self.request) if self.person else None
        return role_in_words(chosen) if chosen else ""

    @property
    def may_switch(self) -> bool:
        """Whether there is another role to act in."""
        return self.person is not None and len(roles_today(self.person)) > 1

    @property
    def typed_by(self) -> str:
        """Whose typing a form holds, for the day its session ends before it is sent."""
        return mark_of(self.request)

    @property
    def second_step_is_missing(self) -> bool:
        """Whether the person must set a second step up before anything else."""
        return self.person is not None and is_missing(self.request)

    @property
    def issuer(self) -> Issuer | None:
        """Where else people can sign in, where the site is set up for it."""
        issuer: Issuer | None = settings.OIDC
        return issuer


def _name_of_the_commissioner() -> str:
    organisation = commissioner()
    return in_words(organisation.name).removeprefix("NHS ") if organisation else ""


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}
