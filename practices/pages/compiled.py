"""A return of everybody as one document for the committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from practices.selectors.compiled import Compiled


@dataclass(frozen=True, slots=True)
class AnswerLine:
    who: str
    sent: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    place: str  # its place in the page
    title: str
    hint: str
    extent: str
    answers: list[AnswerLine]


@dataclass(frozen=True, slots=True)
class CompiledPage:
    title: str
    specification: str
    compiled_on: str
    due: str
    extent: str
    on_paper: list[str]
    missing: list[str]
    parts: list[QuestionPart]
    pdf_href: str
    csv_href: str
    board_href: str

    @classmethod
    def of(cls, found: Compiled, on: date) -> CompiledPage:
        asked = found.asked
        there = f"/returns/compiled/{asked.key}/"
        return cls(
            title=asked.title,
            specification=asked.specification_title,
            compiled_on=written(on),
            due=written(asked.due),
            extent=(
                f"{found.documents} of {found.owed} sent their answers here,"
                f" {len(found.on_paper)} on paper or by file, {len(found.missing)} are missing"
            ),
            on_paper=[_name(each) for each in found.on_paper],
            missing=[_name(each) for each in found.missing],
            parts=[
                QuestionPart(
                    place=f"question-{number}",
                    title=each.question.ask,
                    hint=each.question.hint,
                    extent=f"{len(each.answers)} of {found.documents} answered",
                    answers=[
                        AnswerLine(_name(one.organisation), written(one.sent_on), one.text)
                        for one in each.answers
                    ],
                )
                for number, each in enumerate(found.questions, 1)
            ],
            pdf_href=f"{there}all.pdf",
            csv_href=f"{there}all.csv",
            board_href=f"/returns/?of={asked.key}",
        )


def _name(organisation: Organisation) -> str:
    return f"{organisation.code} {in_words(organisation.name)}"
