"""What forms and filters offer to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from carehomes.models import Alignment, CareHome, ResidentCount
from carehomes.policy import is_ccg, organisations_of
from carehomes.selectors.homes import homes_open_on
from carehomes.selectors.residents import living
from carehomes.selectors.visible import practices_seen_by
from commissioning.clock import today
from commissioning.models import Organisation, User
from practices.models import Practice, PrimaryCareNetwork
from practices.selectors.organisations import holding_on, network_of

Kind = Organisation.Kind


def open_on(day: date) -> Q:
    """Organisations that are open on a day."""
    return Q(closed_on__isnull=True) | Q(closed_on__gte=day)


def every_network() -> QuerySet[Organisation]:
    return PrimaryCareNetwork.objects.filter(open_on(today())).order_by("name")


def every_practice() -> QuerySet[Organisation]:
    return Practice.objects.filter(open_on(today())).order_by("name")


def practices_to_choose(user: Any) -> QuerySet[Organisation]:
    """The practices of which a person sees homes."""
    return practices_seen_by(user).filter(open_on(today())).order_by("name")


def own_practices(user: User) -> list[Organisation]:
    return [
        organisation
        for organisation in organisations_of(user)
        if organisation.kind == Kind.PRACTICE
    ]


def own_networks(user: User) -> list[Organisation]:
    return [
        organisation for organisation in organisations_of(user) if organisation.kind == Kind.PCN
    ]


def practices_entered_by(user: User) -> QuerySet[Organisation]:
    """The practices for which a person enters things: their own; for the CCG any."""
    practices = every_practice()
    if is_ccg(user):
        return practices
    return practices.filter(pk__in=[practice.pk for practice in own_practices(user)])


def organisations_entered_by(user: User) -> QuerySet[Organisation]:
    """The practices and networks for which a person proposes things; for the CCG any."""
    organisations = Organisation.objects.filter(
        open_on(today()), kind__in=(Kind.PRACTICE, Kind.PCN)
    )
    if not is_ccg(user):
        organisations = organisations.filter(
            pk__in=[organisation.pk for organisation in organisations_of(user)]
        )
    return organisations.order_by("kind", "name")


def networks_entered_by(user: User) -> QuerySet[Organisation]:
    networks = every_network()
    if is_ccg(user):
        return networks
    return networks.filter(pk__in=[network.pk for network in own_networks(user)])


def homes_of_practice(practice: Organisation, day: date) -> QuerySet[CareHome]:
    """The homes that a practice has counted residents in, or identified, and that are open."""
    counted = ResidentCount.objects.filter(practice=practice, home=OuterRef("pk"))
    ours = Exists(counted) | Q(identified_by=practice)
    return homes_open_on(day).filter(ours)


def homes_lived_in(practice: Organisation, day: date) -> QuerySet[CareHome]:
    """Those of them where it has residents on a day."""
    there = living(day, practice=practice).filter(home=OuterRef("pk"))
    return homes_open_on(day).filter(Exists(there))


def other_homes(practice: Organisation, day: date) -> QuerySet[CareHome]:
    """The open homes where a practice has counted nobody yet. Their names are published."""
    own = homes_of_practice(practice, day)
    return homes_open_on(day).exclude(pk__in=own.values("pk")).order_by("name")


def homes_to_lead(organisation: Organisation, day: date) -> QuerySet[CareHome]:
    """The homes for which a practice or network proposes leads: those it looks after.

    A network's are those aligned to it; a practice's, its own and those of its network.
    """
    homes = homes_open_on(day)
    network = organisation if organisation.kind == Kind.PCN else network_of(organisation, day)
    aligned = Exists(Alignment.objects.filter(holding_on(day), pcn=network, home=OuterRef("pk")))
    if organisation.kind == Kind.PCN:
        return homes.filter(aligned)
    own = homes_of_practice(organisation, day)
    return homes.filter(aligned | Q(pk__in=own.values("pk")))


def aligned_elsewhere(
    homes: Iterable[CareHome], network: Organisation | None, day: date
) -> list[CareHome]:
    """Of some homes, those that another network looks after."""
    homes = list(homes)
    rows = Alignment.objects.filter(holding_on(day), home__in=homes)
    if network is not None:
        rows = rows.exclude(pcn=network)
    keys = set(rows.values_list("home", flat=True))
    return [home for home in homes if home.pk in keys]
