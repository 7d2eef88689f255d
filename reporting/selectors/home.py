"""What home pages tell: everything there is to do, and what changed since the last visit."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from carehomes.selectors.to_do import SOURCES as ABOUT_HOMES
from commissioning.clock import today
from commissioning.models import AuditEvent, Role, User
from commissioning.policy import acts_for, holds
from commissioning.selectors.to_do import SOURCES as ABOUT_SPECIFICATIONS
from commissioning.to_do import ToDo
from payments.selectors.to_do import SOURCES as ABOUT_PAYMENTS
from practices.models import Membership
from practices.selectors.organisations import holding_on
from practices.selectors.to_do import SOURCES as ABOUT_PRACTICES
from reporting.selectors.demo import PLAYED

SOURCES = (*ABOUT_SPECIFICATIONS, *ABOUT_PRACTICES, *ABOUT_HOMES, *ABOUT_PAYMENTS)
SHOWN = 20  # events on a home page
BEHIND_THE_SCENES = (PLAYED, "demo password given", "password link made")
OF_THE_CCG = (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY)


def to_do_for(user: User, on: date) -> list[ToDo]:
    """Everything a person has to do or waits for, soonest first."""
    return sorted(
        (each for source in SOURCES for each in source(user, on)), key=lambda it: it.order
    )


def changed_for(user: User, since: datetime | None) -> list[AuditEvent]:
    """What others did since a moment that bears on whom a person acts for, newest first.

    The CCG's people see what happened for everybody, the LMC what happened to specifications.
    """
    events = AuditEvent.objects.exclude(by=user).exclude(event__in=BEHIND_THE_SCENES)
    if not holds(user, *OF_THE_CCG):
        events = _about_own(user, events)
    if since:
        events = events.filter(at__gt=since)
    return list(events.select_related("by", "organisation").order_by("-pk")[:SHOWN])


def _about_own(user: User, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    networks = [each.pk for each in acts_for(user, Role.PCN_DIRECTOR)]
    own = [*networks, *(each.pk for each in acts_for(user, Role.PRACTICE))]
    about = Q(organisation__in=own) | Q(subject__startswith="commissioning.SpecificationVersion:")
    if networks:
        members = Membership.objects.filter(group__in=networks).filter(holding_on(today()))
        about |= Q(organisation__in=members.values("member"))
    return events.filter(about)
