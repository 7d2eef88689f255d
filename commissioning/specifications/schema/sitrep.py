"""How a file states the weekly sitrep: its questions, and when it is drafted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from commissioning.specifications.schema.fields import Code, Day, Means, Table, Text, Time, Title
from commissioning.specifications.types import Sitrep, SitrepQuestion

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


class SitrepQuestionTable(Table):
    key: Code
    ask: Text
    basis: Text
    start: Day | None = Field(alias="from", default=None)
    end: Day | None = Field(alias="to", default=None)
    answer: Literal["by home", "number", "text"] = "by home"
    parts: list[Text] = []

    def built(self) -> SitrepQuestion:
        return SitrepQuestion(
            self.key, self.ask, self.basis, self.start, self.end, self.answer, tuple(self.parts)
        )


class SitrepTable(Table):
    title: Title
    note: Text
    drafted_on: Weekday
    drafted_at: Time
    cut_off: Annotated[
        str,
        Means("a day and a time such as “Thursday 12:00”"),
        StringConstraints(
            pattern=r"^(Monday|Tuesday|Wednesday|Thursday|Friday) ([01][0-9]|2[0-3]):[0-5][0-9]\z"
        ),
    ]
    first_week: Day
    last_week: Day | None = None
    question: list[SitrepQuestionTable] = Field(min_length=1)

    def built(self) -> Sitrep:
        return Sitrep(
            title=self.title,
            note=self.note,
            drafted_on=self.drafted_on,
            drafted_at=self.drafted_at,
            cut_off=self.cut_off,
            first_week=self.first_week,
            last_week=self.last_week,
            questions=tuple(question.built() for question in self.question),
        )
