"""The weekly sitrep: its questions, and when it is drafted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from commissioning.specifications.schema.fields import (
    Code,
    Day,
    FileTable,
    Many,
    Means,
    Some,
    Text,
    Time,
    Title,
)

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


class SitrepQuestion(FileTable):
    key: Code
    ask: Text
    basis: Text
    start: Day | None = Field(alias="from", default=None)
    end: Day | None = Field(alias="to", default=None)
    answer: Literal["by home", "number", "text"] = "by home"
    parts: Many[Text] = ()  # what an exception to it can be about


class WeeklySitrep(FileTable):
    title: Title
    note: Text  # says that the questions are the commissioner's configuration
    drafted_on: Weekday
    drafted_at: Time  # in London
    cut_off: Annotated[
        str,
        Means("a day and a time such as “Thursday 12:00”"),
        StringConstraints(
            pattern=r"^(Monday|Tuesday|Wednesday|Thursday|Friday) ([01][0-9]|2[0-3]):[0-5][0-9]\z"
        ),
    ]
    first_week: Day
    last_week: Day | None = None
    questions: Some[SitrepQuestion] = Field(alias="question")
