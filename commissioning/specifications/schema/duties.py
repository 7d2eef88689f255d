"""What is asked of people: signing up, deadlines and returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, Strict

from commissioning.domain.periods import end_of_month_after, quarter_ends, yearly, years_after
from commissioning.specifications.schema.fields import (
    Code,
    Day,
    FileTable,
    InterpretationCode,
    Many,
    Months,
    Option,
    Percent,
    RawList,
    Reminder,
    Several,
    Some,
    Span,
    Text,
    Title,
)

Owner = Literal["practice", "pcn", "commissioner", "data-quality", "finance", "home-lead"]
Answer = Literal[
    "yes or no",
    "yes, no, or no with a plan",
    "text",
    "number",
    "percent",
    "day",
    "file",
    "one of",
    "any of",
]
NO_REMINDERS = Reminder()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which somebody owes something: once, each year, or for a quarter."""

    code: str
    title: str
    owed_by: str  # an owner
    due: date
    clause: str
    affects: str = ""
    accepted_until: date | None = None
    assumed: bool = False
    remind: Reminder = NO_REMINDERS
    return_code: str = ""  # the return that meets it, where one does
    quarter: date | None = None  # for a quarterly return: the quarter's last day
    note: str = ""


class Silence(StrEnum):
    """What having no answer by the sign-up date means."""

    HELD = "held"  # not signed: instalments wait for an answer (D-21)
    IN = "in"  # taking part unless opted out (the DES)


class Offers(FileTable):
    """What a practice may offer instead, where its residents are under a share of its list."""

    percent: Percent
    list: RawList
    clause: Text
    choices: Several[Text]


class AgreedRegister(FileTable):
    """That a practice agrees its register with the commissioner before the service starts.

    At least the share of the list is expected; a shortfall informs a decision and stops nothing.
    """

    percent: Percent
    list: RawList
    clause: Text


class SignUpReading(FileTable):
    """What opting out costs under one option of an interpretation (D-31)."""

    interpretation: InterpretationCode
    option: Option
    recovers: Literal["all", "nothing"]
    notice_months: Months = 0


class SignUpRule(FileTable):
    """Who answers, by when, and what silence means."""

    title: Title = "Sign up, or decline"
    open_to: Literal["practice"]
    by: Day = date.min  # where nobody is asked, the first day of the specification
    silence: Annotated[Silence, Strict(strict=False)]
    clause: Text
    asked: bool = True  # False: nobody is asked, every practice may take part
    assumed: bool = False  # the documents give no date
    asks_again: bool = False  # earlier sign-ups do not carry over to this version
    afterwards: Text = ""  # what an answer after the date needs
    affects: Text = ""
    remind: Reminder = NO_REMINDERS
    offers: Offers | None = None
    agreed_register: AgreedRegister | None = Field(alias="register", default=None)
    readings: Many[SignUpReading] = Field(alias="reading", default=())

    def under(self, chosen: Mapping[str, str], start: date) -> Self:
        """The rule under the readings chosen, in a specification that starts on a day."""
        readings = [
            reading
            for reading in self.readings
            if chosen.get(reading.interpretation) == reading.option
        ]
        by = self.by if "by" in self.model_fields_set else start
        return self.model_copy(update={"by": by, "readings": tuple(readings)})

    @property
    def recovers(self) -> str:
        """“all”: declining repays everything paid (D-31); empty: nothing."""
        reading = self.readings[-1] if self.readings else None
        return reading.recovers if reading and reading.recovers != "nothing" else ""

    @property
    def notice_months(self) -> int:
        """The months for which a practice that declines still takes part."""
        return self.readings[-1].notice_months if self.readings else 0

    @property
    def deadlines(self) -> Iterator[Deadline]:
        """The day by which practices answer, where they are asked."""
        if self.asked:
            yield Deadline(
                code="sign-up",
                title=self.title,
                owed_by=self.open_to,
                due=self.by,
                clause=self.clause,
                affects=self.affects,
                assumed=self.assumed,
                remind=self.remind,
            )


class DeadlineTable(FileTable):
    """What somebody owes by a day, and again each year for as long as it comes back."""

    code: Code
    title: Title
    owed_by: Owner
    due: Day
    yearly_until: Day | None = None
    accepted_until: Day | None = None
    clause: Text
    affects: Text = ""
    assumed: bool = False
    note: Text = ""
    remind: Reminder = NO_REMINDERS

    @property
    def deadlines(self) -> Iterator[Deadline]:
        for day in yearly(self.due, self.yearly_until or self.due):
            years = day.year - self.due.year
            yield Deadline(
                code=f"{self.code}-{day.year}" if years else self.code,
                title=f"{self.title}, {day.year}" if years else self.title,
                owed_by=self.owed_by,
                due=day,
                clause=self.clause,
                affects=self.affects,
                accepted_until=self.accepted_until and years_after(self.accepted_until, years),
                assumed=self.assumed,
                remind=self.remind,
                note=self.note,
            )


class Question(FileTable):
    key: Code
    ask: Text
    answer: Answer
    hint: Text = ""
    required: bool = True
    choices: Several[Text] = ()
    per_group: bool = False  # asked once for the group, not of each practice


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a return is asked for: for which quarter, if any, and due on which day."""

    quarter: date | None
    due: date


class RequiredReturn(FileTable):
    """A form that a practice or PCN must send."""

    code: Code
    title: Title
    owed_by: Literal["practice", "pcn"] = Field(alias="from")
    clause: Text
    due: Day | None = None  # for one that is asked once
    accepted_until: Day | None = None
    quarterly: Span | None = None  # asked for each quarter that ends in these days
    due_months_after_quarter: Months = 0  # the last day of that month (D-11)
    assumed: bool = False
    holds: Many[Code] = ()  # monthly payments held while it is missing
    last_holds: Many[Code] = ()  # year-end payments held by the report on a year's last quarter
    affects: Text = ""
    row_per_practice: bool = False  # one form for the group, with a row for every practice
    alone: bool = False  # a practice may also send its own (D-16)
    signed_by: Text = ""
    note: Text = ""
    remind: Reminder = NO_REMINDERS
    questions: Some[Question] = Field(alias="question")

    @property
    def occasions(self) -> tuple[Occasion, ...]:
        """Each time it is asked for: once, or for every quarter that ends in its span."""
        if self.quarterly is not None:
            return tuple(
                Occasion(quarter, end_of_month_after(quarter, self.due_months_after_quarter))
                for quarter in quarter_ends(self.quarterly.start, self.quarterly.end)
            )
        return () if self.due is None else (Occasion(None, self.due),)

    @property
    def deadlines(self) -> Iterator[Deadline]:
        """A deadline for each time the return is asked for."""
        for occasion in self.occasions:
            quarter = occasion.quarter
            yield Deadline(
                code=f"{self.code}-{quarter}" if quarter else self.code,
                title=f"{self.title}, quarter to {quarter:%B %Y}" if quarter else self.title,
                owed_by=self.owed_by,
                due=occasion.due,
                clause=self.clause,
                affects=self.affects,
                accepted_until=self.accepted_until,
                assumed=self.assumed,
                remind=self.remind,
                return_code=self.code,
                quarter=quarter,
                note=self.note,
            )
