"""Exceptions of care homes: the list, and one as a timeline with what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation, User
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag, TimelineEvent
from commissioning.web.lists import Cell, Row
from reporting.models import Consequence, ExceptionStep, HomeException, SitrepException
from reporting.policy.exceptions import (
    can_answer_returned_exception,
    can_close,
    can_correct,
    can_name_consequence,
    can_review,
)
from reporting.policy.sitreps import reads_sitreps
from reporting.rules.weeks import is_warning

State = HomeException.State
TAGS = {
    State.RAISED: Tag("Not reviewed", "yellow"),
    State.RETURNED: Tag("Question asked", "purple"),
    State.CONFIRMED: Tag("Confirmed", "red"),
    State.CLOSED: Tag("Closed", "grey"),
}


@dataclass(frozen=True, slots=True)
class ExceptionWords:
    """What every exception is told with: the words of questions, and when all homes are aligned."""

    titles: Mapping[tuple[str, str], str]  # by the specification and the question's code
    aligned_by: date | None
    on: date

    def title_of(self, exception: HomeException) -> str:
        return self.titles.get((exception.specification, exception.question), exception.question)


def exception_href(exception: HomeException) -> str:
    return address("reporting:exception", key=exception.pk)


def tag_of(exception: HomeException, reference_data: ExceptionWords) -> Tag:
    if exception.mended_on and exception.state != State.CLOSED:
        return Tag("Mended", "green")
    if exception.is_open and is_warning(
        exception.question, reference_data.on, reference_data.aligned_by
    ):
        return Tag("Warning", "orange")
    return TAGS[State(exception.state)]


def exception_rows(
    exceptions: Sequence[HomeException], reference_data: ExceptionWords
) -> list[Row]:
    rows = []
    for exception in exceptions:
        tag = tag_of(exception, reference_data)
        title = reference_data.title_of(exception)
        rows.append(
            Row(
                (
                    Cell(
                        exception.home.name,
                        href=exception_href(exception),
                        said=exception.home.location_id,
                    ),
                    Cell(title, said=exception.part or exception.missing),
                    Cell(_whose(exception)),
                    exception.since,
                    Cell(tag.text, tag=tag.colour),
                )
            )
        )
    return rows


def _whose(exception: HomeException) -> str:
    if exception.organisation:
        return in_words(exception.organisation.name)
    return exception.get_source_display()


@dataclass(frozen=True, slots=True)
class Chain:
    """All that became of an exception: its steps, the sitreps that tell of it, the decisions."""

    steps: Sequence[ExceptionStep]
    sitreps: Sequence[SitrepException]
    consequences: Sequence[Consequence]


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """One exception: what it is, its timeline, and what this person may do."""

    home: str
    title: str
    tag: Tag
    key: int
    rows: tuple[SummaryRow, ...]
    history: tuple[TimelineEvent, ...]
    reviews: bool
    answers: bool
    closes: bool
    refusal: str  # why a director does not review it

    corrects: bool
    links: bool  # a decision about payment

    @classmethod
    def of(
        cls, exception: HomeException, chain: Chain, reference_data: ExceptionWords, user: User
    ) -> Self:
        review = can_review(user, exception)
        return cls(
            home=exception.home.name,
            title=reference_data.title_of(exception),
            tag=tag_of(exception, reference_data),
            key=exception.pk,
            rows=tuple(_rows(exception)),
            history=_history(chain, user),
            reviews=bool(review),
            answers=bool(can_answer_returned_exception(user, exception)),
            closes=bool(can_close(user, exception)),
            refusal=review.reason if review.reason.startswith("You act for") else "",
            corrects=bool(can_correct(user, exception)),
            links=bool(can_name_consequence(user, exception)),
        )


def _rows(exception: HomeException) -> list[SummaryRow]:
    home = exception.home
    rows = [
        SummaryRow("Home", home.name, href=address("carehomes:home", location_id=home.location_id))
    ]
    if exception.part:
        rows.append(SummaryRow("Which part", exception.part))
    rows += [
        SummaryRow("What is missing", exception.missing),
        SummaryRow("Since", written(exception.since)),
    ]
    if exception.doing:
        rows.append(SummaryRow("What is being done", exception.doing))
    if exception.mended_by:
        rows.append(SummaryRow("To be mended by", written(exception.mended_by)))
    if exception.mended_on:
        rows.append(SummaryRow("Mended on", written(exception.mended_on)))
    rows.append(SummaryRow("Raised by", _whose(exception), said=written(exception.raised_on)))
    return rows


def _history(chain: Chain, user: User) -> tuple[TimelineEvent, ...]:
    """One timeline of everything, each linked to where it is seen, by day."""
    reads = bool(reads_sitreps(user))
    events = [(step.on, _happened(step)) for step in chain.steps]
    events += [
        (sitrep_exception.sitrep.counted_on, _told(sitrep_exception, reads=reads))
        for sitrep_exception in chain.sitreps
    ]
    events += [
        (consequence.decision.decided_on, _followed(consequence))
        for consequence in chain.consequences
    ]
    return tuple(happened for _, happened in sorted(events, key=lambda event: event[0]))


def _told(sitrep_exception: SitrepException, *, reads: bool) -> TimelineEvent:
    sitrep = sitrep_exception.sitrep
    stands = "signed" if sitrep.is_signed else "in draft"
    state = "a warning" if sitrep_exception.is_warning else sitrep_exception.stood.lower()
    what = f"{sitrep}, {stands}: {state}"
    href = address("reporting:sitrep", week=sitrep.week, revision=sitrep.revision) if reads else ""
    return TimelineEvent(when=written(sitrep.counted_on), what=what, href=href)


def _followed(consequence: Consequence) -> TimelineEvent:
    decision = consequence.decision
    return TimelineEvent(
        when=written(decision.decided_on),
        who=decision.decided_by,
        what=f"Decision about payment: {decision.get_kind_display().lower()},"
        f" {decision.get_outcome_display().lower()}",
        words=decision.reason,
        href=address("payments:decision", number=decision.pk),
    )


def _happened(step: ExceptionStep) -> TimelineEvent:
    return TimelineEvent(
        when=written(step.on),
        who=step.by.get_full_name(),
        what=f"{step.what[:1].upper()}{step.what[1:]}",
        words=step.words,
    )


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """What a practice has said of this week, and whether it can say that there is nothing."""

    practice: str
    code: str
    said: str
    asks: bool


def own_weeks(practices: Iterable[Organisation]) -> tuple[OwnWeek, ...]:
    """Of practices that know whether they `said_nothing` or `raised_something` this week."""
    return tuple(
        OwnWeek(
            practice=in_words(practice.name),
            code=practice.code,
            said=_said(practice),
            asks=not (practice.said_nothing or practice.raised_something),  # type: ignore[attr-defined]
        )
        for practice in practices
    )


def _said(practice: Organisation) -> str:
    if practice.raised_something:  # type: ignore[attr-defined]
        return "has raised an exception this week"
    if practice.said_nothing:  # type: ignore[attr-defined]
        return "has nothing to report this week"
    return "has not said anything this week"


def answer_rows(practices: Sequence[Organisation]) -> list[Row]:
    """One row for each practice that is asked each week."""
    rows = []
    for own_week in own_weeks(practices):
        colour = "yellow" if own_week.asks else "green"
        text = "Not answered" if own_week.asks else own_week.said.removeprefix("has ").capitalize()
        rows.append(Row((Cell(own_week.practice, said=own_week.code), Cell(text, tag=colour))))
    return rows
