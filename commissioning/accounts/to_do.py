"""Invitations that nobody accepted in time, for whoever may send them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.accounts.policy import keeps_everybody, keeps_people, managed_by
from commissioning.accounts.selectors.people import in_state, invitations_visible_to
from commissioning.models import User
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo


def invitations_to_do(user: User, on: date) -> Iterable[ToDo]:
    """One thing to do where some have expired, and one to wait for where some are open."""
    if not keeps_people(user):
        return
    invitations = invitations_visible_to(user)
    own = "" if keeps_everybody(user) else managed_by(user)[0].code
    expired = in_state(invitations, "expired", on).count()
    if expired:
        many = "An invitation has" if expired == 1 else f"{expired} invitations have"
        yield ToDo(
            title=f"{many} expired: send again or withdraw",
            href=address("invitations", query={"state": "expired"}),
            organisation=own,
        )
    soonest = in_state(invitations, "open", on).order_by("expires_on").first()
    if soonest:
        yield ToDo(
            title="Invited people to accept",
            href=address("invitations", query={"state": "open"}),
            due=soonest.expires_on,
            organisation=own,
            waiting=True,
        )
