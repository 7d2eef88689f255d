"""The receipt of one sending."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning.domain.names import in_words
from commissioning.domain.periods import written
from commissioning.web.addresses import address
from commissioning.web.components import SummaryRow
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
    def of(cls, return_: Opened, sending: ReturnStep) -> ReceiptPage:
        version = sending.version
        timing = return_.asked.timing(sending.on)
        return cls(
            title=return_.asked.title,
            organisation=f"{return_.organisation.code} {in_words(return_.organisation.name)}",
            stands=sending == return_.last_sending,
            sent=moment(sending),
            by=str(sending.by),
            timing=timing,
            about=[
                SummaryRow(
                    "For", f"{return_.organisation.code} {in_words(return_.organisation.name)}"
                ),
                SummaryRow("Return", return_.asked.title),
                SummaryRow("Specification", return_.asked.specification_title),
                SummaryRow("Version", version.version if version else ""),
                SummaryRow("Sent", moment(sending)),
                SummaryRow("Sent by", str(sending.by)),
                SummaryRow("Due", written(return_.asked.due), said=timing),
                SummaryRow("Sending", f"Number {sending.number}"),
                SummaryRow("Fingerprint (SHA-256)", spaced(sending.sha256)),
            ],
            answers=document(return_, sending),
            pdf_href=address("practices:return_receipt", form=return_.form, number=sending.number),
            return_href=address("practices:return", form=return_.form),
            next=_next(return_),
            sha256=sending.sha256,
        )


def spaced(sha256: str) -> str:
    """In groups of eight, which a narrow screen can break."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


def _next(return_: Opened) -> str:
    if return_.is_group and return_.fact is None:
        return "The network’s form is complete when every practice has confirmed its row"
    return "The CCG’s primary care team reads it. You need do nothing more unless they ask"
