"""A return of everybody as one document for the committee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.web.addresses import address
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
    def of(cls, compilation: Compiled, on: date) -> CompiledPage:
        due_return = compilation.asked
        return cls(
            title=due_return.title,
            specification=due_return.specification_title,
            compiled_on=written(on),
            due=written(due_return.due),
            extent=(
                f"{compilation.documents} of {compilation.owed} sent their answers here,"
                f" {len(compilation.on_paper)} on paper or by file,"
                f" {len(compilation.missing)} are missing"
            ),
            on_paper=[_name(organisation) for organisation in compilation.on_paper],
            missing=[_name(organisation) for organisation in compilation.missing],
            parts=[
                QuestionPart(
                    place=f"question-{number}",
                    title=compiled_question.question.ask,
                    hint=compiled_question.question.hint,
                    extent=f"{len(compiled_question.answers)} of {compilation.documents} answered",
                    answers=[
                        AnswerLine(_name(one.organisation), written(one.sent_on), one.text)
                        for one in compiled_question.answers
                    ],
                )
                for number, compiled_question in enumerate(compilation.questions, 1)
            ],
            pdf_href=address("practices:returns_compiled_pdf", asked=due_return.key),
            csv_href=address("practices:returns_compiled_csv", asked=due_return.key),
            board_href=address("practices:returns", query={"of": due_return.key}),
        )


def _name(organisation: Organisation) -> str:
    return f"{organisation.code} {in_words(organisation.name)}"
