"""Partner practices, and how funding was used, as their pages say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.money import NOTHING, pounds
from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow
from practices.models import FundingQuestion, FundingUse, Partnership
from practices.pages.boards import sign_up_href


@dataclass(frozen=True, slots=True)
class PartnerLine:
    name: str
    days: str
    end_href: str  # nothing where it has ended


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """With whom a practice delivers and reports jointly."""

    title: str
    practice: str
    partners: tuple[PartnerLine, ...]
    href: str

    @classmethod
    def of(
        cls,
        practice: Organisation,
        specification: Specification,
        partnerships: Sequence[Partnership],
        on: date,
    ) -> Self:
        lines = []
        for partnership in partnerships:
            other = (
                partnership.partner
                if partnership.practice_id == practice.pk
                else partnership.practice
            )
            until = f" to {written(partnership.ends_on)}" if partnership.ends_on else ""
            ended = partnership.ends_on is not None and partnership.ends_on < on
            lines.append(
                PartnerLine(
                    f"{in_words(other.name)} ({other.code})",
                    f"From {written(partnership.starts_on)}{until}{', ended' if ended else ''}",
                    ""
                    if partnership.ends_on
                    else address("practices:partnership_end", pk=partnership.pk),
                )
            )
        return cls(
            specification.title,
            in_words(practice.name),
            tuple(lines),
            sign_up_href(specification.code, practice.code),
        )


@dataclass(frozen=True, slots=True)
class FundingPage:
    """A question about funding, and its answer by category."""

    title: str
    practice: str
    rows: tuple[SummaryRow, ...]
    uses: tuple[tuple[str, str], ...]
    total: str
    answered: str
    note: str
    answer_href: str
    sign_up: str

    @classmethod
    def of(cls, question: FundingQuestion, uses: Sequence[FundingUse], *, answers: bool) -> Self:
        answered = ""
        if question.answered_on:
            answered = f"{question.answered_by}, {written(question.answered_on)}"
        return cls(
            title="How the funding was used",
            practice=in_words(question.practice.name),
            rows=(
                SummaryRow("Asked", f"{question.asked_by}, {written(question.asked_on)}"),
                SummaryRow("Reason", question.reason),
                SummaryRow("Answer by", written(question.due_on)),
            ),
            uses=tuple((use.get_category_display(), f"£{pounds(use.amount)}") for use in uses),
            total=f"£{pounds(sum((use.amount for use in uses), NOTHING))}",
            answered=answered,
            note=question.note,
            answer_href=address("practices:funding_answer", pk=question.pk) if answers else "",
            sign_up=sign_up_href(question.specification, question.practice.code),
        )
