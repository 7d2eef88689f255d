"""The receipt of one sending."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.pages import SummaryRow
from practices.models import ReturnStep
from practices.pages.returns import document, moment
from practices.selectors.return_pages import Opened


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    title: str
    organisation: str
    stands: bool  # it is the sending that stands
    sent: str
    by: str
    timing: str
    about: list[SummaryRow]
    answers: list[SummaryRow]
    pdf_href: str
    return_href: str
    next: str
    sha256: str

    @classmethod
    def of(cls, shown: Opened, sending: ReturnStep) -> ReceiptPage:
        version = sending.version
        timing = shown.asked.timing(sending.on)
        return cls(
            title=shown.asked.title,
            organisation=f"{shown.organisation.code} {in_words(shown.organisation.name)}",
            stands=sending == shown.last_sending,
            sent=moment(sending),
            by=str(sending.by),
            timing=timing,
            about=[
                SummaryRow("For", f"{shown.organisation.code} {in_words(shown.organisation.name)}"),
                SummaryRow("Return", shown.asked.title),
                SummaryRow("Specification", shown.asked.specification_title),
                SummaryRow("Version", version.version if version else ""),
                SummaryRow("Sent", moment(sending)),
                SummaryRow("Sent by", str(sending.by)),
                SummaryRow("Due", written(shown.asked.due), said=timing),
                SummaryRow("Sending", f"Number {sending.number}"),
                SummaryRow("Fingerprint (SHA-256)", spaced(sending.sha256)),
            ],
            answers=document(shown, sending),
            pdf_href=f"{shown.form.href}sent/{sending.number}/receipt.pdf",
            return_href=shown.form.href,
            next=_next(shown),
            sha256=sending.sha256,
        )


def spaced(sha256: str) -> str:
    """In groups of eight, which a narrow screen can break."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def _next(shown: Opened) -> str:
    if shown.is_group and shown.fact is None:
        return "The network’s form is complete when every practice has confirmed its row"
    return "The CCG’s primary care team reads it. You need do nothing more unless they ask"
