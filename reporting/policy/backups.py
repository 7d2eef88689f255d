"""Who copies everything out, and puts it back."""

from __future__ import annotations

from commissioning.models import User
from commissioning.policy.decision import YES, Permission, no


def keeps_backups(user: User) -> Permission:
    """A backup holds everything of everybody: only who runs the site, from its command line."""
    return YES if user.is_console else no("Backups are made and restored from the command line")
