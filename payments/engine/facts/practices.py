"""What is known of a commissioner's practices and networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from commissioning.domain.periods import Period, written
from commissioning.models import Organisation
from payments.engine.facts.rows import Gathered, Rows, span
from payments.models import Claim, Decision, ProtectedSum
from payments.rules.facts import (
    Answer,
    Claimed,
    Count,
    Decided,
    ListFact,
    NetworkFacts,
    PracticeFacts,
    Protected,
    Submission,
)
from practices.models import ListSize, Membership, RegisterCount, Return, SignUp

PRACTICE, PCN = Organisation.Kind.PRACTICE, Organisation.Kind.PCN
COMMISSIONER = Organisation.Kind.COMMISSIONER
SIGNED = SignUp.Response.SIGNED


def organisations_in(
    rows: Gathered, commissioner: str
) -> tuple[tuple[NetworkFacts, ...], tuple[PracticeFacts, ...]]:
    ours: dict[int, list[Period]] = defaultdict(list)
    networks_of: dict[int, list[tuple[Period, str]]] = defaultdict(list)
    memberships = rows.of(Membership).values_list(
        "member_id", "group_id", "group_kind", "starts_on", "ends_on"
    )
    for member, group, kind, start, end in memberships:
        if kind == COMMISSIONER and rows.codes[group] == commissioner:
            ours[member].append(span(start, end))
        elif kind == PCN:
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
        if kind == PCN and pk in ours:
            decided = _by_specification(decisions.get(pk, ()), Decided)
            networks.append(NetworkFacts(code, name, span(opened, closed), decided))
    return (
        tuple(sorted(networks, key=lambda network: network.code)),
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
        "withdrawn_on",
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
        (rows.codes[owner], specification, code): Submission(submitted, is_met)
        for owner, owner_rows in returns.items()
        if rows.organisations[owner][1] == PCN
        for specification, code, period, submitted, is_met in owner_rows
        if period is None
    }
    practices = []
    for pk, (code, kind, name, opened, closed) in rows.organisations.items():
        if kind != PRACTICE or pk not in ours:
            continue
        declared, audits = _counts(counts.get(pk, ()))
        practices.append(
            PracticeFacts(
                code=code,
                name=name,
                open=_open_days(span(opened, closed), tuple(ours[pk])),
                networks=tuple(sorted(networks_of.get(pk, ()))),
                lists=_lists(lists.get(pk, ())),
                answers={
                    (specification, element): _answer(
                        response == SIGNED, responded, start, end, version
                    )
                    for specification, element, response, responded, start, end, version in (
                        answers.get(pk, ())
                    )
                },
                declared=declared,
                audits=audits,
                returns={
                    (specification, return_code, period): Submission(submitted, is_met)
                    for specification, return_code, period, submitted, is_met in returns.get(pk, ())
                },
                decisions=_by_specification(decisions.get(pk, ()), Decided),
                claims=_by_specification(_not_withdrawn(claims.get(pk, ())), _claimed),
                protected={
                    specification_code: tuple(
                        Protected(service, amount, span(start, end))
                        for specification, service, amount, start, end in sorted(
                            protected.get(pk, ()), key=lambda row: row[:4]
                        )
                        if specification == specification_code
                    )
                    for specification_code in {row[0] for row in protected.get(pk, ())}
                },
                group_returns=group_returns,
            )
        )
    return tuple(sorted(practices, key=lambda practice: practice.code))


# What is alike in many practices is made once and shared.
_answer = lru_cache(maxsize=4096)(Answer)


@lru_cache(maxsize=4096)
def _open_days(is_open: Period, ours: tuple[Period, ...]) -> tuple[Period, ...]:
    """The days on which a practice is open and ours."""
    return tuple(sorted(days for period in ours if (days := is_open.within(period))))


def _lists(rows: Iterable[Any]) -> dict[tuple[str, date], ListFact]:
    """For each kind and day the list that counts: one taken on the day itself, else a stand-in."""
    lists: dict[tuple[str, date], ListFact] = {}
    for kind, stands_for, counted_on, patients, source in rows:
        list_fact = lists.get((kind, stands_for))
        nearer = list_fact is None or abs(counted_on - stands_for) < abs(
            list_fact.counted_on - stands_for
        )
        if nearer:
            lists[kind, stands_for] = ListFact(_plain(patients), counted_on, stands_for, source)
    return lists


def _plain(number: Decimal) -> Decimal:
    """Write 7423.00 as 7423, and keep 7980.01 as it is."""
    return number.to_integral_value() if number == number.to_integral_value() else number


def _counts(rows: Sequence[Any]) -> tuple[dict[str, Count], dict[str, tuple[Count, ...]]]:
    """The latest declared count, and every audit, by specification. A spot check only informs."""
    if not rows:
        return {}, {}
    declared: dict[str, Count] = {}
    audits: dict[str, list[Count]] = defaultdict(list)
    for specification, kind, counted_on, patients, source in rows:
        count = Count(counted_on, patients, source or f"counted {written(counted_on)}")
        if kind == RegisterCount.Kind.AUDIT:
            audits[specification].append(count)
        elif kind == RegisterCount.Kind.SPOT:
            continue
        elif specification not in declared or declared[specification].counted_on < counted_on:
            declared[specification] = count
    return declared, {
        code: tuple(sorted(audit_counts, key=lambda count: count.counted_on))
        for code, audit_counts in audits.items()
    }


def _not_withdrawn(rows: Sequence[Any]) -> list[Any]:
    """The claims that stand; a withdrawn one stays on record, and nothing is paid for it."""
    return [values for *values, withdrawn_on in rows if withdrawn_on is None]


def _claimed(
    reference: str, category: str, incurred_on: date, quantity: Decimal, *rest: Any
) -> Claimed:
    return Claimed(reference, category, incurred_on, _plain(quantity), *rest)


def _by_specification(rows: Sequence[Any], kind: Any) -> dict[str, tuple[Any, ...]]:
    if not rows:
        return {}
    grouped: dict[str, list[Any]] = defaultdict(list)
    for specification, *values in rows:
        grouped[specification].append(kind(*values))
    return {code: tuple(sorted(facts, key=repr)) for code, facts in grouped.items()}
