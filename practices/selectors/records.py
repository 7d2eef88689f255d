"""All that is on record of one practice, or of one network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from commissioning.models import AuditEvent, Organisation, RoleMembership, User
from commissioning.specifications.schema import Silence
from practices.models import (
    Chase,
    ListSize,
    Membership,
    OrganisationName,
    RegisterCount,
    Return,
    SignUp,
)
from practices.policy.register import reads_every_practice
from practices.policy.sign_ups import reads_sign_ups
from practices.selectors.answering import asking_specifications
from practices.selectors.boards import chases_visible_to
from practices.selectors.chasing import titles_of_deadlines
from practices.selectors.opt_outs import with_state
from practices.selectors.organisations import holding_on, members_of

EVENTS = 30  # the newest
CHASES = 5


@dataclass(frozen=True, slots=True)
class PracticeRecord:
    """What is on record of a practice, newest first."""

    practice: Organisation
    names: Sequence[OrganisationName]
    memberships: Sequence[Membership]
    lists: Sequence[ListSize]
    registers: Sequence[RegisterCount]
    sign_ups: Sequence[Any]  # each with its `state`
    opted_out_of: AbstractSet[str]  # specifications in which silence means taking part, by code
    returns: Sequence[Return]
    chases: Sequence[Chase] | None  # the newest; None for who does not read the log
    chased_for: Mapping[tuple[str, str], str]  # what each was for is called
    people: Sequence[RoleMembership]
    events: Sequence[AuditEvent]


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """What is on record of a network."""

    network: Organisation
    names: Sequence[OrganisationName]
    members: Sequence[Organisation]  # today
    former: Sequence[Membership]  # those that left, or will join
    returns: Sequence[Return]
    people: Sequence[RoleMembership]
    events: Sequence[AuditEvent]


def practice_record(practice: Organisation, reader: User, day: date) -> PracticeRecord:
    """Everything that is on record of a practice, as far as a reader may see it."""
    specifications = asking_specifications()
    return PracticeRecord(
        practice,
        _names(practice),
        list(
            Membership.objects.filter(member=practice)
            .select_related("group")
            .order_by("group_kind", "-starts_on", "-pk")
        ),
        list(
            ListSize.objects.filter(practice=practice).order_by("-stands_for", "kind", "counted_on")
        ),
        list(
            RegisterCount.objects.filter(practice=practice).order_by("-counted_on", "specification")
        ),
        list(
            with_state(SignUp.objects.filter(practice=practice), specifications)
            .select_related("version")
            .order_by("specification", "element")
        ),
        {
            specification.code
            for specification in specifications
            if specification.sign_up.silence is Silence.IN
        },
        list(
            Return.objects.filter(organisation=practice).order_by("-submitted_on", "specification")
        ),
        _chases(practice, reader),
        titles_of_deadlines(),
        _people(practice, day),
        _events(practice, reader),
    )


def network_record(network: Organisation, reader: User, day: date) -> NetworkRecord:
    """Everything that is on record of a network, as far as a reader may see it."""
    now = members_of(network, day)
    return NetworkRecord(
        network,
        _names(network),
        list(now),
        list(
            Membership.objects.filter(group=network)
            .exclude(member__in=now)
            .select_related("member")
            .order_by("-ends_on", "member__code")
        ),
        list(
            Return.objects.filter(organisation=network).order_by("-submitted_on", "specification")
        ),
        _people(network, day),
        _events(network, reader),
    )


def _chases(organisation: Organisation, reader: User) -> list[Chase] | None:
    """For what it was chased, newest first, for whoever reads the log."""
    if not reads_sign_ups(reader):
        return None
    return list(chases_visible_to(reader).filter(organisation=organisation)[:CHASES])


def _names(organisation: Organisation) -> list[OrganisationName]:
    names = OrganisationName.objects.filter(organisation=organisation)
    return sorted(names, key=lambda name: name.starts_on or date.min, reverse=True)


def _people(organisation: Organisation, day: date) -> list[RoleMembership]:
    """Who acts for an organisation on a day."""
    rows = RoleMembership.objects.filter(holding_on(day), organisation=organisation)
    return list(rows.select_related("person").order_by("person__name", "pk"))


def _events(organisation: Organisation, reader: User) -> list[AuditEvent]:
    """What was done about it, newest first; reasons of the CCG are for the CCG."""
    if not reads_every_practice(reader):
        return []
    events = AuditEvent.objects.filter(
        Q(organisation=organisation) | Q(subject=_subject(organisation))
    )
    return list(events.select_related("by").order_by("-pk")[:EVENTS])


def _subject(organisation: Organisation) -> str:
    return f"{Organisation._meta.label}:{organisation.pk}"  # noqa: SLF001  (Django documents _meta)
