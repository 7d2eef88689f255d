"""How far the demo has been loaded, and what else the database holds."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.models import CONSOLE, AuditEvent, Organisation, SpecificationVersion, User
from demo.script import Person
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


def let_in(people: Iterable[Person]) -> list[Person]:
    """Those of the demo's people who have been let in by now, in the same order."""
    listed = list(people)
    emails = [person.email for person in listed]
    there = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    return [person for person in listed if person.email in there]


def open_proposal() -> int:
    """The number of the reallocation proposed last that nobody has approved."""
    proposals = Reallocation.objects.filter(approved_by__isnull=True)
    return int(proposals.order_by("pk").values_list("pk", flat=True).last() or 0)
