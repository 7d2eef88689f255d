"""Double entry: every journal balances, whatever is paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.periods import Month
from payments.rules.journals import (
    Coding,
    Control,
    JournalLine,
    UnbalancedError,
    net,
    period_name,
    postings,
    reversed_on,
)

JUNE = Month(2020, 6)
pennies = st.integers(-10_000_000, 10_000_000).map(lambda pence: Decimal(pence) / 100)
codings = st.builds(
    Coding,
    entity=st.sampled_from(["02X", "02Y"]),
    cost_centre=st.sampled_from(["571101", "571102"]),
    charged=st.sampled_from(["expenditure", "receivables"]),
    owed=st.just("payables"),
)


def posted(amount: Decimal, coding: Coding) -> list[JournalLine]:
    return list(
        postings(
            amount,
            coding,
            journal="2020-06",
            month=JUNE,
            accounted_on=JUNE.last,
            description="Aspiration",
            reference="2020-06/C86001/aspiration/2020-06",
        )
    )


CODING = Coding("02X", "571101", "expenditure", "payables")


def test_a_payment_debits_expenditure_and_credits_payables() -> None:
    charged, owed = posted(Decimal("2115.55"), CODING)
    assert (charged.subjective, charged.debit, charged.credit) == (
        "expenditure",
        Decimal("2115.55"),
        Decimal("0.00"),
    )
    assert (owed.subjective, owed.debit, owed.credit) == (
        "payables",
        Decimal("0.00"),
        Decimal("2115.55"),
    )


def test_a_recovery_is_posted_the_other_way_round() -> None:
    charged, owed = posted(Decimal("-2115.55"), CODING)
    assert (charged.credit, owed.debit) == (Decimal("2115.55"), Decimal("2115.55"))
    assert (charged.debit, owed.credit) == (Decimal("0.00"), Decimal("0.00"))


def test_nothing_is_posted_for_nothing() -> None:
    assert posted(Decimal("0.00"), CODING) == []


def test_empty_sides_are_left_empty() -> None:
    charged, _ = posted(Decimal("5.00"), CODING)
    assert charged.cells[6:8] == ("5.00", "")


@given(st.lists(st.tuples(pennies, codings)))
def test_any_journal_balances_in_every_entity(paid: list[tuple[Decimal, Coding]]) -> None:
    control = Control()
    for amount, coding in paid:
        for line in posted(amount, coding):
            control.add(line, "")
    control.check()
    assert control.debit == control.credit == sum(abs(amount) for amount, _ in paid)


@given(st.lists(st.tuples(pennies, codings)))
def test_expenditure_comes_to_what_is_paid(paid: list[tuple[Decimal, Coding]]) -> None:
    lines = [line for amount, coding in paid for line in posted(amount, coding)]
    on_accounts = net(lines)
    charged = sum(
        amount for (_, _, account), amount in on_accounts.items() if account != "payables"
    )
    assert charged == sum(amount for amount, _ in paid)
    assert sum(on_accounts.values()) == 0


@given(st.lists(st.tuples(pennies, codings)))
def test_an_accrual_and_its_reversal_leave_nothing(paid: list[tuple[Decimal, Coding]]) -> None:
    lines = [line for amount, coding in paid for line in posted(amount, coding)]
    back = list(reversed_on(lines, journal="REVERSAL", month=Month(2021, 4)))
    assert not any(net([*lines, *back]).values())
    assert {line.accounted_on for line in back} <= {date(2021, 4, 1)}
    assert {line.period for line in back} <= {"APR-21"}


def test_a_journal_out_of_balance_is_refused() -> None:
    control = Control()
    charged, _ = posted(Decimal("5.00"), CODING)
    control.add(charged, "")
    with pytest.raises(UnbalancedError, match=r"out of balance by 5\.00"):
        control.check()


@pytest.mark.parametrize(
    ("month", "name"),
    [(Month(2020, 6), "JUN-20"), (Month(2021, 3), "MAR-21"), (Month(2020, 4), "APR-20")],
)
def test_periods_are_named_as_ledgers_name_them(month: Month, name: str) -> None:
    assert period_name(month) == name
