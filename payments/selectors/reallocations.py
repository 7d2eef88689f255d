"""Reallocations for a person, and who may have covered for a practice that declined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.models import Organisation, Role, User
from commissioning.policy.roles import holds
from payments.models import Reallocation, ReallocationShare
from practices.models import Membership

PCN = Organisation.Kind.PCN


def reallocations_visible_to(user: User) -> QuerySet[Reallocation]:
    reallocations = Reallocation.objects.select_related("freed_by", "proposed_by", "approved_by")
    return reallocations if holds(user, Role.PRIMARY_CARE, Role.FINANCE) else reallocations.none()


def reallocation_of(user: User, number: int) -> Reallocation | None:
    return reallocations_visible_to(user).filter(pk=number).first()


def shares_of(proposal: Reallocation) -> list[ReallocationShare]:
    shares = ReallocationShare.objects.filter(reallocation=proposal).select_related("payee")
    return list(shares.order_by("payee__code"))


def parties_to(proposal: Reallocation) -> list[Organisation]:
    """Who set free what is shared, and who has the shares."""
    return [proposal.freed_by, *(share.payee for share in shares_of(proposal))]


def organisations_called(codes: Iterable[str]) -> list[Organisation]:
    return list(Organisation.objects.filter(code__in=list(codes)).order_by("code"))


def proposals_waiting() -> QuerySet[Reallocation]:
    return Reallocation.objects.filter(approved_by__isnull=True).select_related(
        "freed_by", "proposed_by"
    )


def may_have_covered(practice: str, months: Sequence[Month]) -> list[tuple[str, str]]:
    """The networks a practice belonged to in some months, and their other practices."""
    if not months:
        return []
    first, last = months[0].first, months[-1].last
    in_time = Q(starts_on__isnull=True) | Q(starts_on__lte=last)
    in_time &= Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    memberships = Membership.objects.filter(in_time, group_kind=PCN)
    networks = memberships.filter(member__code=practice).values("group")
    members = memberships.filter(group__in=networks).values("member")
    organisations = Organisation.objects.filter(Q(pk__in=networks) | Q(pk__in=members))
    return [
        (organisation.code, f"{in_words(organisation.name)} ({organisation.code})")
        for organisation in organisations.exclude(code=practice).order_by("kind", "name")
    ]


def names_by_code(codes: set[str]) -> dict[str, str]:
    """What organisations are called, for people to read."""
    rows = Organisation.objects.filter(code__in=codes).values_list("code", "name")
    return {code: in_words(name) for code, name in rows}
