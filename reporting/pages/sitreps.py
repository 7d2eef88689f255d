"""The weekly sitreps: the list, and one of them with every figure leading to what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from commissioning.domain.counts import counted
from commissioning.domain.periods import written
from commissioning.models import User
from commissioning.specifications.publishing.selectors import parsed
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow, Tag
from commissioning.web.lists import Cell, Row, Table
from reporting.models import Sitrep, SitrepException, SitrepPractice
from reporting.pages.sitrep_figures import (
    exceptions_table,
    networks_table,
    part_href,
    questions_table,
    title_of,
    titles,
    week_href,
)
from reporting.policy.sitreps import can_amend, can_sign, can_write

Answer = SitrepPractice.Answer


def state_tag(sitrep: Sitrep) -> Tag:
    if not sitrep.is_signed:
        return Tag("Draft", "yellow")
    return Tag("Amended" if sitrep.revision else "Signed", "green")


def sitrep_rows(sitreps: Sequence[Sitrep]) -> list[Row]:
    """A row for each week: what its newest revision came to."""
    rows = []
    for sitrep in sitreps:
        practices = sitrep.totals["practices"]
        answer_count = sum(
            number for answer, number in practices.items() if answer != Answer.SILENT
        )
        tag = state_tag(sitrep)
        rows.append(
            Row(
                (
                    Cell(
                        written(sitrep.week),
                        href=week_href(sitrep.week),
                        value=sitrep.week,
                        said=f"Amendment {sitrep.revision}" if sitrep.revision else "",
                    ),
                    sitrep.totals["homes"],
                    sitrep.totals["with exceptions"],
                    Cell(f"{answer_count:,} of {sum(practices.values()):,}"),
                    Cell(tag.text, tag=tag.colour, said=_signed(sitrep)),
                )
            )
        )
    return rows


def _signed(sitrep: Sitrep) -> str:
    if sitrep.signed_on is None:
        return ""
    return f"{sitrep.signed_by}, {written(sitrep.signed_on)}"


@dataclass(frozen=True, slots=True)
class SitrepPage:
    """One revision of a week's sitrep, with what this person may do."""

    title: str
    caption: str
    tag: Tag
    week: str
    revision: int
    note: str  # whose questions they are
    about: tuple[SummaryRow, ...]
    questions: Table
    networks: Table | None
    exceptions: Table
    words: tuple[tuple[str, str], ...]  # question and answer, of those answered in words
    comments: str
    writes: bool
    signs: bool
    why_not_signed: str
    amends: bool
    later: str  # that more exceptions were raised since it was counted
    newest: str  # where the newest revision is, if this is an earlier one
    is_amendment: bool
    sha256: str

    @classmethod
    def of(
        cls,
        sitrep: Sitrep,
        exceptions: Sequence[SitrepException],
        later: int,
        newest: int,
        user: User,
    ) -> Self:
        specification = parsed(sitrep.version)
        sign = can_sign(user, sitrep)
        write = can_write(user, sitrep)
        is_newest = newest == sitrep.revision
        return cls(
            title=title_of(sitrep),
            caption=specification.sitrep.title if specification.sitrep else "",
            tag=state_tag(sitrep),
            week=str(sitrep.week),
            revision=sitrep.revision,
            note=specification.sitrep.note if specification.sitrep else "",
            about=tuple(_about(sitrep, specification.title)),
            questions=questions_table(sitrep),
            networks=networks_table(sitrep),
            exceptions=exceptions_table(exceptions, titles(sitrep)),
            words=words_of(sitrep),
            comments=sitrep.comments,
            writes=bool(write),
            signs=bool(sign),
            why_not_signed="" if sign or not write else sign.reason,
            amends=bool(can_amend(user, sitrep)) and is_newest,
            later=_later(sitrep, later),
            newest="" if is_newest else week_href(sitrep.week),
            is_amendment=sitrep.revision > 0,
            sha256=sitrep.sha256,
        )


def _later(sitrep: Sitrep, number: int) -> str:
    if not number:
        return ""
    exceptions = "1 exception of this week was" if number == 1 else f"{number:,} exceptions were"
    do = "Amend it" if sitrep.is_signed else "Count it again"
    return f"{exceptions} raised since it was counted. {do} to take in what came later."


def _about(sitrep: Sitrep, document: str) -> list[SummaryRow]:
    practices = sitrep.totals["practices"]
    rows = [
        SummaryRow(
            "Homes in scope",
            f"{sitrep.totals['homes']:,}",
            said=f"In operation and registered with CQC on {written(sitrep.scope_on)}",
            href=part_href(sitrep, "reporting:sitrep_homes"),
        ),
        *(
            SummaryRow(
                answer.label,
                counted(practices.get(answer.value, 0), "practice"),
                href=part_href(
                    sitrep, "reporting:sitrep_practices", query={"answer": answer.value}
                ),
            )
            for answer in Answer
        ),
        SummaryRow(
            "Questions from",
            f"{document}, version {sitrep.version.version}",
            href=address("reporting:coverage", query={"week": sitrep.week}),
        ),
        SummaryRow("Counted", written(sitrep.counted_on), said=str(sitrep.counted_by)),
    ]
    if sitrep.totals["unreviewed"]:
        rows.append(
            SummaryRow(
                "Not reviewed by a director",
                f"{sitrep.totals['unreviewed']:,}",
                said="Exceptions that count as they were raised",
            )
        )
    if sitrep.reason:
        rows.append(SummaryRow("Why it was amended", sitrep.reason))
    if sitrep.signed_on:
        rows += [
            SummaryRow("Confirmed", sitrep.get_finding_display()),
            SummaryRow("Signed", written(sitrep.signed_on), said=str(sitrep.signed_by)),
        ]
    return rows


def words_of(sitrep: Sitrep) -> tuple[tuple[str, str], ...]:
    """The questions that are answered in words, each with its answer."""
    return tuple(
        (question["ask"], sitrep.answers.get(question["key"], "") or "Nothing")
        for question in sitrep.questions
        if question["answer"] == "text"
    )
