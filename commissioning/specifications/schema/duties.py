"""How a file states what is asked of people: signing up, deadlines, returns, the sitrep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from commissioning.domain.periods import yearly, years_after
from commissioning.specifications.schema.fields import (
    Code,
    Day,
    InterpretationCode,
    Months,
    Option,
    Percent,
    RawListTable,
    RemindTable,
    Span,
    Table,
    Text,
    Title,
)
from commissioning.specifications.types import (
    AgreedRegister,
    Deadline,
    Offers,
    Question,
    Reminder,
    Return,
    SignUpRule,
    Silence,
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
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
Choices = Annotated[list[Text], Field(min_length=2)]


def reminders(table: RemindTable | None) -> Reminder:
    return table.built() if table else Reminder()


class OffersTable(Table):
    percent: Percent
    of_list: RawListTable = Field(alias="list")
    clause: Text
    choices: Choices

    def built(self) -> Offers:
        return Offers(self.percent, self.of_list.built(), self.clause, tuple(self.choices))


class AgreedRegisterTable(Table):
    percent: Percent
    of_list: RawListTable = Field(alias="list")
    clause: Text

    def built(self) -> AgreedRegister:
        return AgreedRegister(self.percent, self.of_list.built(), self.clause)


class SignUpReading(Table):
    """What opting out costs under one option of an interpretation (D-31)."""

    interpretation: InterpretationCode
    option: Option
    recovers: Literal["all", "nothing"]
    notice_months: Months = 0


class SignUpTable(Table):
    title: Title = "Sign up, or decline"
    open_to: Literal["practice"]
    by: Day | None = None
    silence: Literal["held", "in"]
    clause: Text
    asked: bool = True
    assumed: bool = False
    asks_again: bool = False
    afterwards: Text | None = None
    affects: Text | None = None
    remind: RemindTable | None = None
    offers: OffersTable | None = None
    register_: AgreedRegisterTable | None = Field(None, alias="register")
    reading: list[SignUpReading] = []

    def built(self, chosen: Mapping[str, str], start: date) -> SignUpRule:
        """The rule, under the readings chosen. Where nobody is asked, the date is the start."""
        recovers, notice = "", 0
        for reading in self.reading:
            if chosen.get(reading.interpretation) == reading.option:
                recovers = "" if reading.recovers == "nothing" else reading.recovers
                notice = reading.notice_months
        return SignUpRule(
            by=self.by or start,
            open_to=self.open_to,
            silence=Silence(self.silence),
            clause=self.clause,
            recovers=recovers,
            notice_months=notice,
            remind=reminders(self.remind),
            asks_again=self.asks_again,
            asked=self.asked,
            assumed=self.assumed,
            afterwards=self.afterwards or "",
            offers=self.offers.built() if self.offers else None,
            register=self.register_.built() if self.register_ else None,
        )

    def deadlines(self) -> tuple[Deadline, ...]:
        """The day by which practices answer, where they are asked."""
        if not self.asked or self.by is None:
            return ()
        return (
            Deadline(
                code="sign-up",
                title=self.title,
                owed_by=self.open_to,
                due=self.by,
                clause=self.clause,
                affects=self.affects or "",
                assumed=self.assumed,
                remind=reminders(self.remind),
            ),
        )


class DeadlineTable(Table):
    code: Code
    title: Title
    owed_by: Owner
    due: Day
    yearly_until: Day | None = None
    accepted_until: Day | None = None
    clause: Text
    affects: Text | None = None
    assumed: bool = False
    note: Text | None = None
    remind: RemindTable | None = None

    def built(self) -> tuple[Deadline, ...]:
        """The deadline, and again each year on its day for as long as it comes back."""
        first = Deadline(
            code=self.code,
            title=self.title,
            owed_by=self.owed_by,
            due=self.due,
            clause=self.clause,
            affects=self.affects or "",
            accepted_until=self.accepted_until,
            assumed=self.assumed,
            remind=reminders(self.remind),
            note=self.note or "",
        )
        later = yearly(self.due, self.yearly_until or self.due)[1:]
        return (
            first,
            *(
                replace(
                    first,
                    code=f"{self.code}-{day.year}",
                    title=f"{self.title}, {day.year}",
                    due=day,
                    accepted_until=self.accepted_until
                    and years_after(self.accepted_until, day.year - self.due.year),
                )
                for day in later
            ),
        )


class QuestionTable(Table):
    key: Code
    ask: Text
    answer: Answer
    hint: Text | None = None
    required: bool = True
    choices: Choices | None = None
    per_group: bool = False

    def built(self) -> Question:
        return Question(
            key=self.key,
            ask=self.ask,
            answer=self.answer,
            hint=self.hint or "",
            required=self.required,
            choices=tuple(self.choices or ()),
            per_group=self.per_group,
        )


class ReturnTable(Table):
    code: Code
    title: Title
    owed_by: Literal["practice", "pcn"] = Field(alias="from")
    clause: Text
    due: Day | None = None
    accepted_until: Day | None = None
    quarterly: Span | None = None
    due_months_after_quarter: Months | None = None
    assumed: bool = False
    holds: list[Code] = []
    last_holds: list[Code] = []
    affects: Text | None = None
    row_per_practice: bool = False
    alone: bool = False
    signed_by: Text | None = None
    note: Text | None = None
    remind: RemindTable | None = None
    question: list[QuestionTable] = Field(min_length=1)

    def built(self) -> Return:
        return Return(
            code=self.code,
            title=self.title,
            owed_by=self.owed_by,
            clause=self.clause,
            due=self.due,
            accepted_until=self.accepted_until,
            quarterly=self.quarterly.built() if self.quarterly else None,
            due_months_after_quarter=self.due_months_after_quarter or 0,
            holds=tuple(self.holds),
            due_assumed=self.assumed,
            questions=tuple(question.built() for question in self.question),
            remind=reminders(self.remind),
            last_holds=tuple(self.last_holds),
            row_per_practice=self.row_per_practice,
            alone=self.alone,
            signed_by=self.signed_by or "",
            note=self.note or "",
        )

    def deadlines(self) -> tuple[Deadline, ...]:
        """A deadline for each time the return is asked for."""
        return tuple(
            Deadline(
                code=f"{self.code}-{occasion.quarter}" if occasion.quarter else self.code,
                title=f"{self.title}, quarter to {occasion.quarter:%B %Y}"
                if occasion.quarter
                else self.title,
                owed_by=self.owed_by,
                due=occasion.due,
                clause=self.clause,
                affects=self.affects or "",
                accepted_until=self.accepted_until,
                assumed=self.assumed,
                remind=reminders(self.remind),
                return_code=self.code,
                quarter=occasion.quarter,
                note=self.note or "",
            )
            for occasion in self.built().occasions
        )
