"""What every template can ask: whose site this is, and who is signed in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from commissioning.clock import today
from commissioning.domain.names import in_words
from commissioning.models import Role, User
from commissioning.policy import roles_today
from commissioning.selectors.site import commissioner

SERVICE = "Primary care commissioning"


@dataclass
class Frame:
    """What frames a page: asked only where it is shown, and then once."""

    request: HttpRequest

    service: str = SERVICE

    @cached_property
    def commissioner(self) -> str:
        """The commissioner's name, without the NHS that stands beside it as a logo."""
        found = commissioner()
        return in_words(found.name).removeprefix("NHS ") if found else ""

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
    def acting_for(self) -> list[str]:
        """In which roles, and for whom, the person is here today."""
        if self.person is None:
            return []
        return [
            f"{Role(each.role).label}, {in_words(each.organisation.name)}"
            if each.organisation
            else Role(each.role).label
            for each in roles_today(self.person)
        ]


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}
