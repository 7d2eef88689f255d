"""What would be paid if something were otherwise: worked out as a run is, and never stored.

The facts, the versions and what was paid are read once; each scenario then stands on that ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import FinancialYear, Month
from commissioning.models import Organisation, SpecificationVersion
from commissioning.specifications.publishing.selectors import approved_versions, parsed
from commissioning.specifications.schema import (
    Interpretation,
    ProtectedAmount,
    Specification,
    read_specification,
)
from payments.engine.facts import gather
from payments.engine.facts.about import facts_about
from payments.engine.work_out import Governing, governed_by, paid_before
from payments.rules.facts import RunFacts
from payments.rules.lines import Key, PaidToDate
from payments.rules.outturns import MonthSpan, Outturn, Outturns, added_up, outturns
from payments.rules.scenarios import (
    Change,
    everyone_takes_part,
    facts_if,
    specification_if,
)

MOST_PRACTICES = 400  # whose year a page works out while somebody waits; a command does more
AFTER_ALL_OTHERS = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Scenario:
    """What is otherwise. Without anything: what is real.

    `readings` are other options of computed interpretations, by specification. `proposed` is a
    version that governs as if it had been approved last. `everyone` asks what it would come to if
    every practice took part in everything and met every condition.
    """

    changes: tuple[Change, ...] = ()
    readings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    proposed: SpecificationVersion | None = None
    everyone: bool = False


AS_IT_IS = Scenario()


class Ground:
    """What is real over some months, read once: of everybody, or of one payee."""

    def __init__(self, span: MonthSpan, on: date, payee: Organisation | None = None) -> None:
        self.span, self.on, self.payee = span, on, payee
        self.versions = approved_versions()
        self.paid = paid_before(payee=payee).paid
        self._facts: dict[str, RunFacts] = {}

    def facts(self, commissioner: str) -> RunFacts:
        """Everything known that bears on the payments of a commissioner, or of the payee."""
        if commissioner not in self._facts:
            about = self.payee
            facts = gather(commissioner) if about is None else facts_about(about, commissioner)
            self._facts[commissioner] = facts
        return self._facts[commissioner]

    def outturns(
        self, scenario: Scenario = AS_IT_IS, only: frozenset[str] | None = None
    ) -> Outturns:
        """What the months come to in a scenario, by payee and term.

        `only` are the specifications wanted, where others cannot matter. Raises SpecificationError
        where a reading is not an option of its specification.
        """
        outturns_by_key: dict[Key, Outturn] = {}
        for commissioner, ever in sorted(self._governing(scenario).items()):
            governed = [
                version for version in ever if only is None or version.specification.code in only
            ]
            facts = facts_if(self.facts(commissioner), scenario.changes)
            if scenario.everyone:
                facts = everyone_takes_part(facts, [version.specification for version in governed])
            outturns_by_key |= outturns(
                governed,
                facts,
                {} if scenario.everyone else self._paid(only),
                self.span,
                self.on,
                whatever_the_conditions=scenario.everyone,
            )
        return self._of_the_payee(outturns_by_key)

    def _paid(self, only: frozenset[str] | None) -> PaidToDate:
        if only is None:
            return self.paid
        return {key: months for key, months in self.paid.items() if key[0] in only}

    def bearing_on(self, code: str) -> frozenset[str]:
        """A specification, and those whose payments depend on what it pays."""
        depending = {
            version.code
            for version in self.versions
            for term in parsed(version).payments
            if isinstance(term, ProtectedAmount) and term.replaced_by.specification == code
        }
        return frozenset({code, *depending})

    def _of_the_payee(self, outturns_by_key: Outturns) -> Outturns:
        """One payee's alone: the facts that bear on it can be about others."""
        if self.payee is None:
            return outturns_by_key
        return {
            key: outturn for key, outturn in outturns_by_key.items() if key[2] == self.payee.code
        }

    def _governing(self, scenario: Scenario) -> Governing:
        versions = list(self.versions)
        if scenario.proposed is not None:
            versions = [version for version in versions if version.pk != scenario.proposed.pk]
            versions.append(as_if_approved(scenario.proposed))

        def read(version: SpecificationVersion) -> Specification:
            choosing = scenario.readings.get(version.code, {})
            specification = (
                _choosing(version.text, tuple(sorted(choosing.items())))
                if choosing
                else parsed(version)
            )
            return specification_if(specification, scenario.changes)

        return governed_by(versions, self.span.last, read)


