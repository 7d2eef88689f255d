"""Which practices and networks a person may see: everywhere else they do not exist."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commissioning.clock import today
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for
from practices.models import Membership, Practice, PrimaryCareNetwork
from practices.policy.register import lists_practices, reads_every_practice
from practices.selectors.organisations import holding_on

Kind = Organisation.Kind


def practices_visible_to(user: User) -> QuerySet[Organisation]:
    """The practices whose pages a person reads.

    A practice's people read their own, a director those of the network today, the CCG all.
    """
    practices = Practice.objects.all()
    if reads_every_practice(user):
        return practices
    own = [practice.pk for practice in acts_for(user, Role.PRACTICE)]
    networks = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    members = Membership.objects.filter(holding_on(today()), group__in=networks)
    return practices.filter(Q(pk__in=own) | Q(pk__in=members.values("member")))


def practices_listed_for(user: User) -> QuerySet[Organisation]:
    """The practices whose names a person reads: the LMC reads those of all, and no more of them."""
    return Practice.objects.all() if lists_practices(user) else practices_visible_to(user)


def networks_visible_to(user: User) -> QuerySet[Organisation]:
    """A director reads the network, a practice's people the one they are in today, the CCG all."""
    networks = PrimaryCareNetwork.objects.all()
    if reads_every_practice(user):
        return networks
    directed = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    own = [practice.pk for practice in acts_for(user, Role.PRACTICE)]
    joined = Membership.objects.filter(holding_on(today()), member__in=own, group_kind=Kind.PCN)
    return networks.filter(Q(pk__in=directed) | Q(pk__in=joined.values("group")))


def networks_listed_for(user: User) -> QuerySet[Organisation]:
    return PrimaryCareNetwork.objects.all() if lists_practices(user) else networks_visible_to(user)


def visible_practice(user: User, code: str) -> Organisation | None:
    """The practice of a code, where the person may read its page."""
    return practices_visible_to(user).filter(code=code).first()


def visible_network(user: User, code: str) -> Organisation | None:
    return networks_visible_to(user).filter(code=code).first()
