"""Local funding kept whole until a service starts, then the excess over what replaced it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from commissioning.domain.figures import Figure, Series, derive, given
from commissioning.domain.money import NOTHING
from commissioning.domain.periods import Month, Period, written
from commissioning.specifications.schema import ProtectedAmount, Specification
from payments.rules.facts import HomeFacts, PracticeFacts, Protected
from payments.rules.instalments import calendar_of
from payments.rules.owed import Owed, one_text, whole

Premiums = Mapping[tuple[str, Month], Decimal]  # what a network is owed in a month, by its code


def protected_amount(
    specification: Specification,
    term: ProtectedAmount,
    practice: PracticeFacts,
    homes: tuple[HomeFacts, ...],
    premiums: Premiums,
    months: tuple[Month, ...],
) -> Owed | None:
    """What remains of a practice's protected amounts in each month; None where it has none.

    Paid in full until `whole_until`; then the network's premium, shared by the practice's
    residents, is taken off. Clause: S1, 10; D-39; DOMAIN 5, protected local funding.
    """
    protected_sums = practice.protected.get(specification.code, ())
    if not any(
        protected_sum.period.days_in(month) for protected_sum in protected_sums for month in months
    ):
        return None
    parts = [_monthly(protected_sum, practice, months) for protected_sum in protected_sums]
    whole_amount = parts[0] if len(parts) == 1 else derive("Protected", "add", *parts)
    replaced, unknown = _replaced(term, practice, homes, premiums, whole_amount.series, months)
    figure = whole_amount
    if replaced is not None:
        left = derive("Protected less what replaced it", "take away", whole_amount, replaced)
        least = derive("At least nothing", "the higher of", left, given("Nothing", NOTHING))
        figure = derive(term.title + ", {month}", "round to the penny", least)
    protected_months = frozenset(
        month
        for month in months
        if any(protected_sum.period.days_in(month) for protected_sum in protected_sums)
    )
    return Owed.under(
        specification,
        term,
        practice.code,
        months,
        figure,
        held=unknown,
        gap=_gap(unknown),
        shown=protected_months,
    )


def _monthly(
    protected_sum: Protected, practice: PracticeFacts, months: tuple[Month, ...]
) -> Figure:
    annual = given(
        f"{protected_sum.service}, a year",
        protected_sum.annual_amount,
        source="protected local funding",
    )
    april = months[0].financial_year.first_month
    scheduled = calendar_of(months, april).shared_out(annual)
    days = tuple(_days(protected_sum.period, practice, month) for month in months)
    return derive(
        f"{protected_sum.service}, {{month}}",
        "part delivered",
        scheduled,
        given(
            "Days of {word} protected",
            tuple(whole(day_count) for day_count in days),
            source=f"{protected_sum.service}, protected local funding",
        ),
        given("Days in {word}", tuple(whole(month.days) for month in months)),
    )


def _days(period: Period, practice: PracticeFacts, month: Month) -> int:
    spans = (period.within(opened) for opened in practice.open)
    return sum(span.days_in(month) for span in spans if span)


def _gap(unknown: tuple[str, ...]) -> str:
    """The first month in which it is not known what replaced the amount, and how many follow."""
    missing = [reason for reason in unknown if reason]
    if len(missing) < 2:  # noqa: PLR2004
        return "".join(missing)
    return f"{missing[0]}, nor in {len(missing) - 1} later"


def _replaced(
    term: ProtectedAmount,
    practice: PracticeFacts,
    homes: tuple[HomeFacts, ...],
    premiums: Premiums,
    amounts: Series,
    months: tuple[Month, ...],
) -> tuple[Figure | None, tuple[str, ...]]:
    """What replaced the amount in each month: the network's premium by the practice's residents.

    And for each month the residents that are missing, if any: it cannot be paid until they are
    counted. Months in which nothing is kept need none.
    """
    premium, own, everyone, sources, unknown = [], [], [], [], []
    for month, amount in zip(months, amounts, strict=True):
        network = practice.network_on(month.first)
        paid = premiums.get((network, month), NOTHING)
        total, counted, gap = 1, 0, ""
        if month.last <= term.whole_until:
            paid, source = NOTHING, f"paid in full until {written(term.whole_until)} (D-39)"
        elif not paid:
            source = "no premium is paid to its network"
        else:
            total, counted, source = _residents(practice.code, network, homes, month)
            if not total and amount:
                gap = f"No residents counted in the homes of {network} in {month.name}"
        premium.append(paid)
        own.append(whole(counted))
        everyone.append(whole(total or 1))
        sources.append(source)
        unknown.append(gap)
    if not any(premium):
        return None, tuple(unknown)
    share = derive(
        "Premium for the practice's residents",
        "multiply",
        given("The network's premium", tuple(premium), source=one_text(sources)),
        given("The practice's residents", tuple(own)),
    )
    replaced = derive(
        "What replaced it",
        "divide",
        share,
        given("All residents of the network's homes", tuple(everyone)),
    )
    return replaced, tuple(unknown)


def _residents(
    practice: str, network: str, homes: tuple[HomeFacts, ...], month: Month
) -> tuple[int, int, str]:
    """All residents of a network's homes, those of one practice, and what they were counted by."""
    aligned = [home for home in homes if home.network_on(month.first) == network]
    total = sum(home.residents_of(code, month) for home in aligned for code in home.residents)
    own = sum(home.residents_of(practice, month) for home in aligned)
    later = any(home.counted_later(code, month) for home in aligned for code in home.residents)
    source = f"premium of {network}"
    return total, own, source + (", by residents first counted later" if later else "")
