"""A return of everybody as a PDF for the committee, and as rows for a spreadsheet."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from commissioning.web.lists.files import as_file
from commissioning.web.pdf import pdf
from practices.exports.receipts import DEMO
from practices.pages.compiled import CompiledPage
from practices.selectors.compiled import Compiled

TEMPLATE = "practices/print/compiled.html"
HEADINGS = ("question", "code", "name", "sent_on", "answer")


def compiled_pdf(page: CompiledPage) -> bytes:
    return pdf(TEMPLATE, {"page": page, "demo": DEMO if settings.DEMO else ""})


def compiled_csv(name: str, compilation: Compiled) -> HttpResponse:
    rows = (
        (
            compiled_question.question.ask,
            one.organisation.code,
            one.organisation.name,
            one.sent_on,
            one.text,
        )
        for compiled_question in compilation.questions
        for one in compiled_question.answers
    )
    return as_file(name, "csv", HEADINGS, rows)
