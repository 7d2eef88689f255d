"""The premium for the beds of care homes, paid to the network each home is aligned to."""

from __future__ import annotations

from commissioning.domain.figures import derive, given
from commissioning.domain.periods import Month, written
from commissioning.specifications.schema import PerBed, RegisteredService, Specification
from payments.rules.facts import HomeFacts, NetworkFacts
from payments.rules.instalments import rate_figure
from payments.rules.owed import Owed, nothing, one_text, whole

WORDS = {RegisteredService.NURSING: "with", RegisteredService.RESIDENTIAL: "without"}


def per_bed(
    specification: Specification,
    term: PerBed,
    network: NetworkFacts,
    homes: tuple[HomeFacts, ...],
    months: tuple[Month, ...],
) -> list[Owed]:
    """What a network is owed for each home aligned to it: the rate times beds, month by month.

    Beds and alignment are read on one day of the month. Clause: the DES; S0; D-13, D-14.
    """
    owed = [
        _for_home(specification, term, network, home, months)
        for home in homes
        if any(code == network.code for _, code in home.alignments)
    ]
    entitlements = [entitlement for entitlement in owed if entitlement is not None]
    if entitlements:
        return entitlements
    gap = f"No care home is aligned to {network.code}"
    return [
        Owed.under(
            specification,
            term,
            network.code,
            months,
            nothing(term.title, months, gap),
            gap=gap,
            shown=frozenset(month for month in months if network.open.days_in(month)),
        )
    ]


def _for_home(
    specification: Specification,
    term: PerBed,
    network: NetworkFacts,
    home: HomeFacts,
    months: tuple[Month, ...],
) -> Owed | None:
    beds: list[int] = []
    sources: list[str] = []
    gap = ""
    aligned_in = set()
    for month in months:
        day = month.first.replace(day=term.beds_on)
        count, source = 0, f"not aligned to {network.code} on {written(day)}"
        if home.network_on(day) == network.code:
            count, source, missing = _beds_on(term, home, month)
            gap = gap or missing
            aligned_in.add(month)
        beds.append(count)
        sources.append(source)
    if not aligned_in:
        return None
    registered = given(
        "Beds on the first of {month}" if term.beds_on == 1 else "Beds in {month}",
        tuple(whole(bed_count) for bed_count in beds),
        source=one_text(sources),
    )
    rates = tuple(rate_figure(specification, term, rate_month) for rate_month in months)
    rate = given(
        "Rate for a bed a month",
        tuple(monthly_rate.number for monthly_rate in rates),
        source=one_text([str(monthly_rate.source) for monthly_rate in rates]),
    )
    product = derive("Beds at the rate", "multiply", registered, rate)
    figure = derive(f"{term.title}, {home.name}, {{month}}", "round to the penny", product)
    held = tuple(_held(specification, term, network, month) for month in months)
    return Owed.under(
        specification,
        term,
        network.code,
        months,
        figure,
        for_code=home.location_id,
        held=held,
        gap=gap,
        shown=frozenset(aligned_in),
    )


def _held(specification: Specification, term: PerBed, network: NetworkFacts, month: Month) -> str:
    """A decision to hold the network's premium in a month, unless another released it."""
    about = (specification.code, term.code)
    holds = [hold for hold in network.decided(about[0], "hold", about[1]) if hold.covers(month)]
    releases = network.decided(about[0], "release", about[1])
    if not holds or any(release.covers(month) for release in releases):
        return ""
    return f"held: {holds[0].words}"


def _beds_on(term: PerBed, home: HomeFacts, month: Month) -> tuple[int, str, str]:
    """Beds on the month's day, where the number comes from, and the gap if it is not known."""
    day = month.first.replace(day=term.beds_on)
    if home.services.isdisjoint(term.services):
        nursing = " or ".join(WORDS[service] for service in sorted(term.services))
        return 0, f"not registered with CQC as a home {nursing} nursing (D-14)", ""
    if day not in home.open:
        return 0, f"not registered on {written(day)}", ""
    for period, count, source in home.beds:
        if day in period:
            return count, source, ""
    missing = f"No bed count for {home.location_id} on {written(day)}"
    return 0, missing, missing
