"""What home pages tell: everything there is to do, and what changed since the last visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate

from carehomes.selectors.to_do import SOURCES as ABOUT_HOMES
from commissioning.clock import today
from commissioning.models import AuditEvent, Role, User
from commissioning.policy.roles import acts_for, holds
from commissioning.site.to_do import SOURCES as ABOUT_SPECIFICATIONS
from commissioning.web.to_do import ToDo
from payments.selectors.to_do import SOURCES as ABOUT_PAYMENTS
from practices.models import Membership
from practices.selectors.organisations import holding_on
from practices.selectors.to_do import SOURCES as ABOUT_PRACTICES
from reporting.selectors.to_do import SOURCES as ABOUT_WEEKS

SOURCES = (
    *ABOUT_SPECIFICATIONS,
    *ABOUT_PRACTICES,
    *ABOUT_HOMES,
    *ABOUT_PAYMENTS,
    *ABOUT_WEEKS,
)
SHOWN = 10  # lines on a home page of what changed, each of one event or of many
LOOKED_AT = 1_000  # the latest events, which those lines are made of
BEHIND_THE_SCENES = (
    "demo step played",
    "demo password given",
    "password link made",
    "day's messages asked for",
    "messages written",
    "sending of messages asked for",
)
OF_THE_CCG = (Role.PRIMARY_CARE, Role.FINANCE, Role.DATA_QUALITY)


def to_do_for(user: User, on: date) -> list[ToDo]:
    """Everything a person has to do or waits for, soonest first."""
    return sorted(
        (task for source in SOURCES for task in source(user, on)), key=lambda it: it.order
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """What one person did on one day, the same thing once or many times."""

    latest: AuditEvent
    times: int
    whom: tuple[str, ...]  # names of the organisations it was about, each once
    or_more: bool = False  # some may lie further back than was looked


def changed_for(user: User, since: datetime | None) -> list[Changed]:
    """What others did since a moment that bears on whom a person acts for, newest first.

    The CCG's people see what happened for everybody, the LMC what happened to specifications.
    """
    events = AuditEvent.objects.exclude(by=user).exclude(event__in=BEHIND_THE_SCENES)
    if not holds(user, *OF_THE_CCG):
        events = _about_own(user, events)
    if since:
        events = events.filter(at__gt=since)
    return _grouped(events.order_by("-pk")[:LOOKED_AT])


def _grouped(looked_at: QuerySet[AuditEvent]) -> list[Changed]:
    """Events of the same kind, by the same person, on the same day."""
    groups = list(
        AuditEvent.objects.filter(pk__in=looked_at.values("pk"))
        .values("event", "by", day=Coalesce("on", TruncDate("at")))
        .annotate(
            times=Count("pk"),
            first=Min("pk"),
            last=Max("pk"),
            names=ArrayAgg(
                "organisation__name",
                distinct=True,
                filter=Q(organisation__isnull=False),
                default=Value([]),
            ),
        )
        .order_by("-last")
    )
    visible_groups = groups[:SHOWN]
    cut_off = None
    if sum(group["times"] for group in groups) == LOOKED_AT:
        cut_off = min(groups, key=lambda group: int(group["first"]))["day"]
    latest = AuditEvent.objects.select_related("by", "organisation")
    events = latest.in_bulk([group["last"] for group in visible_groups])
    return [
        Changed(
            events[group["last"]], group["times"], tuple(group["names"]), group["day"] == cut_off
        )
        for group in visible_groups
    ]


def _about_own(user: User, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    networks = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    own = [*networks, *(practice.pk for practice in acts_for(user, Role.PRACTICE))]
    about = Q(organisation__in=own) | Q(subject__startswith="commissioning.SpecificationVersion:")
    if networks:
        members = Membership.objects.filter(group__in=networks).filter(holding_on(today()))
        about |= Q(organisation__in=members.values("member"))
    return events.filter(about)
