"""What practices are asked, whose answers a person may see, and where each stands."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from commissioning.clock import today
from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation, Role, SpecificationVersion, User
from commissioning.policy.roles import acts_for
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Specification
from commissioning.web.request_cache import once_a_page
from practices.models import Membership, Practice
from practices.policy.sign_ups import reads_every_sign_up
from practices.selectors.organisations import holding_on


def governing(code: str) -> SpecificationVersion:
    """The approved version that governs today. Raises ValidationError where there is none."""
    approved = approved_specifications().get(code)
    if approved is None:
        raise ValidationError(f"No approved specification is called “{code}”")
    return approved.governing(today())


@once_a_page
def asking_specifications() -> list[Specification]:
    """The specifications that ask practices for an answer, the newest period first."""
    specifications = [
        parsed(approved.governing(today())) for approved in approved_specifications().values()
    ]
    return sorted(
        (specification for specification in specifications if specification.sign_up.asked),
        key=lambda specification: (
            -specification.period.start.toordinal(),
            specification.sign_up.by,
            specification.code,
        ),
    )


def asking_specification(code: str) -> Specification | None:
    """One of them by its code."""
    return next(
        (specification for specification in asking_specifications() if specification.code == code),
        None,
    )


def answering_visible_to(user: User) -> QuerySet[Organisation]:
    """The practices whose answers a person may see: the CCG all, others those they act for.

    A clinical director, or a deputy, sees the practices that belong to the network today.
    """
    practices = Practice.objects.all()
    if reads_every_sign_up(user):
        return practices
    own = [practice.pk for practice in acts_for(user, Role.PRACTICE)]
    networks = [network.pk for network in acts_for(user, Role.PCN_DIRECTOR)]
    members = _members(networks, today())
    return practices.filter(pk__in=own) | practices.filter(pk__in=members.values("member"))


def visible_practice(user: User, code: str) -> Organisation | None:
    """A practice by its code, where the person may see its answers."""
    return answering_visible_to(user).filter(code=code).first()


def _members(networks: list[int], day: date) -> QuerySet[Membership]:
    return Membership.objects.filter(
        holding_on(day), group__in=networks, group_kind=Organisation.Kind.PCN
    )


def titles_of_elements() -> dict[tuple[str, str], str]:
    """What the elements of every approved specification are called, by both codes."""
    return {
        (code, element.code): element.title
        for code, approved in approved_specifications().items()
        for specification in reversed(approved.latest_first)
        for element in specification.elements
    }
