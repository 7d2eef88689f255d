"""Payment terms: what is paid, per what, when, and what it depends on.

A closed union: a new kind of payment is a new class here, and the type checker names every place
that must learn of it. The formulas are in `payments/rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commissioning.domain.periods import Month, Period


@dataclass(frozen=True, slots=True)
class Rate:
    """Pounds per unit from a day on, and the clause that says so."""

    start: date
    amount: Decimal
    clause: str
    end: date | None = None  # the last day it stands; None: until the next rate


@dataclass(frozen=True, slots=True)
class ListBasis:
    """Which list of patients counts: its kind (raw or weighted) and the day it was taken."""

    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Cap:
    """The most register patients that are paid for: a share of a list."""

    percent: Decimal
    list: ListBasis
    rounding: str = "none"  # none, floor or ceil (interpretation D-03)


class ConditionKind(StrEnum):
    PARTICIPATION = "participation"  # signed up to, and delivering, every element
    RETURN = "return"  # a return was received in time and its answers stand
    REGISTER = "register"  # an audit found at least the share of the list
    DECISION = "decision"  # the commissioner decides on evidence


@dataclass(frozen=True, slots=True)
class Condition:
    """Something a year-end payment depends on."""

    code: str
    title: str
    kind: ConditionKind
    clause: str
    due: date
    return_code: str = ""  # for a return
    percent: Decimal = Decimal(0)  # for a register: at least this share of the list
    list: ListBasis | None = None
    accepted_until: date | None = None


@dataclass(frozen=True, slots=True)
class TermBasics:
    """What every payment term has, whatever it pays for."""

    code: str
    title: str
    kind: str  # the kind of its line for its own month: instalment, premium, achievement …
    rates: tuple[Rate, ...]
    elements: tuple[str, ...]  # the elements whose delivery it pays for, by month
    period: Period  # the months it pays for
    clause: str
    rests_on: tuple[str, ...]  # codes of the interpretations it rests on
    pays: str = "practice"  # who is paid: practice or pcn

    def __hash__(self) -> int:
        """Quick, however much a term says; equality still looks at all of it."""
        return hash(self.code)


@dataclass(frozen=True, slots=True)
class PerRegisterPatient:
    """So much a year for each patient on the register, up to a cap, in monthly instalments."""

    basics: TermBasics
    cap: Cap
    register: str = "declared"  # declared: a count on record is paid for; notional: always the cap


@dataclass(frozen=True, slots=True)
class PerListedPatient:
    """So much a year for each patient on a list, raw or weighted, in monthly instalments."""

    basics: TermBasics
    list: ListBasis
    yearly_times: int = 1  # the rate x times / over makes a year's (D-08: 1/1, 2/1 or 12/18)
    yearly_over: int = 1
    yearly_reason: str = ""


@dataclass(frozen=True, slots=True)
class PerBed:
    """So much a month for each registered bed of each home aligned to a PCN."""

    basics: TermBasics
    beds_on: int = 1  # the day of the month on which beds and alignment are read
    services: tuple[str, ...] = ()  # the registered services whose beds count (D-14)


@dataclass(frozen=True, slots=True)
class RewardedYear:
    """The months that one year-end payment rewards (it is for the last of them), and on what."""

    period: Period
    conditions: tuple[Condition, ...]
    counted: Period | None = None  # months in which the part delivered is counted (D-19); all
    pay_by: date | None = None
    pay_by_assumed: bool = False


@dataclass(frozen=True, slots=True)
class AtYearEnd:
    """So much for a year, once, if every condition is met and the commissioner decides to pay.

    Per register patient (with a cap) or per listed patient (with a list, and no cap). The rate is
    the one that stands on the first day of the year's last month.
    """

    basics: TermBasics
    years: tuple[RewardedYear, ...]
    cap: Cap | None = None
    list: ListBasis | None = None
    held_by: tuple[str, ...] = ()  # returns of the year whose absence holds it
    register: str = "declared"  # as for PerRegisterPatient


@dataclass(frozen=True, slots=True)
class ClaimCategory:
    """A kind of cost that can be claimed: when, for how much, how often."""

    code: str
    title: str
    window: Period
    clause: str
    unit: str  # session, hour, item
    most_per_unit: Decimal | None = None
    most_units_a_week: int | None = None
    refused: str = ""  # why it is never paid here; empty: it can be
    claim_by: date | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OnClaim:
    """Costs paid back, within caps and windows, net of other funding, as decided."""

    basics: TermBasics
    categories: tuple[ClaimCategory, ...]
    declares: tuple[str, ...] = ()  # what the claimant confirms


@dataclass(frozen=True, slots=True)
class ProtectedAmount:
    """A local payment kept whole until a service starts, then the excess over what replaced it."""

    basics: TermBasics
    whole_until: date  # the last day on which it is paid in full (interpretation D-39)
    replaced_by: tuple[str, str]  # specification and term whose payment replaces it


PaymentTerm = PerRegisterPatient | PerListedPatient | PerBed | AtYearEnd | OnClaim | ProtectedAmount


def rate_on(rates: tuple[Rate, ...], month: Month) -> Rate | None:
    """The rate that stands on the first day of a month, or None where there is none."""
    standing = [
        rate
        for rate in rates
        if rate.start <= month.first and (rate.end is None or month.first <= rate.end)
    ]
    return max(standing, key=lambda rate: rate.start, default=None)
