"""Builds the facts of one invented practice, network or home, for tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from commissioning.domain.periods import Month, Period
from commissioning.specifications.schema import (
    RegisteredService,
    Specification,
    read_specification,
)
from payments.rules.entitlements import Governed, everything_owed
from payments.rules.facts import (
    Answer,
    Claimed,
    Count,
    Decided,
    HomeFacts,
    ListFact,
    NetworkFacts,
    PracticeFacts,
    Protected,
    RunFacts,
    Submission,
)
from payments.rules.lines import Calculated, PaidToDate, lines_due
from payments.rules.owed import Owed

DATA = Path(__file__).parents[3] / "commissioning" / "specifications" / "data"
ALWAYS = Period(date(1974, 4, 1), date.max)
LIST_DAYS = {
    "proactive-care": date(2020, 1, 1),
    "coordinated-care": date(2016, 4, 1),
    "enhanced-health-in-care-homes": date(2020, 1, 1),
    "covid-costs": date(2020, 1, 1),
}


@cache
def specification(code: str, **choosing: str) -> Specification:
    """One of the four, with other readings chosen where a test asks what they would pay."""
    text = (DATA / f"{code}.toml").read_text()
    return read_specification(
        text, choosing={key.replace("_", "-"): value for key, value in choosing.items()}
    )


def signed(on: str = "2020-05-22", start: str = "", end: str = "") -> Answer:
    return Answer(True, day(on), day(start) if start else None, day(end) if end else None)


def declined(on: str = "2020-05-22") -> Answer:
    return Answer(False, day(on))


def day(text: str) -> date:
    return date.fromisoformat(text)


def decided(kind: str, outcome: str, subject: str = "", **more: Any) -> Decided:
    return Decided(
        kind,
        subject,
        outcome,
        day(more["start"]) if "start" in more else None,
        day(more["end"]) if "end" in more else None,
        Decimal(str(more["figure"])) if "figure" in more else None,
        more.get("reason", "as the evidence shows"),
        "J. Bell, head of primary care",
        day(more.get("on", "2021-04-20")),
    )


def practice(
    listed: int | str = 7423,
    *,
    code: str = "C86001",
    specification_code: str = "proactive-care",
    answers: Mapping[str, Answer] | None = None,
    register: int | None = None,
    audits: Mapping[str, int] | None = None,
    returns: Mapping[tuple[str, str | None], tuple[str, bool | None]] | None = None,
    decisions: tuple[Decided, ...] = (),
    claims: tuple[Claimed, ...] = (),
    protected: tuple[Protected, ...] = (),
    open_days: tuple[Period, ...] = (ALWAYS,),
    network: str = "U10001",
    kind: str = "raw",
) -> PracticeFacts:
    stands_for = LIST_DAYS[specification_code]
    lists = {}
    if listed:
        lists[kind, stands_for] = ListFact(Decimal(listed), stands_for, stands_for, "NHS Digital")
    return PracticeFacts(
        code=code,
        name=f"Practice {code}",
        open=open_days,
        networks=((ALWAYS, network),),
        lists=lists,
        answers={
            (specification_code, element): answer for element, answer in (answers or {}).items()
        },
        declared={specification_code: Count(date(2020, 5, 22), register, "sign-up form")}
        if register is not None
        else {},
        audits={
            specification_code: tuple(
                Count(day(on), patients, "audit") for on, patients in (audits or {}).items()
            )
        },
        returns={
            (specification_code, each, day(period) if period else None): Submission(day(on), met)
            for (each, period), (on, met) in (returns or {}).items()
        },
        decisions={specification_code: decisions},
        claims={specification_code: claims},
        protected={specification_code: protected},
    )


def network(code: str = "U10001", decisions: tuple[Decided, ...] = ()) -> NetworkFacts:
    return NetworkFacts(
        code, f"Network {code}", ALWAYS, {"enhanced-health-in-care-homes": decisions}
    )


def home(
    beds: list[tuple[str, str, int]],
    *,
    code: str = "1-100000001",
    aligned: list[tuple[str, str, str]] | None = None,
    residents: Mapping[str, int] | None = None,
    opened: str = "2010-10-01",
    closed: str = "",
    services: Iterable[RegisteredService] = RegisteredService,
) -> HomeFacts:
    """A home with beds as (from, to or "", number), aligned as (from, to or "", network)."""
    return HomeFacts(
        location_id=code,
        name=f"Home {code}",
        services=frozenset(services),
        open=Period(day(opened), day(closed) if closed else date.max),
        beds=tuple(
            (Period(day(start), day(end) if end else date.max), number, "CQC")
            for start, end, number in beds
        ),
        alignments=tuple(
            (Period(day(start), day(end) if end else date.max), whose)
            for start, end, whose in (aligned or [("2020-08-01", "", "U10001")])
        ),
        residents={
            whose: ((date(2020, 8, 1), number),) for whose, number in (residents or {}).items()
        },
    )


def months(first: str, last: str) -> tuple[Month, ...]:
    return tuple(Month.parse(first).through(Month.parse(last)))


def all_months(spec: Specification, until: str) -> tuple[Month, ...]:
    last = min(Month.parse(until), Month.of(spec.period.end))
    return tuple(Month.of(spec.period.start).through(last))


def owed(
    *codes: str | Specification,
    practices: tuple[PracticeFacts, ...] = (),
    networks: tuple[NetworkFacts, ...] = (),
    homes: tuple[HomeFacts, ...] = (),
    until: str = "2021-03",
) -> list[Owed]:
    """Everything owed under some specifications, for whole months up to one."""
    specifications = [specification(each) if isinstance(each, str) else each for each in codes]
    governed = [Governed(each, all_months(each, until)) for each in specifications]
    facts = RunFacts(practices, networks, homes)
    return list(everything_owed(governed, facts, Month.parse(until)))


def by_month(found: list[Owed], term: str, payee: str = "C86001") -> dict[str, Decimal]:
    """Pounds that may be paid for each month under one term, where nothing was paid before."""
    amounts: dict[str, Decimal] = {}
    for each in found:
        if each.term == term and each.payee == payee:
            held = each.held or ("",) * len(each.months)
            for month, amount, hold in zip(each.months, each.figure.series, held, strict=True):
                so_far = amounts.get(str(month), Decimal(0))
                amounts[str(month)] = so_far + (Decimal(0) if hold else amount)
    return amounts


def run(
    found: list[Owed], month: str, paid: PaidToDate | None = None, *, regular: bool = True
) -> list[Calculated]:
    return list(lines_due(found, paid or {}, Month.parse(month), regular=regular))
