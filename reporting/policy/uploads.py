"""Who brings in files."""

from __future__ import annotations

from commissioning.models import User
from commissioning.policy.decision import YES, Permission, no
from reporting.uploads import offered_to


def uploads_files(user: User) -> Permission:
    """Bring in files; which kinds, each kind's own rule says."""
    if offered_to(user):
        return YES
    return no("Only the CCG uploads files to the register")
