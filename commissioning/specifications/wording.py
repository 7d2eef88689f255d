"""How the parts of a specification are said to people: on its pages, and where versions differ."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from commissioning.domain.periods import Period, written
from commissioning.specifications.schema import (
    AgreedRegister,
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
    RequiredReturn,
    RewardedYear,
    SignUpRule,
    Silence,
    Specification,
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


def cap_of(spec: Specification, cap: Cap) -> str:
    return f"at most {cap.percent}% of {list_of(cap)}{ROUNDED.get(spec.reading('D-03'), '')}"


def register_of(rule: AgreedRegister) -> str:
    """The register that a practice agrees before the start, and the clause that asks for it."""
    return f"At least {rule.percent}% of {list_of(rule.list)} ({rule.clause})"


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


def due_of(return_: RequiredReturn) -> str:
    """When a return is due, and until when it is accepted."""
    if return_.quarterly:
        months = return_.due_months_after_quarter
        late = f"{months} month{'' if months == 1 else 's'} after each quarter’s end"
        return f"{late}, for quarters that end in {days(return_.quarterly)}"
    if return_.due is None:
        return "No date"
    until = f"; accepted until {written(return_.accepted_until)}" if return_.accepted_until else ""
    return f"{written(return_.due)}{until}"


def paid_per(spec: Specification, term: PaymentTerm) -> str:
    """What a payment is for and when it is paid, in a sentence."""
    match term:
        case PerRegisterPatient():
            cap = cap_of(spec, term.cap)
            return f"A year for each patient on the register, {cap}; paid by month"
        case PerListedPatient():
            times = ""
            if term.yearly is not None and not term.yearly.is_one:
                times = f", times {term.yearly.times}, over {term.yearly.over}"
            return f"A year for each patient of {list_of(term.list)}{times}; paid by month"
        case PerBed():
            return f"A month for each registered bed of aligned homes on day {term.beds_on}"
        case AtYearEnd():
            basis = cap_of(spec, term.cap) if term.cap else ""
            if term.list:
                basis = f"for each patient of {list_of(term.list)}"
            elif basis:
                basis = f"for each patient on the register, {basis}"
            return f"Once, at the end of the year, {basis}, if every condition is met"
        case OnClaim():
            return "Costs that are claimed, within the caps and windows below, as the CCG decides"
        case ProtectedAmount():
            replaced_by = term.replaced_by
            return (
                f"Local funding, whole until {written(term.whole_until)}, then what is above the"
                f" {replaced_by.payment} of {replaced_by.specification} that replaced it"
            )
        case _:
            assert_never(term)


def paid_by(year: RewardedYear) -> str:
    """The day by which a year-end payment is made: “31 May 2018 (assumed)”."""
    if year.pay_by is None:
        return ""
    return written(year.pay_by) + (" (assumed)" if year.pay_by_assumed else "")


def condition_of(spec: Specification, condition: Condition) -> str:
    """A condition with its date: “Sent the evaluation, by 26 February 2021”."""
    due, accepted_until = spec.due(condition)
    until = f", accepted until {written(accepted_until)}" if accepted_until else ""
    return f"{condition.title}, by {written(due)}{until}"
