"""Gathers every fact that payments rest on, now or as it stood at a moment, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from carehomes.models import Alignment, BedCount, CareHome, ResidentCount
from commissioning.domain.periods import Month, Period, written
from commissioning.history import key_field
from commissioning.models import Organisation
from payments.gathered import Gathered, Rows, span
from payments.models import Claim, Decision, ProtectedSum, Reallocation, ReallocationShare
from payments.rules.facts import (
    Answer,
    Claimed,
    Count,
    Decided,
    Facts,
    HomeFacts,
    ListFact,
    NetworkFacts,
    PracticeFacts,
    Protected,
    Share,
    Submission,
)
from practices.models import ListSize, Membership, RegisterCount, Return, SignUp


def gather(commissioner: str, at: datetime | None = None) -> Facts:
    """Everything known of one commissioner's practices, networks and homes.

    `at` asks for what was on record at a moment; without it, for what is on record now.
    """
    return facts_in(Gathered(at), commissioner)


def facts_in(rows: Gathered, commissioner: str) -> Facts:
    """What the gathered rows say of one commissioner's practices, networks and homes."""
    networks, practices = _organisations(rows, commissioner)
    return Facts(
        practices=practices,
        networks=networks,
        homes=_homes(rows),
        shares=_shares(rows),
    )


def _organisations(
    rows: Gathered, commissioner: str
) -> tuple[tuple[NetworkFacts, ...], tuple[PracticeFacts, ...]]:
    ours: dict[int, list[Period]] = defaultdict(list)
    networks_of: dict[int, list[tuple[Period, str]]] = defaultdict(list)
    memberships = rows.of(Membership).values_list(
        "member_id", "group_id", "group_kind", "starts_on", "ends_on"
    )
    for member, group, kind, start, end in memberships:
        if kind == Organisation.Kind.COMMISSIONER and rows.codes[group] == commissioner:
            ours[member].append(span(start, end))
        elif kind == Organisation.Kind.PCN:
            networks_of[member].append((span(start, end), rows.codes[group]))
    decisions = rows.grouped(
        Decision,
        "organisation_id",
        "specification",
        "kind",
        "subject",
        "outcome",
        "starts_on",
        "ends_on",
        "figure",
        "reason",
        "decided_by",
        "decided_on",
    )
    networks = []
    for pk, (code, kind, name, opened, closed) in rows.organisations.items():
        if kind == Organisation.Kind.PCN and pk in ours:
            decided = _by_specification(decisions.get(pk, ()), Decided)
            networks.append(NetworkFacts(code, name, span(opened, closed), decided))
    return (
        tuple(sorted(networks, key=lambda each: each.code)),
        _practices(rows, ours, networks_of, decisions),
    )


def _practices(
    rows: Gathered,
    ours: Mapping[int, list[Period]],
    networks_of: Mapping[int, list[tuple[Period, str]]],
    decisions: Rows,
) -> tuple[PracticeFacts, ...]:
    lists = rows.grouped(
        ListSize, "practice_id", "kind", "stands_for", "counted_on", "patients", "source"
    )
    answers = rows.grouped(
        SignUp,
        "practice_id",
        "specification",
        "element",
        "response",
        "responded_on",
        "starts_on",
        "ends_on",
        "version__version",
    )
    counts = rows.grouped(
        RegisterCount, "practice_id", "specification", "kind", "counted_on", "patients", "source"
    )
    returns = rows.grouped(
        Return, "organisation_id", "specification", "code", "period", "submitted_on", "met"
    )
    claims = rows.grouped(
        Claim,
        "practice_id",
        "specification",
        "reference",
        "category",
        "incurred_on",
        "quantity",
        "unit_cost",
        "other_funding",
        "claimed_on",
    )
    protected = rows.grouped(
        ProtectedSum,
        "practice_id",
        "specification",
        "service",
        "annual_amount",
        "starts_on",
        "ends_on",
    )
    group_returns = {
        (rows.codes[owner], specification, code): Submission(submitted, met)
        for owner, each in returns.items()
        if rows.organisations[owner][1] == Organisation.Kind.PCN
        for specification, code, period, submitted, met in each
        if period is None
    }
    practices = []
    for pk, (code, kind, name, opened, closed) in rows.organisations.items():
        if kind != Organisation.Kind.PRACTICE or pk not in ours:
            continue
        is_open = span(opened, closed)
        open_and_ours = [is_open.within(each) for each in ours[pk]]
        declared, audits = _counts(counts.get(pk, ()))
        practices.append(
            PracticeFacts(
                code=code,
                name=name,
                open=tuple(sorted(each for each in open_and_ours if each)),
                networks=tuple(sorted(networks_of.get(pk, ()))),
                lists=_lists(lists.get(pk, ())),
                answers={
                    (specification, element): Answer(
                        response == SignUp.Response.SIGNED, responded, start, end, version
                    )
                    for specification, element, response, responded, start, end, version in (
                        answers.get(pk, ())
                    )
                },
                declared=declared,
                audits=audits,
                returns={
                    (specification, asked, period): Submission(submitted, met)
                    for specification, asked, period, submitted, met in returns.get(pk, ())
                },
                decisions=_by_specification(decisions.get(pk, ()), Decided),
                claims=_by_specification(claims.get(pk, ()), _claimed),
                protected={
                    each: tuple(
                        Protected(service, amount, span(start, end))
                        for specification, service, amount, start, end in sorted(
                            protected.get(pk, ()), key=lambda row: row[:4]
                        )
                        if specification == each
                    )
                    for each in {row[0] for row in protected.get(pk, ())}
                },
                group_returns=group_returns,
            )
        )
    return tuple(sorted(practices, key=lambda each: each.code))


