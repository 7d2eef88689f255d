"""What is asked of people: signing up, deadlines, returns and the weekly sitrep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commissioning.domain.periods import Period, end_of_month_after, quarter_ends
from commissioning.specifications.types.payments import ListBasis


class Silence(StrEnum):
    """What having no answer by the sign-up date means."""

    HELD = "held"  # not signed: instalments wait for an answer (D-21)
    IN = "in"  # taking part unless opted out (the DES)


@dataclass(frozen=True, slots=True)
class Reminder:
    days_before: tuple[int, ...] = ()
    days_after: tuple[int, ...] = ()
    working_days: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """What a practice may offer instead, where its residents are under a share of its list."""

    percent: Decimal
    list: ListBasis
    clause: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreedRegister:
    """That a practice agrees its register with the commissioner before the service starts.

    At least the share of the list is expected; a shortfall informs a decision and stops nothing.
    """

    percent: Decimal
    list: ListBasis
    clause: str


@dataclass(frozen=True, slots=True)
class SignUpRule:
    """Who answers, by when, and what silence means."""

    by: date
    open_to: str  # practice
    silence: Silence
    clause: str
    recovers: str = ""  # "all": declining repays everything paid (D-31); "": nothing
    notice_months: int = 0
    remind: Reminder = Reminder()
    asks_again: bool = False  # earlier sign-ups do not carry over to this version
    asked: bool = True  # False: nobody is asked, every practice may take part
    assumed: bool = False  # the documents give no date
    afterwards: str = ""  # what an answer after the date needs
    offers: Offers | None = None
    register: AgreedRegister | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which somebody owes something."""

    code: str
    title: str
    owed_by: str  # practice, pcn, commissioner, data-quality, finance, home-lead
    due: date
    clause: str
    affects: str = ""
    accepted_until: date | None = None
    assumed: bool = False
    remind: Reminder = Reminder()
    return_code: str = ""  # the return that meets it, where one does
    quarter: date | None = None  # for a quarterly return: the quarter's last day
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    ask: str
    answer: str  # one of ANSWERS
    hint: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    per_group: bool = False  # asked once for the group, not of each practice


@dataclass(frozen=True, slots=True)
class Return:
    """A form a practice or PCN must send."""

    code: str
    title: str
    owed_by: str  # practice or pcn
    clause: str
    due: date | None = None  # for one that is asked once
    accepted_until: date | None = None
    quarterly: Period | None = None  # asked for each quarter that ends in these days
    due_months_after_quarter: int = 0  # the last day of that month (D-11)
    holds: tuple[str, ...] = ()  # monthly payment terms held while it is missing
    due_assumed: bool = False
    questions: tuple[Question, ...] = ()
    remind: Reminder = Reminder()
    last_holds: tuple[str, ...] = ()  # year-end terms held by the report on a year's last quarter
    row_per_practice: bool = False  # one form for the group, with a row for every practice
    alone: bool = False  # a practice may also send its own (D-16)
    signed_by: str = ""
    note: str = ""

    @property
    def occasions(self) -> tuple[Occasion, ...]:
        """Each time it is asked for: once, or for every quarter that ends in its span."""
        if self.quarterly is not None:
            return tuple(
                Occasion(quarter, end_of_month_after(quarter, self.due_months_after_quarter))
                for quarter in quarter_ends(self.quarterly.start, self.quarterly.end)
            )
        return () if self.due is None else (Occasion(None, self.due),)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a return is asked for: for which quarter, if any, and due on which day."""

    quarter: date | None
    due: date


@dataclass(frozen=True, slots=True)
class SitrepQuestion:
    key: str
    ask: str
    basis: str
    from_day: date | None = None
    to_day: date | None = None
    answer: str = "by home"  # by home (yes, no, partly, not applicable), number or text
    parts: tuple[str, ...] = ()  # what an exception to it can be about


@dataclass(frozen=True, slots=True)
class Sitrep:
    title: str
    note: str  # says that the questions are the commissioner's configuration
    drafted_on: str  # day of the week
    drafted_at: str  # HH:MM, Europe/London
    cut_off: str
    first_week: date
    last_week: date | None
    questions: tuple[SitrepQuestion, ...]
