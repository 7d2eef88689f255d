"""One version of one contract, and the readings it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.periods import Period
from commissioning.specifications.types.duties import Deadline, Return, SignUpRule, Sitrep
from commissioning.specifications.types.payments import PaymentTerm


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a specification with its own dates, which a practice can sign or decline."""

    code: str
    title: str
    periods: tuple[Period, ...]
    paid_without_answer: tuple[Period, ...] = ()  # days paid whatever the answer, or without one
    paid_without_answer_clause: str = ""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A place where the documents disagree, and the reading that was chosen."""

    code: str  # D-02
    conflict: str
    reading: str  # the words of the option chosen
    options: tuple[str, ...] = ()
    chosen: str = ""
    computed: bool = False  # it changes pounds, and the setting above decides
    title: str = ""
    meanings: tuple[str, ...] = ()  # what each option means, in the order of the options
    readings: tuple[str, ...] = ()  # how each option reads the documents, in the same order
    clauses: tuple[str, ...] = ()  # where the documents say it


@dataclass(frozen=True, slots=True)
class Specification:
    """One version of one contract."""

    code: str
    version: str
    title: str
    commissioner: str  # ODS code
    period: Period
    in_force: date  # this version governs months from this day
    review: date | None
    contact: str
    summary: str
    outcomes: tuple[str, ...]
    sign_up: SignUpRule
    elements: tuple[Element, ...]
    deadlines: tuple[Deadline, ...]  # all of them, those of sign-up and returns too, by date
    returns: tuple[Return, ...]
    payments: tuple[PaymentTerm, ...]
    interpretations: tuple[Interpretation, ...]
    sitrep: Sitrep | None = None
    supersedes: str = ""
    sources: tuple[str, ...] = ()
    amends: str = ""

    def __hash__(self) -> int:
        """Quick, however much a specification says; equality still looks at all of it."""
        return hash((self.code, self.version))

    def element(self, code: str) -> Element:
        """Find an element. Raises KeyError naming what there is."""
        for element in self.elements:
            if element.code == code:
                return element
        there_are = ", ".join(own_element.code for own_element in self.elements)
        message = f"{self.code} has no element “{code}”; it has {there_are}"
        raise KeyError(message)

    def term(self, code: str) -> PaymentTerm:
        """Find a payment term. Raises KeyError naming what there is."""
        for term in self.payments:
            if term.basics.code == code:
                return term
        there_are = ", ".join(payment.basics.code for payment in self.payments)
        message = f"{self.code} has no payment “{code}”; it has {there_are}"
        raise KeyError(message)

    def asked_return(self, code: str) -> Return:
        """Find a return. Raises KeyError naming what there is."""
        for return_ in self.returns:
            if return_.code == code:
                return return_
        there_are = ", ".join(return_.code for return_ in self.returns) or "none"
        message = f"{self.code} has no return “{code}”; it has {there_are}"
        raise KeyError(message)

    def interpretation(self, code: str) -> Interpretation | None:
        """The entry for one place where the documents disagree, if this file has it."""
        return next(
            (
                interpretation
                for interpretation in self.interpretations
                if interpretation.code == code
            ),
            None,
        )

    def reading(self, code: str, default: str = "") -> str:
        """The chosen setting of a computed interpretation."""
        for interpretation in self.interpretations:
            if interpretation.code == code:
                return interpretation.chosen
        return default
