"""The year-end conditions that a return is for, and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.imports.lookup import approved_specifications
from commissioning.models import Organisation
from commissioning.specifications.publishing.selectors import parsed
from commissioning.specifications.schema import AtYearEnd, ReturnCondition
from payments.models import Decision


@dataclass(frozen=True, slots=True)
class ConditionOfReturn:
    """A condition of a year-end payment that a return is for."""

    term: str
    condition: ReturnCondition


def condition_for(specification: str, code: str, on: date) -> ConditionOfReturn | None:
    """The condition that a return is for, as the version in force says; None: it bears on none."""
    approved = approved_specifications().get(specification)
    if approved is None:
        return None
    for term in parsed(approved.governing(on)).payments:
        for year in term.years if isinstance(term, AtYearEnd) else ():
            for condition in year.conditions:
                if isinstance(condition, ReturnCondition) and condition.return_code == code:
                    return ConditionOfReturn(term.title, condition)
    return None


def decisions_about(organisation: Organisation, specification: str, code: str) -> list[Decision]:
    """What was decided about one condition of a practice, the latest first."""
    decisions = Decision.objects.filter(
        organisation=organisation,
        specification=specification,
        kind=Decision.Kind.CONDITION,
        subject=code,
    )
    return list(decisions.order_by("-decided_on"))
