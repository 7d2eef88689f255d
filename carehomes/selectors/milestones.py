"""Which milestones networks owe, and what they said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from carehomes.models import MilestoneConfirmation
from commissioning.clock import today
from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import Deadline, Specification
from practices.models import Return

OWERS = ("pcn", "home-lead")  # what a home's lead owes, the network's director confirms


@dataclass(frozen=True, slots=True)
class Milestone:
    """A deadline of a specification that a network confirms."""

    specification: str
    deadline: Deadline


def _specifications(day: date) -> list[Specification]:
    """Those in force whose deadlines ask something of networks beside returns."""
    specifications = [
        parsed(approved.governing(day)) for approved in approved_specifications().values()
    ]
    return [
        specification
        for specification in specifications
        if any(one.owed_by == "pcn" and not one.return_code for one in specification.deadlines)
    ]


def milestones(day: date | None = None) -> list[Milestone]:
    """Every milestone that networks confirm, by date, as the versions of a day say."""
    milestones = [
        Milestone(specification.code, deadline)
        for specification in _specifications(day or today())
        for deadline in specification.deadlines
        if deadline.owed_by in OWERS and not deadline.return_code
    ]
    return sorted(milestones, key=lambda milestone: milestone.deadline.due)


def milestone_called(code: str) -> Milestone | None:
    return next((milestone for milestone in milestones() if milestone.deadline.code == code), None)


def plans_asked(day: date) -> list[tuple[str, Deadline]]:
    """The returns that the same specifications ask of networks, as the care home plan is."""
    return [
        (specification.code, deadline)
        for specification in _specifications(day)
        for deadline in specification.deadlines
        if deadline.owed_by == "pcn" and deadline.return_code
    ]


def said_of_milestones(
    networks: Iterable[Organisation],
) -> dict[tuple[int, str], MilestoneConfirmation]:
    """What networks said, by the network's key and the milestone's code."""
    rows = MilestoneConfirmation.objects.filter(pcn__in=list(networks))
    return {
        (confirmation.pcn_id, confirmation.milestone): confirmation
        for confirmation in rows.select_related("said_by", "evidence")
    }


def returns_sent(networks: Iterable[Organisation]) -> set[tuple[int, str, str]]:
    """The returns that came from networks: the network's key, the specification and the return."""
    rows = Return.objects.filter(organisation__in=list(networks))
    return set(rows.values_list("organisation", "specification", "code"))
