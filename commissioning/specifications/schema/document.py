"""How a whole file is laid out, and how it becomes a specification."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, model_validator

from commissioning.specifications.schema.duties import (
    DeadlineTable,
    ReturnTable,
    SignUpTable,
)
from commissioning.specifications.schema.fields import (
    Code,
    CommissionerCode,
    Day,
    InterpretationCode,
    Option,
    Span,
    Table,
    Text,
    Title,
    Version,
    wrong,
)
from commissioning.specifications.schema.kinds import AnyPayment
from commissioning.specifications.schema.payments import Around
from commissioning.specifications.schema.sitrep import SitrepTable
from commissioning.specifications.types import Deadline, Element, Interpretation, Specification


class ElementTable(Table):
    code: Code
    title: Title
    periods: list[Span] = Field(min_length=1)
    paid_without_answer: list[Span] = []
    paid_without_answer_clause: Text | None = None

    def built(self) -> Element:
        return Element(
            code=self.code,
            title=self.title,
            periods=tuple(period.built() for period in self.periods),
            paid_without_answer=tuple(period.built() for period in self.paid_without_answer),
            paid_without_answer_clause=self.paid_without_answer_clause or "",
        )


class OptionTable(Table):
    option: Option
    means: Text
    reading: Text | None = None


class InterpretationTable(Table):
    code: InterpretationCode
    title: Title
    clauses: list[Text] = Field(min_length=1)
    conflict: Text
    reading: Text | None = None  # of the chosen option, in a file whose options have no words
    computed: bool = False
    chosen: Option
    options: list[OptionTable] = Field(min_length=2)

    @model_validator(mode="after")
    def _read_once(self) -> InterpretationTable:
        silent = [option.option for option in self.options if option.reading is None]
        if self.reading is None and silent:
            raise wrong(f"says no reading of {', '.join(silent)}: give each option a “reading”")
        if self.reading is not None and len(silent) < len(self.options):
            raise wrong("says its reading twice: leave it to the options")
        return self

    def built(self, chosen: str) -> Interpretation:
        readings = {option.option: self._words(option) for option in self.options}
        return Interpretation(
            code=self.code,
            conflict=self.conflict,
            reading=readings.get(chosen, ""),
            options=tuple(option.option for option in self.options),
            chosen=chosen,
            computed=self.computed,
            title=self.title,
            meanings=tuple(option.means for option in self.options),
            readings=tuple(readings.values()),
            clauses=tuple(self.clauses),
        )

    def _words(self, option: OptionTable) -> str:
        """An option's own words; without them what is said of the one chosen, else its meaning."""
        if option.reading is not None:
            return option.reading
        return (self.reading if option.option == self.chosen else None) or option.means


class Document(Table):
    """A whole file."""

    code: Code
    version: Version
    title: Title
    commissioner: CommissionerCode
    period: Span
    in_force: Day
    review: Day | None = None
    supersedes: Text | None = None
    amends: Text | None = None
    contact: Text
    summary: Text
    outcomes: list[Text] = Field(min_length=1)
    sources: list[Text] = Field(min_length=1)
    sign_up: SignUpTable
    element: list[ElementTable] = Field(min_length=1)
    deadline: list[DeadlineTable] = []
    returns: list[ReturnTable] = Field(alias="return", default=[])
    payment: list[AnyPayment] = Field(min_length=1)
    sitrep: SitrepTable | None = None
    interpretation: list[InterpretationTable] = []

    def deadlines(self) -> tuple[Deadline, ...]:
        """Every deadline: its own table's, the sign-up's and those of the returns, by date."""
        every = [deadline for table in self.deadline for deadline in table.built()]
        every.extend(self.sign_up.deadlines())
        for return_ in self.returns:
            every.extend(return_.deadlines())
        return tuple(sorted(every, key=lambda deadline: (deadline.due, deadline.code)))

    def built(self, choosing: Mapping[str, str]) -> Specification:
        period = self.period.built()
        returns = tuple(return_.built() for return_ in self.returns)
        interpretations = tuple(
            interpretation.built(choosing.get(interpretation.code, interpretation.chosen))
            for interpretation in self.interpretation
        )
        chosen = {
            interpretation.code: interpretation.chosen
            for interpretation in interpretations
            if interpretation.computed
        }
        around = Around(period, chosen, {return_.code: return_ for return_ in returns})
        return Specification(
            code=self.code,
            version=self.version,
            title=self.title,
            commissioner=self.commissioner,
            period=period,
            in_force=self.in_force,
            review=self.review,
            contact=self.contact,
            summary=self.summary,
            outcomes=tuple(self.outcomes),
            sign_up=self.sign_up.built(chosen, period.start),
            elements=tuple(element.built() for element in self.element),
            deadlines=self.deadlines(),
            returns=returns,
            payments=tuple(payment.under(chosen).built(around) for payment in self.payment),
            interpretations=interpretations,
            sitrep=self.sitrep.built() if self.sitrep else None,
            supersedes=self.supersedes or "",
            sources=tuple(self.sources),
            amends=self.amends or "",
        )
