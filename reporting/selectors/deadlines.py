"""Every deadline of the approved specifications, as a day has it, and how its date has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commissioning.imports.lookup import approved_specifications
from commissioning.specifications.publishing.selectors import parsed
from commissioning.web.request_cache import once_a_page
from reporting.rules.deadlines import Dated


@once_a_page
def deadlines(day: date) -> tuple[Dated, ...]:
    """All of them by date, as the version of each specification that governs the day has them."""
    dated_deadlines = [
        Dated(specification, deadline)
        for approved in approved_specifications().values()
        for specification in [parsed(approved.governing(day))]
        for deadline in specification.deadlines
    ]
    return tuple(sorted(dated_deadlines, key=lambda dated: (dated.due, dated.key)))


@dataclass(frozen=True, slots=True)
class Revision:
    """How often a deadline's dates were changed since it was first approved, and when last."""

    number: int
    changed_at: datetime


def revisions() -> dict[str, Revision]:
    """The revision of every deadline, by its key: versions in the order they were approved."""
    revisions_by_key: dict[str, Revision] = {}
    dates: dict[str, tuple[date, date]] = {}
    for approved in approved_specifications().values():
        versions = [
            (approved_version.approved_at, approved_version.pk, approved_version)
            for approved_version in approved.versions
        ]
        for approved_at, _, version in sorted(
            (at, pk, approved_version) for at, pk, approved_version in versions if at
        ):
            specification = parsed(version)
            for dated in (Dated(specification, deadline) for deadline in specification.deadlines):
                days = (dated.due, dated.last)
                if dates.get(dated.key) != days:
                    number = (
                        revisions_by_key[dated.key].number + 1
                        if dated.key in revisions_by_key
                        else 0
                    )
                    revisions_by_key[dated.key] = Revision(number, approved_at)
                    dates[dated.key] = days
    return revisions_by_key
