"""The receipt of a return or an answer as a tagged PDF: what was sent, by whom, and when."""

from __future__ import annotations

from django.conf import settings

from commissioning.web.pdf import pdf
from practices.pages.answer_check import AnswerReceiptPage
from practices.pages.receipts import ReceiptPage
from practices.selectors.return_pages import Opened

TEMPLATE = "practices/print/receipt.html"
DEMO = "This is the demo: everything that anybody answers or sends here is invented"


def receipt_pdf(page: ReceiptPage | AnswerReceiptPage) -> bytes:
    """The same sending, or answer, gives the same bytes."""
    return pdf(TEMPLATE, {"page": page, "demo": DEMO if settings.DEMO else ""})


def receipt_name(return_: Opened, number: int) -> str:
    quarter = f"_{return_.form.period}" if return_.form.period else ""
    return f"{return_.form.organisation}_{return_.form.code}{quarter}_receipt-{number}.pdf"


def answer_receipt_name(page: AnswerReceiptPage) -> str:
    specification, practice, day = page.reference.split("/")
    return f"{practice}_{specification}_receipt-{day}.pdf"
