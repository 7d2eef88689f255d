"""Who commissioned, belonged and was called what, on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from commissioning.models import Organisation
from commissioning.models.spans import holding_on
from practices.models import Membership, OrganisationName, Practice, PrimaryCareNetwork

Kind = Organisation.Kind


def _members(code: str, group_kind: str, day: date) -> QuerySet[Membership]:
    return Membership.objects.filter(holding_on(day), group__code=code, group_kind=group_kind)


def practices_commissioned_by(code: str, day: date) -> QuerySet[Organisation]:
    """The practices that a commissioner, by its code, commissioned on a day."""
    members = _members(code, Kind.COMMISSIONER, day)
    return Practice.objects.filter(pk__in=members.values("member")).order_by("code")


def commissioned_codes(code: str, day: date) -> set[str]:
    """The same, as codes."""
    return set(practices_commissioned_by(code, day).values_list("code", flat=True))


def networks_commissioned_by(code: str, day: date) -> QuerySet[Organisation]:
    """The networks that a commissioner, by its code, had on a day."""
    members = _members(code, Kind.COMMISSIONER, day)
    return PrimaryCareNetwork.objects.filter(pk__in=members.values("member")).order_by("code")


def members_of(network: Organisation, day: date) -> QuerySet[Organisation]:
    """The practices in a network on a day."""
    members = _members(network.code, Kind.PCN, day)
    return Practice.objects.filter(pk__in=members.values("member")).order_by("code")


def network_of(practice: Organisation, day: date) -> Organisation | None:
    """The network that a practice was in on a day, if any."""
    return _group_of(practice, Kind.PCN, day)


def commissioner_of(member: Organisation, day: date) -> Organisation | None:
    """Who commissioned a practice, or had a network, on a day."""
    return _group_of(member, Kind.COMMISSIONER, day)


def _group_of(member: Organisation, kind: str, day: date) -> Organisation | None:
    rows = Membership.objects.filter(holding_on(day), member=member, group_kind=kind)
    row = rows.select_related("group").first()
    return row.group if row else None


def networks_of_all(practices: QuerySet[Organisation], day: date) -> dict[int, Organisation]:
    """The network of each practice on a day, by the practice's key."""
    rows = Membership.objects.filter(holding_on(day), member__in=practices, group_kind=Kind.PCN)
    return {row.member_id: row.group for row in rows.select_related("group")}


def name_on(organisation: Organisation, day: date) -> str:
    """What an organisation was called on a day."""
    row = OrganisationName.objects.filter(holding_on(day), organisation=organisation).first()
    return row.name if row else organisation.name
