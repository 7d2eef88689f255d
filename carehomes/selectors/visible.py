"""Which homes, leads and proposals a person may see: everywhere else they do not exist."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from carehomes.models import (
    Alignment,
    AlignmentProposal,
    CareHome,
    ClinicalLead,
    Leadership,
    ResidentCount,
)
from carehomes.policy import CCG_READERS
from commissioning.clock import today
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import acts_for, holds
from practices.models import Membership, Practice, PrimaryCareNetwork
from practices.selectors.organisations import holding_on


def sees_all(user: User) -> bool:
    return user.is_console or holds(user, *CCG_READERS)


def practices_seen_by(user: User) -> QuerySet[Organisation]:
    """A practice's people see their practice, a director those of the network, the CCG all."""
    practices = Practice.objects.order_by("code")
    if sees_all(user):
        return practices
    own = [practice.pk for practice in acts_for(user, Role.PRACTICE)]
    networks = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    members = Membership.objects.filter(holding_on(today()), group__in=networks)
    return practices.filter(Q(pk__in=own) | Q(pk__in=members.values("member")))


def networks_seen_by(user: User) -> QuerySet[Organisation]:
    """The networks that a person directs; for the CCG all."""
    networks = PrimaryCareNetwork.objects.order_by("code")
    if sees_all(user):
        return networks
    return networks.filter(pk__in=[network.pk for network in acts_for(user, Role.PCN_DIRECTOR)])


def homes_visible_to(user: User) -> QuerySet[CareHome]:
    """For the CCG all; for others the homes that their practices and networks have to do with.

    Those with residents of theirs, those they identified, those aligned or proposed to their
    network, and those for which they proposed a lead.
    """
    homes = CareHome.objects.all()
    if sees_all(user):
        return homes
    day, home = today(), OuterRef("pk")
    practices = practices_seen_by(user).values("pk")
    directed = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    belongs = Membership.objects.filter(
        holding_on(day), member__in=[practice.pk for practice in acts_for(user, Role.PRACTICE)]
    )
    networks = Q(pcn__in=directed) | Q(pcn__in=belongs.values("group"))
    aligned = Alignment.objects.filter(networks, holding_on(day), home=home)
    living = ResidentCount.objects.filter(practice__in=practices, home=home)
    proposed = AlignmentProposal.objects.filter(pcn__in=directed, home=home)
    led = Leadership.objects.filter(
        Q(lead__organisation__in=practices) | Q(lead__organisation__in=directed), home=home
    )
    return homes.filter(
        Exists(aligned)
        | Exists(living)
        | Exists(proposed)
        | Exists(led)
        | Q(identified_by__in=practices)
    )


def visible_home(user: User, location_id: str) -> CareHome | None:
    """The home of an id, where the person may see it."""
    return homes_visible_to(user).filter(location_id=location_id).first()


def leads_visible_to(user: User) -> QuerySet[ClinicalLead]:
    """The leads of homes that a person may see, and those that they or theirs proposed."""
    leads = ClinicalLead.objects.select_related("employer", "organisation", "exception_by")
    if sees_all(user):
        return leads
    theirs = Leadership.objects.filter(lead=OuterRef("pk"), home__in=homes_visible_to(user))
    return leads.filter(Exists(theirs))


def proposals_visible_to(user: User) -> QuerySet[AlignmentProposal]:
    """Proposals of alignment: for the CCG all, for a director those of the network."""
    proposals = AlignmentProposal.objects.select_related(
        "home", "pcn", "proposed_by", "agreed_by", "decided_by"
    )
    if sees_all(user):
        return proposals
    return proposals.filter(pcn__in=networks_seen_by(user))
