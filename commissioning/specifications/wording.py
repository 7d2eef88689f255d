"""How the parts of a specification are said to people: on its pages, and where versions differ."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from commissioning.domain.periods import Period, written
from commissioning.specifications.types import (
    AtYearEnd,
    Cap,
    Condition,
    ListBasis,
    OnClaim,
    PaymentTerm,
    PerBed,
    PerListedPatient,
    PerRegisterPatient,
    ProtectedAmount,
    Rate,
    Reminder,
    Return,
    SignUpRule,
    Silence,
)

WHO = {
    "practice": "The practice",
    "pcn": "The network",
    "commissioner": "The CCG",
    "data-quality": "The data quality team",
    "finance": "Finance",
    "home-lead": "The home’s clinical lead",
}
ROUNDED = {"floor": ", rounded down to whole patients", "ceil": ", rounded up to whole patients"}


def who(code: str) -> str:
    return WHO.get(code, code.capitalize())


def pounds_of(amount: Decimal) -> str:
    """A rate as it is written: £171.00, or £1.761."""
    return f"£{amount:,}"


def days(period: Period) -> str:
    return f"{written(period.start)} to {written(period.end)}"


def all_days(periods: tuple[Period, ...]) -> str:
    return "; ".join(days(period) for period in periods)


def list_of(basis: ListBasis) -> str:
    return f"the {basis.kind} list of {written(basis.on)}"


def cap_of(cap: Cap) -> str:
    return f"at most {cap.percent}% of {list_of(cap.list)}{ROUNDED.get(cap.rounding, '')}"


def rate_of(rate: Rate) -> str:
    until = f" to {written(rate.end)}" if rate.end else ""
    return f"{pounds_of(rate.amount)} from {written(rate.start)}{until}"


def silence_of(rule: SignUpRule) -> str:
    if not rule.asked:
        return "Nobody is asked: every practice may take part"
    match rule.silence:
        case Silence.HELD:
            return "Not signed: instalments wait for an answer"
        case Silence.IN:
            return "Taking part, unless the practice opts out"
        case _:
            assert_never(rule.silence)


def reminders_of(remind: Reminder) -> str:
    """When people are reminded: “28, 14 and 7 days before; 1 day after”."""
    kind = "working day" if remind.working_days else "day"
    parts = [
        f"{_listed(numbers)} {kind}{'' if numbers == (1,) else 's'} {where}"
        for numbers, where in ((remind.days_before, "before"), (remind.days_after, "after"))
        if numbers
    ]
    return "; ".join(parts)


def _listed(numbers: tuple[int, ...]) -> str:
    *most, last = [str(number) for number in numbers]
    return f"{', '.join(most)} and {last}" if most else last


def due_of(return_: Return) -> str:
    """When a return is due, and until when it is accepted."""
    if return_.quarterly:
        months = return_.due_months_after_quarter
        late = f"{months} month{'' if months == 1 else 's'} after each quarter’s end"
        return f"{late}, for quarters that end in {days(return_.quarterly)}"
    if return_.due is None:
        return "No date"
    until = f"; accepted until {written(return_.accepted_until)}" if return_.accepted_until else ""
    return f"{written(return_.due)}{until}"


def paid_per(term: PaymentTerm) -> str:
    """What a payment is for and when it is paid, in a sentence."""
    match term:
        case PerRegisterPatient():
            return f"A year for each patient on the register, {cap_of(term.cap)}; paid by month"
        case PerListedPatient():
            times = ""
            if (term.yearly_times, term.yearly_over) != (1, 1):
                times = f", times {term.yearly_times}, over {term.yearly_over}"
            return f"A year for each patient of {list_of(term.list)}{times}; paid by month"
        case PerBed():
            return f"A month for each registered bed of aligned homes on day {term.beds_on}"
        case AtYearEnd():
            basis = cap_of(term.cap) if term.cap else ""
            if term.list:
                basis = f"for each patient of {list_of(term.list)}"
            elif basis:
                basis = f"for each patient on the register, {basis}"
            return f"Once, at the end of the year, {basis}, if every condition is met"
        case OnClaim():
            return "Costs that are claimed, within the caps and windows below, as the CCG decides"
        case ProtectedAmount():
            service, replaced = term.replaced_by
            return (
                f"Local funding, whole until {written(term.whole_until)}, then what is above the"
                f" {replaced} of {service} that replaced it"
            )
        case _:
            assert_never(term)


def condition_of(condition: Condition) -> str:
    """A condition with its date: “Sent the evaluation, by 26 February 2021”."""
    until = (
        f", accepted until {written(condition.accepted_until)}" if condition.accepted_until else ""
    )
    return f"{condition.title}, by {written(condition.due)}{until}"
