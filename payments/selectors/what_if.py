"""What can be tried: the rates, lists, elements, readings and versions that there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.periods import FinancialYear, Month, written
from commissioning.models import SpecificationVersion
from commissioning.specifications.publishing.selectors import approved_versions, in_force, parsed
from commissioning.specifications.publishing.selectors import versions_waiting as waiting
from commissioning.specifications.schema import ListBasis, RatedTerm, Specification

Choice = tuple[str, str]
APART = "|"


@dataclass(frozen=True, slots=True)
class WhatIfChoices:
    """What a what-if can change; each choice by the key that its form sends."""

    years: list[Choice]
    rates: list[Choice]
    lists: list[Choice]
    elements: list[Choice]
    readings: list[Choice]
    versions: list[Choice]
    specifications: dict[str, Specification]


def what_if_choices(on: date) -> WhatIfChoices:
    """Every choice, from the versions that govern on a day."""
    by_code: dict[str, list[SpecificationVersion]] = {}
    for version in approved_versions():
        by_code.setdefault(version.code, []).append(version)
    governing = {
        code: parsed(in_force(versions, Month.of(on)) or versions[0])
        for code, versions in by_code.items()
    }
    every = list(governing.values())
    return WhatIfChoices(
        years=_years(every),
        rates=[
            (APART.join((spec.code, term.code)), f"{term.title}: {spec.title}")
            for spec in every
            for term in spec.payments
            if isinstance(term, RatedTerm)
        ],
        lists=_lists(every),
        elements=[
            (APART.join((spec.code, element.code)), f"{element.title}: {spec.title}")
            for spec in every
            for element in spec.elements
        ],
        readings=[
            (
                APART.join((spec.code, interpretation.code, option.option)),
                f"{interpretation.code} {interpretation.title}: {option.means}",
            )
            for spec in every
            for interpretation in spec.interpretations
            if interpretation.computed
            for option in interpretation.options
            if option.option != interpretation.chosen
        ],
        versions=[
            (str(unapproved_version.pk), str(unapproved_version))
            for unapproved_version in waiting()
        ],
        specifications=governing,
    )


def _years(every: list[Specification]) -> list[Choice]:
    years: set[FinancialYear] = set()
    for specification in every:
        years |= {month.financial_year for month in specification.period.months}
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


def _lists(every: list[Specification]) -> list[Choice]:
    bases: set[tuple[str, date]] = set()
    for spec in every:
        for term in spec.payments:
            for basis in (getattr(term, "list", None), getattr(term, "cap", None)):
                if isinstance(basis, ListBasis):
                    bases.add((basis.kind, basis.on))
    return [
        (APART.join((kind, on.isoformat())), f"The {kind} list of {written(on)}")
        for kind, on in sorted(bases, key=lambda pair: (pair[1], pair[0]), reverse=True)
    ]


def waiting_version(pk: int) -> SpecificationVersion | None:
    """A published version that nobody approved yet."""
    return waiting().defer(None).filter(pk=pk).first()
