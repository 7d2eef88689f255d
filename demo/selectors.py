"""How far the demo has been loaded, and what else the database holds."""

from __future__ import annotations

from commissioning.models import CONSOLE, AuditEvent, Organisation, SpecificationVersion, User
from payments.models import Reallocation

PLAYED = "demo step played"  # the audit event that a step leaves


def steps_played() -> list[str]:
    """What happened in the steps of the demo year played so far, in order."""
    events = AuditEvent.objects.filter(event=PLAYED).order_by("pk")
    return [str(details["what"]) for details in events.values_list("details", flat=True)]


def holds_data() -> bool:
    """Say whether anybody has put anything into the database: people, organisations, rules."""
    people = User.objects.exclude(email=CONSOLE)
    return any(
        rows.exists()
        for rows in (people, Organisation.objects.all(), SpecificationVersion.objects.all())
    )


def open_proposal() -> int:
    """The number of the reallocation proposed last that nobody has approved."""
    proposals = Reallocation.objects.filter(approved_by__isnull=True)
    return int(proposals.order_by("pk").values_list("pk", flat=True).last() or 0)
