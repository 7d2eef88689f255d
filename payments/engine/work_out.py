"""Works a run out: which versions govern, what is known, what is owed, what was paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month
from commissioning.models import Organisation, SpecificationVersion
from commissioning.specifications.publishing.selectors import approved_versions, in_force, parsed
from commissioning.specifications.schema import Specification
from payments.engine.facts import gather
from payments.engine.facts.recoveries import plans_in
from payments.engine.store import Names
from payments.models import PaymentLine, PaymentRun
from payments.rules.entitlements import Governed, everything_owed
from payments.rules.lines import DEBT, Calculated, Key, Paid, RunTotal, debts, lines_due
from payments.rules.owed import Owed

Governing = dict[str, list[Governed]]  # by the commissioner's ODS code


def governing(run_month: Month, at: datetime | None = None) -> Governing:
    """For each commissioner, the versions that govern each month up to the run's own.

    A month is governed by the version in force on its first day: the latest approved for it.
    `at` asks for what was approved at a moment.
    """
    return governed_by(approved_versions(at), run_month)


def governed_by(
    approved: Iterable[SpecificationVersion],
    run_month: Month,
    read: Callable[[SpecificationVersion], Specification] = parsed,
) -> Governing:
    """The same, of the versions given. `read` says how each is read: a what-if reads otherwise."""
    by_code: dict[str, list[SpecificationVersion]] = defaultdict(list)
    for version in approved:
        by_code[version.code].append(version)
    versions_by_commissioner: Governing = defaultdict(list)
    for code in sorted(by_code):
        months: dict[int, list[Month]] = defaultdict(list)
        versions = {version.pk: version for version in by_code[code]}
        first = min(Month.of(version.period_from) for version in versions.values())
        for month in first.through(run_month):
            standing = in_force(by_code[code], month)
            if standing is not None and month.first <= standing.period_to:
                months[standing.pk].append(month)
        for pk, governed in months.items():
            specification = read(versions[pk])
            versions_by_commissioner[specification.commissioner].append(
                Governed(specification, tuple(governed))
            )
    return versions_by_commissioner


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier, approved runs paid, and the debts they left."""

    paid: dict[Key, dict[Month, Paid]]
    debts: dict[str, Decimal]


def paid_before(at: datetime | None = None, payee: Organisation | None = None) -> Before:
    """Every line of the runs approved so far, or before a moment, by payee, term and month.

    With a payee, those of its lines alone.
    """
    runs = PaymentRun.objects.filter(status=PaymentRun.Status.APPROVED)
    if at is not None:
        runs = runs.filter(approved_at__lt=at)
    codes = {run.pk: run.code for run in runs}
    paid: dict[Key, dict[Month, Paid]] = defaultdict(dict)
    owing: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    lines = PaymentLine.objects.filter(calculation__run__in=codes)
    if payee is not None:
        lines = lines.filter(calculation__payee=payee)
    rows = lines.order_by("pk").values_list(
        "pk",
        "calculation__run_id",
        "calculation__specification_code",
        "calculation__term",
        "calculation__payee_code",
        "calculation__for_code",
        "for_month",
        "kind",
        "amount",
    )
    for pk, run, specification, term, paid_to, for_code, for_month, kind, amount in rows.iterator(
        chunk_size=5000
    ):
        if kind == DEBT:
            owing[paid_to] += amount
            continue
        month = Month.of(for_month)
        months = paid[specification, term, paid_to, for_code]
        earlier = months.get(month)
        words = f"{amount:,.2f} in run {codes[run]}, line {pk}"
        if earlier is None:
            months[month] = Paid(amount, (pk,), words)
        else:
            months[month] = Paid(
                earlier.amount + amount, (*earlier.lines, pk), f"{earlier.words}; {words}"
            )
    return Before(dict(paid), dict(owing))


def owed_by(governing_versions: Governing, run_month: Month, at: datetime | None) -> Iterator[Owed]:
    """What is owed to date, over every commissioner."""
    for commissioner in sorted(governing_versions):
        facts = gather(commissioner, at)
        yield from everything_owed(governing_versions[commissioner], facts, run_month)


def work_out(
    run_month: Month, *, regular: bool, at: datetime | None = None
) -> Iterator[Calculated]:
    """Every calculation of a run: from facts now, or as they stood at a moment.

    Entitlement to date less paid to date; last the debts, which need every payee's total. What is
    no longer owed under any version comes back under the latest of its specification that pays the
    payee nothing else for the year: a new version can stop paying for months that an earlier paid.
    """
    before, plans = paid_before(at), plans_in(at)
    versions: dict[str, list[str]] = defaultdict(list)
    for approved_version in approved_versions(at):
        versions[approved_version.code].insert(0, approved_version.version)
    taken: set[tuple[str, str, str, str, int, str]] = set()
    totals: dict[str, RunTotal] = defaultdict(RunTotal)
    owed = owed_by(governing(run_month, at), run_month, at)
    for calculated in lines_due(owed, before.paid, run_month, regular=regular):
        totals[calculated.payee].add(calculated.lines)
        place = (
            calculated.specification,
            calculated.term,
            calculated.payee,
            calculated.for_code,
            calculated.year,
        )
        if not calculated.version:
            free = (version for version in versions[place[0]] if (*place, version) not in taken)
            calculated = replace(calculated, version=next(free, ""))  # noqa: PLW2901
        taken.add((*place, calculated.version))
        yield calculated
    yield from debts(totals, before.debts, run_month, plans=plans, regular=regular)


def names() -> Names:
    """The keys and names of today that lines are written with."""
    return Names(
        versions={
            (approved_version.code, approved_version.version): approved_version.pk
            for approved_version in approved_versions()
        },
        payees={
            code: (pk, name)
            for pk, code, name in Organisation.objects.values_list("pk", "code", "name")
        },
    )