@lru_cache(maxsize=64)
def _choosing(text: str, choosing: tuple[tuple[str, str], ...]) -> Specification:
    return read_specification(text, choosing=dict(choosing))


def as_if_approved(version: SpecificationVersion) -> SpecificationVersion:
    """A copy, in memory, that counts as approved after every other."""
    copied = as_if_published(version.text)
    copied.pk, copied.approved_at = version.pk, AFTER_ALL_OTHERS
    return copied


def as_if_published(text: str) -> SpecificationVersion:
    """A file as the version it would be, in memory. Raises SpecificationError with its mistakes."""
    specification = read_specification(text)
    return SpecificationVersion(
        code=specification.code,
        version=specification.version,
        title=specification.title,
        commissioner=specification.commissioner,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        in_force_from=specification.in_force,
        period_from=specification.period.start,
        period_to=specification.period.end,
    )


def years_of(specification: Specification) -> MonthSpan:
    """The whole financial years in which a specification pays."""
    first = Month.of(specification.period.start).financial_year
    last = Month.of(specification.period.end).financial_year
    return MonthSpan(first.first_month, last.last_month)


def span_of(year: FinancialYear) -> MonthSpan:
    return MonthSpan(year.first_month, year.last_month)


@dataclass(frozen=True, slots=True)
class WhatIfEffect:
    """What is paid as things are, and what would be."""

    span: MonthSpan
    before: Outturns
    after: Outturns


def effect_of(
    version: SpecificationVersion, on: date, payee: Organisation | None = None
) -> WhatIfEffect:
    """What a version that is not approved would change, over every year that it or its last has."""
    spans = [years_of(read_specification(version.text))]
    spans += [
        years_of(parsed(approved_version))
        for approved_version in approved_versions()
        if approved_version.code == version.code
    ]
    span = MonthSpan(
        min(version_span.first for version_span in spans),
        max(version_span.last for version_span in spans),
    )
    ground = Ground(span, on, payee)
    only = ground.bearing_on(version.code)
    after = ground.outturns(Scenario(proposed=version), only)
    return WhatIfEffect(span, ground.outturns(AS_IT_IS, only), after)


@dataclass(frozen=True, slots=True)
class Worth:
    """What one option of a reading comes to: on the facts as they are, and at the most.

    The differences are from the reading that is chosen.
    """

    total: Decimal
    change: Decimal
    most: Decimal
    change_of_most: Decimal


def worth_of_options(
    specification: Specification,
    interpretation: Interpretation,
    on: date,
    payee: Organisation | None = None,
) -> dict[str, Worth]:
    """The pounds that each option of a computed interpretation is worth, over the whole contract.

    To everybody, or to one payee. At the most: as if every practice took part in everything.
    """
    ground = Ground(years_of(specification), on, payee)
    code = specification.code
    only = ground.bearing_on(code)
    real, most = (
        _sum(ground.outturns(Scenario(everyone=is_everyone), only)) for is_everyone in (False, True)
    )
    worths = {}
    for option in interpretation.words:
        if option == interpretation.chosen:
            worths[option] = Worth(real, NOTHING, most, NOTHING)
            continue
        readings = {code: {interpretation.code: option}}
        total = _sum(ground.outturns(Scenario(readings=readings), only))
        full = _sum(ground.outturns(Scenario(readings=readings, everyone=True), only))
        worths[option] = Worth(total, total - real, full, full - most)
    return worths


def _sum(outturns_by_key: Outturns) -> Decimal:
    return added_up(outturns_by_key).total