def _lists(found: Iterable[Any]) -> dict[tuple[str, date], ListFact]:
    """For each kind and day the list that counts: one taken on the day itself, else a stand-in."""
    lists: dict[tuple[str, date], ListFact] = {}
    for kind, stands_for, counted_on, patients, source in found:
        known = lists.get((kind, stands_for))
        nearer = known is None or abs(counted_on - stands_for) < abs(known.counted_on - stands_for)
        if nearer:
            lists[kind, stands_for] = ListFact(_plain(patients), counted_on, stands_for, source)
    return lists


def _plain(number: Decimal) -> Decimal:
    """Write 7423.00 as 7423, and keep 7980.01 as it is."""
    return number.to_integral_value() if number == number.to_integral_value() else number


def _counts(found: Iterable[Any]) -> tuple[dict[str, Count], dict[str, tuple[Count, ...]]]:
    """The latest declared count, and every audit, by specification."""
    declared: dict[str, Count] = {}
    audits: dict[str, list[Count]] = defaultdict(list)
    for specification, kind, counted_on, patients, source in found:
        count = Count(counted_on, patients, source or f"counted {written(counted_on)}")
        if kind == RegisterCount.Kind.AUDIT:
            audits[specification].append(count)
        elif specification not in declared or declared[specification].counted_on < counted_on:
            declared[specification] = count
    return declared, {
        code: tuple(sorted(each, key=lambda count: count.counted_on))
        for code, each in audits.items()
    }


def _claimed(
    reference: str, category: str, incurred_on: date, quantity: Decimal, *rest: Any
) -> Claimed:
    return Claimed(reference, category, incurred_on, _plain(quantity), *rest)


def _by_specification(found: Iterable[Any], kind: Any) -> dict[str, tuple[Any, ...]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for specification, *values in found:
        grouped[specification].append(kind(*values))
    return {code: tuple(sorted(each, key=repr)) for code, each in grouped.items()}


def _homes(rows: Gathered) -> tuple[HomeFacts, ...]:
    beds = rows.grouped(
        BedCount, "home_id", "starts_on", "ends_on", "beds", "counted_on", "stands_in", "source"
    )
    alignments = rows.grouped(Alignment, "home_id", "starts_on", "ends_on", "pcn_id")
    residents = rows.grouped(ResidentCount, "home_id", "practice_id", "counted_on", "residents")
    homes = rows.of(CareHome).values_list(
        key_field(rows.at),
        "location_id",
        "name",
        "nursing",
        "residential",
        "registered_on",
        "closed_on",
    )
    return tuple(
        HomeFacts(
            location_id=location,
            name=name,
            counts_for_premium=nursing or residential,
            open=span(registered, closed),
            beds=tuple(
                (span(start, end), count, _bed_source(counted_on, source, stands_in=stands_in))
                for start, end, count, counted_on, stands_in, source in sorted(
                    beds.get(pk, ()), key=lambda row: row[0]
                )
            ),
            alignments=tuple(
                sorted(
                    (span(start, end), rows.codes[pcn])
                    for start, end, pcn in alignments.get(pk, ())
                )
            ),
            residents=_residents(rows, residents.get(pk, ())),
        )
        for pk, location, name, nursing, residential, registered, closed in sorted(
            homes, key=lambda row: row[1]
        )
    )


def _bed_source(counted_on: date, source: str, *, stands_in: bool) -> str:
    edition = f"{source or 'CQC care directory'}, edition of {written(counted_on)}"
    return f"{edition}, standing in" if stands_in else edition


def _residents(rows: Gathered, found: Iterable[Any]) -> dict[str, tuple[tuple[date, int], ...]]:
    counts: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for practice, counted_on, number in found:
        counts[rows.codes[practice]].append((counted_on, number))
    return {code: tuple(sorted(each)) for code, each in counts.items()}


def _shares(rows: Gathered) -> tuple[Share, ...]:
    """The shares of approved reallocations, each with all the weights it was shared by."""
    shares = rows.grouped(ReallocationShare, "reallocation_id", "payee_id", "weight", "amount")
    found = []
    for pk, specification, term, freed_by, last_month, amount, basis, reason, approved in rows.of(
        Reallocation
    ).values_list(
        key_field(rows.at),
        "specification",
        "term",
        "freed_by_id",
        "last_month",
        "amount",
        "basis",
        "reason",
        "approved_on",
    ):
        if approved is None:
            continue
        parts = sorted(shares.get(pk, ()), key=lambda row: rows.codes[row[0]])
        weights = tuple(weight for _, weight, _ in parts)
        for position, (payee, _, _) in enumerate(parts):
            found.append(
                Share(
                    specification=specification,
                    term=term,
                    freed_by=rows.codes[freed_by],
                    payee=rows.codes[payee],
                    month=Month.of(last_month),
                    pot=amount,
                    weights=weights,
                    position=position,
                    basis=basis,
                    source=f"approved {written(approved)}: {reason}",
                )
            )
    return tuple(sorted(found, key=lambda share: (share.payee, share.freed_by, share.month)))
