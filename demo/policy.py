"""Who may load the demo, and where."""

from __future__ import annotations

from django.conf import settings

from commissioning.models import User
from commissioning.policy.decision import YES, Permission, no


def can_load_demo(user: User) -> Permission:
    """Only from the command line, and only where every page says that the demo is invented."""
    if settings.PRODUCTION:
        return no("The demo's people and passwords are public: it is never loaded in production")
    if not settings.DEMO:
        return no(
            "The demo is loaded where every page says that it is invented: start it with ./run,"
            " or set DEMO=1 for this command and for the site"
        )
    if not user.is_console:
        return no("The demo is loaded from the command line")
    return YES
