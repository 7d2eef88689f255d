"""A specification as people read it: what is asked by when, and what is paid on what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from commissioning.domain.periods import written
from commissioning.models import SpecificationVersion, User
from commissioning.records.audit import as_read
from commissioning.specifications.publishing.cards import (
    PaymentCard,
    ReturnCard,
    accepted,
    interpretations_href,
    rows,
    specification_href,
)
from commissioning.specifications.publishing.variations import Wanted
from commissioning.specifications.schema import (
    Specification,
)
from commissioning.specifications.wording import (
    all_days,
    days,
    register_of,
    reminders_of,
    silence_of,
    who,
)
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists.cells import Cell, Column, Row
from commissioning.web.lists.tables import Table

APPROVED, WAITING = Tag("Approved", "green"), Tag("Waits for approval", "yellow")
ASSUMED = "assumed: no document gives this day"


def state_of(version: SpecificationVersion) -> Tag:
    return APPROVED if version.approved_at else WAITING


def said_by(person: User | None, at: datetime | None) -> str:
    """Who and when."""
    if not at:
        return str(person or "")
    return f"{person}, {written(as_read(at).date())}"


def version_rows(versions: Sequence[SpecificationVersion]) -> list[Row]:
    """The rows of the list of specifications."""
    return [
        Row(
            (
                Cell(
                    version.title,
                    specification_href(version.code, version.version),
                    said=version.code,
                ),
                version.version,
                version.period_from,
                version.period_to,
                version.in_force_from,
                Cell(state_of(version).text, tag=state_of(version).colour),
            )
        )
        for version in versions
    ]


@dataclass(frozen=True, slots=True)
class SpecificationPage:
    """Everything on the page of one version."""

    code: str
    version: str
    title: str
    tag: Tag
    summary: str
    about: tuple[SummaryRow, ...]
    sign_up: tuple[SummaryRow, ...]
    offers: tuple[str, ...]
    elements: Table
    deadlines: Table
    returns: tuple[ReturnCard, ...]
    payments: tuple[PaymentCard, ...]
    sitrep: Table | None
    sitrep_note: str
    outcomes: tuple[str, ...]
    sources: tuple[str, ...]
    interpretations: int
    interpretations_href: str
    versions: Table
    approval: tuple[SummaryRow, ...]
    agreements: Table

    @classmethod
    def of(
        cls,
        version: SpecificationVersion,
        spec: Specification,
        versions: Sequence[SpecificationVersion] = (),
        wanted: Sequence[Wanted] = (),
    ) -> Self:
        terms = {payment.code: payment.title for payment in spec.payments}
        return cls(
            code=spec.code,
            version=spec.version,
            title=spec.title,
            tag=state_of(version),
            summary=spec.summary,
            about=_about(spec),
            sign_up=_sign_up(spec),
            offers=spec.sign_up.offers.choices if spec.sign_up.offers else (),
            elements=_elements(spec),
            deadlines=_deadlines(spec),
            returns=tuple(ReturnCard.of(return_, terms) for return_ in spec.returns),
            payments=tuple(PaymentCard.of(spec, payment) for payment in spec.payments),
            sitrep=_sitrep(spec),
            sitrep_note=spec.sitrep.note if spec.sitrep else "",
            outcomes=spec.outcomes,
            sources=spec.sources,
            interpretations=len(spec.interpretations),
            interpretations_href=interpretations_href(spec.code),
            versions=_versions(versions),
            approval=approval_rows(version),
            agreements=agreements_table(wanted),
        )


def _about(spec: Specification) -> tuple[SummaryRow, ...]:
    return rows(
        ("Period", days(spec.period)),
        ("In force from", written(spec.in_force)),
        ("Version", spec.version),
        ("Commissioner", spec.commissioner),
        ("Review", written(spec.review) if spec.review else ""),
        ("Contact", spec.contact),
        ("Takes the place of", spec.supersedes),
        ("Amends", spec.amends),
    )


def _sign_up(spec: Specification) -> tuple[SummaryRow, ...]:
    rule = spec.sign_up
    if not rule.asked:
        return rows(("Who", silence_of(rule)), ("Clause", rule.clause))
    offers, register = rule.offers, rule.agreed_register
    return rows(
        ("Who answers", who(rule.open_to)),
        ("By", written(rule.by) + (f" ({ASSUMED})" if rule.assumed else "")),
        ("No answer means", silence_of(rule)),
        ("Declining repays", "everything paid for the year" if rule.recovers == "all" else ""),
        ("After that day", rule.afterwards),
        (
            "Other offers",
            f"for practices under {offers.percent}% ({offers.clause})" if offers else "",
        ),
        ("Register to agree", register_of(register) if register else ""),
        ("Reminders", reminders_of(rule.remind)),
        ("Clause", rule.clause),
    )


def _elements(spec: Specification) -> Table:
    return Table(
        "The elements and their days",
        (Column("Element"), Column("Days"), Column("Paid whatever the answer")),
        [
            (
                element.title,
                all_days(element.periods),
                Cell(
                    all_days(element.paid_without_answer), said=element.paid_without_answer_clause
                ),
            )
            for element in spec.elements
        ],
    )


def _deadlines(spec: Specification) -> Table:
    return Table(
        "Who owes what by when",
        (Column("By"), Column("What"), Column("Who"), Column("What hangs on it")),
        [
            (
                Cell(
                    written(deadline.due),
                    said=ASSUMED if deadline.assumed else accepted(deadline.accepted_until),
                ),
                Cell(
                    deadline.title,
                    said=f"{deadline.clause}. {deadline.note}"
                    if deadline.note
                    else deadline.clause,
                ),
                who(deadline.owed_by),
                deadline.affects,
            )
            for deadline in spec.deadlines
        ],
    )


def _sitrep(spec: Specification) -> Table | None:
    if spec.sitrep is None:
        return None
    return Table(
        "What the weekly sitrep asks",
        (Column("Question"), Column("Basis"), Column("What an exception can be about")),
        [
            (question.ask, question.basis, "; ".join(question.parts))
            for question in spec.sitrep.questions
        ],
    )


def _versions(versions: Sequence[SpecificationVersion]) -> Table:
    return Table(
        "Every version",
        (Column("Version"), Column("In force from"), Column("State"), Column("Why it was made")),
        [
            (
                Cell(version.version, specification_href(version.code, version.version)),
                written(version.in_force_from),
                Cell(state_of(version).text, tag=state_of(version).colour),
                version.reason,
            )
            for version in versions
        ],
    )


def approval_rows(version: SpecificationVersion) -> tuple[SummaryRow, ...]:
    """Who published and who approved a version, and where that is minuted."""
    minute = getattr(version, "approval", None) if version.pk else None
    return rows(
        ("Why it was made", version.reason),
        ("Published by", said_by(version.published_by, version.published_at) if version.pk else ""),
        ("Approved by", said_by(version.approved_by, version.approved_at)),
        ("Committee", minute.committee if minute else ""),
        ("Date of the meeting", written(minute.met_on) if minute else ""),
        ("Minute", minute.minute if minute else ""),
    )


def agreements_table(wanted: Sequence[Wanted]) -> Table:
    """Who agreed to a variation, who did not, and who has not answered."""
    return Table(
        "Agreement to this variation",
        (Column("Who"), Column("Answer"), Column("Said by"), Column("When"), Column("Where")),
        [
            (
                f"{agreement.who[:1].upper()}{agreement.who[1:]}",
                *_answer(agreement),
            )
            for agreement in wanted
        ],
        none="This version changes no contract within its period: no agreement is needed.",
    )


def _answer(agreement: Wanted) -> tuple[Cell | str, ...]:
    if agreement.answer is None:
        return (Cell("Not yet", tag="grey"), "", "", "")
    tag = Cell("Agrees", tag="green")
    if not agreement.answer.agrees:
        tag = Cell("Does not agree", tag="red")
    where = agreement.answer.evidence or "On this site"
    return (
        tag,
        Cell(agreement.answer.person, said=agreement.answer.reason),
        written(agreement.answer.agreed_on),
        Cell(where, said=f"recorded by {agreement.answer.recorded_by}"),
    )
