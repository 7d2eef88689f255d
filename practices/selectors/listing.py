"""What the lists of practices and networks show of each, for one page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from commissioning.models import Organisation
from practices.models import ListSize, Membership
from practices.selectors.organisations import holding_on

Kind = Organisation.Kind


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """What is known of some organisations on a day, by their keys."""

    day: date
    networks: Mapping[int, Organisation]
    lists: Mapping[int, ListSize]  # the newest, raw
    members: Mapping[int, int]  # how many practices a network has


def facts_of(organisations: Sequence[Organisation], day: date) -> ListingFacts:
    """Three queries, however many organisations."""
    joined = Membership.objects.filter(
        holding_on(day), member__in=organisations, group_kind=Kind.PCN
    ).select_related("group")
    newest = (
        ListSize.objects.filter(
            practice__in=organisations, kind=ListSize.Kind.RAW, counted_on__lte=day
        )
        .order_by("practice_id", "-counted_on", "-stands_for")
        .distinct("practice_id")
    )
    members = (
        Membership.objects.filter(
            holding_on(day), group__in=organisations, member__kind=Kind.PRACTICE
        )
        .values("group")
        .annotate(number=Count("pk"))
    )
    return ListingFacts(
        day,
        {membership.member_id: membership.group for membership in joined},
        {list_size.practice_id: list_size for list_size in newest},
        {row["group"]: row["number"] for row in members},
    )


def open_on(
    organisations: QuerySet[Organisation], day: date, *, is_open: bool
) -> QuerySet[Organisation]:
    """Those that are open on a day, or those that closed before it."""
    opens = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    return organisations.filter(opens) if is_open else organisations.exclude(opens)


def in_network(
    organisations: QuerySet[Organisation], code: str, day: date
) -> QuerySet[Organisation]:
    """Those that belong to a network on a day."""
    members = Membership.objects.filter(holding_on(day), group__code=code, group_kind=Kind.PCN)
    return organisations.filter(pk__in=members.values("member"))
