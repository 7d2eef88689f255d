"""What a practice is about to answer, and what it answered: to check, and to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.models import Organisation
from commissioning.specifications.schema import Specification
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow
from practices.models import SignUp
from practices.pages.boards import sign_up_href
from practices.rules.signatory import Signatory

WORDS = {SignUp.Response.SIGNED: "Sign up", SignUp.Response.DECLINED: "Decline"}


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The answers before they are sent, with what sends them once more."""

    title: str
    practice: str
    rows: tuple[SummaryRow, ...]
    kept: tuple[tuple[str, str], ...]  # names and values that are sent again
    by: str

    @classmethod
    def of(
        cls,
        practice: Organisation,
        specification: Specification,
        *,
        responses: Mapping[str, SignUp.Response],
        signatory: Signatory,
        register: str,
        hidden_fields: Sequence[tuple[str, str]],
    ) -> Self:
        """`register` says the register in words, where the specification counts one."""
        rows = [
            SummaryRow(element.title, WORDS[responses[element.code]])
            for element in specification.elements
        ]
        if register:
            rows.append(SummaryRow("Register", register))
        rows += [SummaryRow("Signed by", signatory.name), SummaryRow("Role", signatory.role)]
        return cls(
            title=specification.title,
            practice=in_words(practice.name),
            rows=tuple(rows),
            kept=tuple(hidden_fields),
            by=written(specification.sign_up.by),
        )


@dataclass(frozen=True, slots=True)
class AnswerReceiptPage:
    """That an answer arrived, to keep. What is printed does not change with the day."""

    title: str
    organisation: str
    reference: str
    about: tuple[SummaryRow, ...]
    answers: tuple[SummaryRow, ...]
    until: str  # the last day to change it, or nothing
    href: str
    pdf_href: str
    declined: bool
    stands: bool = True  # an answer that was changed has no receipt any more

    @classmethod
    def of(
        cls,
        practice: Organisation,
        specification: Specification,
        answers: Mapping[str, SignUp],
        on: date,
    ) -> Self:
        given = [
            answers[element.code] for element in specification.elements if element.code in answers
        ]
        last = max(given, key=lambda answer: (answer.responded_on, answer.pk))
        titles = {element.code: element.title for element in specification.elements}
        reference = f"{specification.code}/{practice.code}/{last.responded_on.isoformat()}"
        about = [SummaryRow("Answered on", written(last.responded_on))]
        if last.signatory_name:
            signed = f"{last.signatory_name}, {last.signatory_role}"
            about.insert(0, SummaryRow("Signed by", signed))
        about.append(SummaryRow("Last day to answer", written(specification.sign_up.by)))
        href = sign_up_href(specification.code, practice.code)
        return cls(
            title=specification.title,
            organisation=f"{in_words(practice.name)} ({practice.code})",
            reference=reference,
            about=(SummaryRow("Reference", reference), *about),
            answers=tuple(
                SummaryRow(titles[answer.element], answer.get_response_display())
                for answer in given
            ),
            until=written(specification.sign_up.by) if on <= specification.sign_up.by else "",
            href=href,
            pdf_href=address(
                "practices:sign_up_receipt_pdf",
                specification=specification.code,
                practice=practice.code,
            ),
            declined=any(answer.response == SignUp.Response.DECLINED for answer in given),
        )
