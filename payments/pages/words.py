"""How the screens write amounts, states and who did something when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from commissioning.domain.money import pounds
from commissioning.models import User
from commissioning.records.audit import moment
from commissioning.web.addresses import address
from commissioning.web.components import Tag

MINUS = "\N{MINUS SIGN}"


def sterling(amount: Decimal) -> str:
    """An amount as people read it: £2,115.56, or −£2,115.56."""
    return f"{MINUS if amount < 0 else ''}£{pounds(abs(amount))}"


def change(amount: Decimal) -> str:
    """A difference, its sign always shown: +£12.00."""
    return f"+{sterling(amount)}" if amount > 0 else sterling(amount)


def by(person: User | None, at: datetime | None) -> str:
    """Who did something, and when; nothing where nobody did yet."""
    if person is None or at is None:
        return ""
    return f"{person}, {moment(at)}"


DRAFT = Tag("Draft", "yellow")
APPROVED = Tag("Approved", "green")
PAID = Tag("Paid", "green")
DUE = Tag("Due", "blue")
FORECAST = Tag("Forecast", "grey")
HELD = Tag("Held", "orange")
MISSING = Tag("Fact missing", "red")


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """A number at the top of a page, and where on it there is more about it."""

    title: str
    number: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ActionLink:
    text: str
    href: str
    asks: bool = False  # a button that asks for the file, which a worker makes


@dataclass(frozen=True, slots=True)
class ActionButton:
    """Something that can be done to a run or a claim, or why this person cannot do it."""

    text: str
    href: str
    reason: str = ""


def line_href(reference: str) -> str:
    """Where a line's page is. Not reversed, because pages hold hundreds of them."""
    return address("payments:line", reference=reference)


def payee_href(code: str, year: object = "") -> str:
    return (
        address("payments:payee_year", code=code, year=year)
        if year
        else address("payments:payee", code=code)
    )


def month_href(code: str, month: object) -> str:
    return address("payments:payee_month", code=code, month=month)


def run_href(code: str) -> str:
    return address("payments:run", code=code)


def changes_href(code: str) -> str:
    return address("payments:run_changes", code=code)


def run_payee_href(run: str, payee: str) -> str:
    return address("payments:run_payee", code=run, payee_code=payee)


def statement_href(payee: str, run: str) -> str:
    return address("payments:statement", code=payee, run_code=run)


def joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
