"""Audits that fell short and wait for the commissioner's decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Role, User
from commissioning.policy.roles import holds
from commissioning.web.addresses import address
from commissioning.web.to_do import ToDo
from payments.models import Decision
from practices.models import AuditReferral


def audits(user: User, on: date) -> Iterable[ToDo]:  # noqa: ARG001  (one way to ask them all)
    """What the data quality team sent on, until a register is agreed that came after it.

    The team sees what waits for others.
    """
    decides, sent = holds(user, Role.PRIMARY_CARE), holds(user, Role.DATA_QUALITY)
    if not decides and not sent:
        return
    for referral in undecided():
        count = referral.count
        parameters = {"organisation": count.practice.code, "figure": count.patients}
        yield ToDo(
            title=f"Decide about the register of {in_words(count.practice.name)}",
            href=address("payments:decision_make", kind="register", query=parameters)
            if decides
            else address("practices:audits"),
            organisation=count.practice.code,
            note=f"{count.patients:,} patients on {written(count.counted_on)}, "
            f"sent {written(referral.referred_on)} by {referral.referred_by}",
            waiting=not decides,
        )


def undecided() -> Iterable[AuditReferral]:
    """The audits sent on about which no decision on a register has been made since."""
    decided = Decision.objects.filter(
        kind=Decision.Kind.REGISTER,
        organisation=OuterRef("count__practice"),
        specification=OuterRef("count__specification"),
        decided_on__gte=OuterRef("referred_on"),
    )
    waiting = AuditReferral.objects.filter(~Exists(decided)).order_by(F("referred_on"), "pk")
    return waiting.select_related("count__practice", "referred_by")
