"""A payment line: the amount, and everything it follows from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import Month
from commissioning.specifications.schema import Interpretation, Specification
from commissioning.web.components import Tag
from payments.models import LineQuery, PaymentLine
from payments.pages.opt_outs import Concern, concerns
from payments.pages.queries import Thread, Turn, query_href
from payments.pages.words import (
    APPROVED,
    DRAFT,
    HELD,
    MISSING,
    ActionLink,
    line_href,
    payee_href,
    run_href,
    run_payee_href,
    sterling,
)
from payments.rules.unfolding import DerivationStep, as_said
from payments.selectors.lines import line_reference
from practices.models import Deviation


@dataclass(slots=True)
class Branch:
    """One step of a derivation with the steps it is made of."""

    label: str
    value: str
    how: str
    source: str
    inputs: list[Branch] = field(default_factory=list)


def as_tree(steps: Sequence[DerivationStep]) -> Branch:
    """The steps, outermost first and told apart by depth, as a tree."""
    path: list[Branch] = []
    for step in as_said(steps):
        branch = Branch(step.label, step.value, step.how, step.source)
        if step.depth:
            path[step.depth - 1].inputs.append(branch)
        path[step.depth :] = [branch]
    return path[0]


@dataclass(frozen=True, slots=True)
class LineReading:
    """An interpretation the line rests on: where documents disagree, and what was chosen."""

    code: str
    title: str
    reading: str
    conflict: str
    clauses: str

    @classmethod
    def of(cls, interpretation: Interpretation) -> Self:
        return cls(
            code=interpretation.code,
            title=interpretation.title,
            reading=interpretation.reading,
            conflict=interpretation.conflict,
            clauses="; ".join(interpretation.clauses),
        )


@dataclass(frozen=True, slots=True)
class Related:
    """An earlier line that this one corrects, or a later one that corrects it."""

    text: str
    href: str
    amount: str


@dataclass(frozen=True, slots=True)
class LinePage:
    """Everything on the page of one line."""

    title: str
    payee: str
    amount: str
    tags: tuple[Tag, ...]
    why: str
    facts: tuple[tuple[str, str, str], ...]  # what, text, and where it leads
    tree: Branch
    readings: tuple[LineReading, ...]
    corrects: tuple[Related, ...]
    corrected_by: tuple[Related, ...]
    concerns: tuple[Concern, ...]
    queries: tuple[Thread, ...]
    query: ActionLink | None  # to ask about it, or to go on with what was asked
    reference: str
    year: ActionLink
    run: ActionLink
    statement: ActionLink

    @classmethod
    def of(
        cls,
        line: PaymentLine,
        *,
        steps: Sequence[DerivationStep],
        why: str,
        specification: Specification | None,
        corrects: Sequence[PaymentLine],
        corrected_by: Sequence[PaymentLine],
        queries: Sequence[LineQuery],
        turn: Turn,
        on_account_of: str,
        shows_run: bool,
        deviations: Sequence[Deviation] = (),
    ) -> Self:
        calculation, run = line.calculation, line.calculation.run
        month = Month.of(line.for_month)
        payee = in_words(calculation.payee_name)
        return cls(
            title=f"{calculation.title}, {month.name}",
            payee=payee,
            amount=sterling(line.amount),
            tags=tuple(_tags(line)),
            why=why,
            facts=tuple(_facts(line, specification, on_account_of, shows_run=shows_run)),
            tree=as_tree(steps),
            readings=tuple(_readings(line, specification)),
            corrects=tuple(_related(corrected_line) for corrected_line in corrects),
            corrected_by=tuple(_related(correcting_line) for correcting_line in corrected_by),
            concerns=concerns(deviations, month.last),
            queries=tuple(Thread.of(query) for query in queries),
            query=_query(line, turn),
            reference=line_reference(line),
            year=ActionLink(payee, payee_href(calculation.payee_code, month.financial_year)),
            run=ActionLink(str(run), run_href(run.code)),
            statement=ActionLink(
                f"{run}: all lines", run_payee_href(run.code, calculation.payee_code)
            ),
        )


WORDS = {
    "ask": "Raise a query about this line",
    "answer": "Answer this query",
    "reply": "Reply, or close this query",
}


def _query(line: PaymentLine, turn: Turn) -> ActionLink | None:
    """What this person can do about a query of the line."""
    return ActionLink(WORDS[turn.do], query_href(line_reference(line))) if turn.do else None


def _tags(line: PaymentLine) -> list[Tag]:
    tags = [APPROVED if line.calculation.run.is_approved else DRAFT]
    if line.calculation.gap:
        tags.append(MISSING)
    elif line.held:
        tags.append(HELD)
    return tags


def _facts(
    line: PaymentLine, specification: Specification | None, on_account_of: str, *, shows_run: bool
) -> list[tuple[str, str, str]]:
    calculation, run = line.calculation, line.calculation.run
    statement = run_payee_href(run.code, calculation.payee_code)
    facts = [
        ("Paid to", f"{in_words(calculation.payee_name)} ({calculation.payee_code})", statement),
        ("For the month", Month.of(line.for_month).name, ""),
        ("Kind", line.get_kind_display(), ""),
        ("In the run of", str(run), run_href(run.code) if shows_run else ""),
    ]
    if calculation.for_code != calculation.payee_code:
        name = f"{in_words(on_account_of)} ({calculation.for_code})"
        facts.insert(1, ("On account of", name if on_account_of else calculation.for_code, ""))
    if specification is not None:
        term = next(
            (payment for payment in specification.payments if payment.code == calculation.term),
            None,
        )
        facts.append(("Under", f"{specification.title}, version {specification.version}", ""))
        if term is not None:
            facts.append(("Clause", term.clause, ""))
    facts.append(("Reference", line_reference(line), ""))
    return facts


def _readings(line: PaymentLine, specification: Specification | None) -> list[LineReading]:
    """The interpretations that the line's payment term rests on, in the version that it names."""
    if specification is None:
        return []
    rests_on = next(
        (
            payment.rests_on
            for payment in specification.payments
            if payment.code == line.calculation.term
        ),
        (),
    )
    interpretations = [specification.interpretation(code) for code in rests_on]
    return [
        LineReading.of(interpretation)
        for interpretation in interpretations
        if interpretation is not None
    ]


def _related(line: PaymentLine) -> Related:
    run = line.calculation.run
    state = "" if run.is_approved else ", not approved yet"
    return Related(
        text=f"{line.get_kind_display()} in the run of {run}{state}",
        href=line_href(line_reference(line)),
        amount=sterling(line.amount),
    )
