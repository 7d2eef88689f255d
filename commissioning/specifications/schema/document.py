"""One version of one contract, and the readings it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from commissioning.specifications.schema.duties import (
    Deadline,
    DeadlineTable,
    RequiredReturn,
    SignUpRule,
)
from commissioning.specifications.schema.fields import (
    Code,
    CommissionerCode,
    Day,
    FileTable,
    InterpretationCode,
    Many,
    Option,
    Several,
    Some,
    Span,
    Text,
    Title,
    Version,
    wrong,
)
from commissioning.specifications.schema.kinds import PaymentTerm
from commissioning.specifications.schema.sitrep import WeeklySitrep
from commissioning.specifications.schema.year_end import (
    AtYearEnd,
    Condition,
    ReturnCondition,
)


class Element(FileTable):
    """A part of a specification with its own dates, which a practice can sign or decline."""

    code: Code
    title: Title
    periods: Some[Span]
    paid_without_answer: Many[Span] = ()  # days paid whatever the answer, or without one
    paid_without_answer_clause: Text = ""


class InterpretationOption(FileTable):
    """One way to read the documents: what it means, and its reading in words."""

    option: Option
    means: Text
    reading: Text = ""


class Interpretation(FileTable):
    """A place where the documents disagree, and the reading that was chosen."""

    code: InterpretationCode
    title: Title
    clauses: Some[Text]  # where the documents say it
    conflict: Text
    only_reading: Text = Field(alias="reading", default="")  # where the options have no words
    computed: bool = False  # it changes pounds, and the option chosen decides
    chosen: Option
    options: Several[InterpretationOption]

    @model_validator(mode="after")
    def _read_once(self) -> Self:
        silent = [option.option for option in self.options if not option.reading]
        if not self.only_reading and silent:
            raise wrong(f"says no reading of {', '.join(silent)}: give each option a “reading”")
        if self.only_reading and len(silent) < len(self.options):
            raise wrong("says its reading twice: leave it to the options")
        return self

    def choosing(self, chosen: str) -> Self:
        """The same place read by an option, with words for each of them.

        An option without its own has what is said of the one chosen in the file, or its meaning.
        """
        said = {self.chosen: self.only_reading}
        options = [
            option.model_copy(
                update={"reading": option.reading or said.get(option.option) or option.means}
            )
            for option in self.options
        ]
        return self.model_copy(update={"chosen": chosen, "options": tuple(options)})

    @property
    def reading(self) -> str:
        """The words of the option chosen."""
        return self.words.get(self.chosen, "")

    @property
    def words(self) -> dict[str, str]:
        """The reading of each option in words."""
        return {option.option: option.reading for option in self.options}


class Specification(FileTable):
    """One version of one contract: a whole file."""

    code: Code
    version: Version
    title: Title
    commissioner: CommissionerCode
    period: Span
    in_force: Day  # this version governs months from this day
    review: Day | None = None
    supersedes: Text = ""
    amends: Text = ""
    contact: Text
    summary: Text
    outcomes: Some[Text]
    sources: Some[Text]
    sign_up: SignUpRule
    elements: Some[Element] = Field(alias="element")
    dated: Many[DeadlineTable] = Field(alias="deadline", default=())
    returns: Many[RequiredReturn] = Field(alias="return", default=())
    payments: Some[PaymentTerm] = Field(alias="payment")
    sitrep: WeeklySitrep | None = None
    interpretations: Many[Interpretation] = Field(alias="interpretation", default=())

    def __hash__(self) -> int:
        """Quick, however much a specification says; equality still looks at all of it."""
        return hash((self.code, self.version))

    def under(self, choosing: Mapping[str, str]) -> Self:
        """The specification with the numbers of the readings chosen: its own, unless said."""
        interpretations = tuple(
            entry.choosing(choosing.get(entry.code, entry.chosen)) for entry in self.interpretations
        )
        chosen = {entry.code: entry.chosen for entry in interpretations if entry.computed}
        return self.model_copy(
            update={
                "interpretations": interpretations,
                "sign_up": self.sign_up.under(chosen, self.period.start),
                "payments": tuple(term.under(chosen, self.period) for term in self.payments),
            }
        )

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Every deadline, those of the sign-up and of the returns too, by date."""
        tables: tuple[DeadlineTable | SignUpRule | RequiredReturn, ...]
        tables = (*self.dated, self.sign_up, *self.returns)
        deadlines = [deadline for table in tables for deadline in table.deadlines]
        return tuple(sorted(deadlines, key=lambda deadline: (deadline.due, deadline.code)))

    @property
    def conditions(self) -> Iterator[Condition]:
        """What the year-end payments depend on, year by year."""
        for term in self.payments:
            for year in term.years if isinstance(term, AtYearEnd) else ():
                yield from year.conditions

    def due(self, condition: Condition) -> tuple[date, date | None]:
        """The day of a condition, and until when what comes late is accepted, if it is."""
        if isinstance(condition, ReturnCondition):
            required = self.asked_return(condition.return_code)
            return required.occasions[0].due, required.accepted_until
        return condition.due, None

    def element(self, code: str) -> Element:
        """Find an element. Raises KeyError naming what there is."""
        for element in self.elements:
            if element.code == code:
                return element
        there_are = ", ".join(element.code for element in self.elements)
        message = f"{self.code} has no element “{code}”; it has {there_are}"
        raise KeyError(message)

    def term(self, code: str) -> PaymentTerm:
        """Find a payment term. Raises KeyError naming what there is."""
        for term in self.payments:
            if term.code == code:
                return term
        there_are = ", ".join(term.code for term in self.payments)
        message = f"{self.code} has no payment “{code}”; it has {there_are}"
        raise KeyError(message)

    def asked_return(self, code: str) -> RequiredReturn:
        """Find a return. Raises KeyError naming what there is."""
        for required in self.returns:
            if required.code == code:
                return required
        there_are = ", ".join(required.code for required in self.returns) or "none"
        message = f"{self.code} has no return “{code}”; it has {there_are}"
        raise KeyError(message)

    def interpretation(self, code: str) -> Interpretation | None:
        """The entry for one place where the documents disagree, if this file has it."""
        return next((entry for entry in self.interpretations if entry.code == code), None)

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The option chosen of each interpretation."""
        return {entry.code: entry.chosen for entry in self.interpretations}

    def reading(self, code: str, default: str = "") -> str:
        """The option chosen of one interpretation."""
        return self.chosen.get(code, default)
