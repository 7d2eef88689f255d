"""Which payment decisions rest on which exceptions, either way."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commissioning.clock import today
from commissioning.models import User
from commissioning.web.addresses import address
from payments.models import Decision
from payments.selectors.decisions import decisions_visible_to
from practices.selectors.organisations import network_of
from reporting.models import Consequence, HomeException


def behind(decision: Decision) -> list[tuple[str, str]]:
    """The exceptions that a decision rests on, each in words with where it is seen."""
    rows = Consequence.objects.filter(decision=decision).select_related("exception__home")
    return [
        (str(consequence.exception), address("reporting:exception", key=consequence.exception_id))
        for consequence in rows
    ]


def consequences_of(exception: HomeException, reader: User) -> QuerySet[Consequence]:
    """The decisions that rest on an exception, of those that a person may see."""
    rows = Consequence.objects.filter(exception=exception)
    consequences = rows.filter(decision__in=decisions_visible_to(reader))
    return consequences.select_related("decision__organisation", "linked_by")


def decisions_to_name(exception: HomeException, user: User) -> QuerySet[Decision]:
    """The decisions that may rest on an exception: about its practice, or that one's network.

    Of one that no practice raised, any decision may.
    """
    decisions = decisions_visible_to(user).exclude(rests_on__exception=exception)
    if exception.organisation is not None:
        network = network_of(exception.organisation, today())
        payees = Q(organisation=exception.organisation_id)
        decisions = decisions.filter(payees | Q(organisation=network) if network else payees)
    return decisions.order_by("-decided_on", "-pk")
