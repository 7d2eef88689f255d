"""Boards of returns: who sent which, who is late, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from commissioning.models import Organisation, User
from practices.models import Chase, Membership, Return, ReturnForm
from practices.rules.return_requests import AskedFor, ReturnStanding
from practices.selectors.organisations import holding_on
from practices.selectors.returns import owing, returns_asked, visible_organisations

Kind = Organisation.Kind
ASKED_BACK = ReturnForm.Status.ASKED_BACK  # sent, and with the CCG until it is given back
NEVER = date(9999, 12, 31)  # sorts what has not come after what has


def board_of(user: User, due_return: AskedFor, on: date) -> QuerySet[Any]:
    """Who owes a return, as a person may see them, each with how it stands."""
    seen = visible_organisations(user, on)
    return _standing(owing(due_return).filter(pk__in=seen.values("pk")), due_return, on)


def not_received(due_return: AskedFor, on: date) -> QuerySet[Any]:
    """Who owes a return and has not sent it, nor has their network for them (D-16)."""
    return (
        _standing(owing(due_return), due_return, on)
        .filter(day__isnull=True)
        .exclude(status=ASKED_BACK)
    )


def _standing(rows: QuerySet[Any], due_return: AskedFor, on: date) -> QuerySet[Any]:
    """With the day received (its own, or its network's form for it), the finding and the status."""
    about = {
        "specification": due_return.specification,
        "code": due_return.asked.code,
        "period": due_return.occasion.quarter,
    }
    own = Return.objects.filter(organisation=OuterRef("pk"), **about)
    form = ReturnForm.objects.filter(organisation=OuterRef("pk"), **about)
    network = Membership.objects.filter(
        holding_on(due_return.due), member=OuterRef("pk"), group_kind=Kind.PCN
    )
    chased = Chase.objects.filter(
        organisation=OuterRef("pk"),
        specification=due_return.specification,
        about=due_return.asked.code,
        quarter=due_return.occasion.quarter,
    )
    board = rows.annotate(
        own_day=Subquery(own.values("submitted_on")[:1]),
        own_met=Subquery(own.values("met")[:1], output_field=BooleanField(null=True)),
        status=Coalesce(Subquery(form.values("status")[:1]), Value("")),
        network=Coalesce(Subquery(network.values("group__name")[:1]), Value("")),
        network_id=Subquery(network.values("group")[:1]),
        chased_on=Subquery(chased.values("chased_on")[:1]),
    )
    board = _with_groups(board, due_return, about)
    return board.annotate(
        day_order=Coalesce("day", Value(NEVER), output_field=DateField()),
        stands=_stands(due_return, on),
    )


def _with_groups(rows: QuerySet[Any], due_return: AskedFor, about: dict[str, Any]) -> QuerySet[Any]:
    if not due_return.asked.row_per_practice:
        return rows.annotate(day=F("own_day"), met=F("own_met"))
    group = Return.objects.filter(organisation=OuterRef("network_id"), **about)
    day = Subquery(group.values("submitted_on")[:1])
    finding = Subquery(group.values("met")[:1], output_field=BooleanField(null=True))
    return rows.annotate(
        day=Coalesce("own_day", day),
        met=Case(When(own_day__isnull=False, then=F("own_met")), default=finding),
    )


def _stands(due_return: AskedFor, on: date) -> Case:
    """The same as `rules.asked.standing`, for the database to filter and sort by."""
    begun = Q(status="draft")
    after = ReturnStanding.MISSING if on > due_return.last else ReturnStanding.NOT_STARTED
    late = ReturnStanding.LATE if due_return.asked.holds else ReturnStanding.AFTER
    return Case(
        When(status__in=["asked back", "reopened"], then=F("status")),
        When(
            begun & Q(day__isnull=True) & Q(Value(on <= due_return.last)),
            then=Value(ReturnStanding.DRAFT),
        ),
        When(day__isnull=True, then=Value(after)),
        When(met=True, then=Value(ReturnStanding.MET)),
        When(met=False, then=Value(ReturnStanding.NOT_MET)),
        When(day__gt=due_return.last, then=Value(late)),
        When(day__gt=due_return.due, then=Value(ReturnStanding.LATE)),
        default=Value(ReturnStanding.RECEIVED),
        output_field=CharField(),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How one return stands among those who owe it."""

    asked: AskedFor
    owed: int
    received: int
    late: int
    missing: int
    to_judge: int


def tallies(user: User, on: date) -> list[Tally]:
    """How every return stands; those that nobody owes are left out. One query for each return."""
    return_tallies = []
    for due_return in returns_asked(on):
        counts = board_of(user, due_return, on).aggregate(
            owed=Count("pk"),
            received=Count("pk", filter=Q(day__isnull=False)),
            late=Count("pk", filter=Q(day__gt=due_return.due)),
            missing=Count("pk", filter=Q(day__isnull=True)),
            to_judge=Count("pk", filter=Q(day__isnull=False, met__isnull=True)),
        )
        if counts["owed"]:
            return_tallies.append(Tally(due_return, **counts))
    return return_tallies


def first_shown(tallies: list[Tally], on: date) -> AskedFor | None:
    """The return that a board opens with: the next that is due, else the last that was."""
    ahead = [tally.asked for tally in tallies if tally.asked.due >= on]
    return ahead[0] if ahead else (tallies[-1].asked if tallies else None)


def missing_in(user: User, due_return: AskedFor, on: date) -> list[Organisation]:
    """Who has not sent a return: whom a chase is for."""
    return list(board_of(user, due_return, on).filter(day__isnull=True).order_by("code"))
