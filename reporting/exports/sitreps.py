"""A sitrep as a tagged PDF, as CSV and as a workbook: of a signed one always the same file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.conf import settings

from commissioning.domain.periods import written
from commissioning.records.audit import as_read
from commissioning.specifications.publishing.selectors import parsed
from commissioning.web.lists.files import CONTENT_TYPES
from commissioning.web.pdf import pdf
from payments.exports.notes import demo_note
from reporting.models import Sitrep, SitrepPractice
from reporting.pages.sitrep_figures import plural, titles
from reporting.pages.sitreps import words_of
from reporting.rules.sitreps import NAMES, STANDS
from reporting.selectors.sitreps import keys_of, network_names

TEMPLATE = "reporting/print/sitrep.html"
TOTAL = "All networks"
Answer = SitrepPractice.Answer
HEADINGS = ("question", "asks", "network", "homes", *(plural(letter).lower() for letter in STANDS))
DRAFT = "DRAFT, not signed: its figures may change"
Line = Sequence[str | int | date]


def file_name(sitrep: Sitrep, kind: str) -> str:
    """What the file is called; a draft says that it is one."""
    amended = f"-amendment-{sitrep.revision}" if sitrep.revision else ""
    state = "" if sitrep.is_signed else "-draft"
    return f"sitrep-{sitrep.week}{amended}{state}.{kind}"


def figure_lines(sitrep: Sitrep) -> Iterator[Line]:
    """A line for each question and network, and one for all networks together."""
    question_titles = titles(sitrep)
    for key in keys_of(sitrep):
        for code, figure in sorted(sitrep.counts[key].items()):
            yield (key, question_titles[key], code or "none", sum(figure), *figure)
        total = sitrep.totals["questions"][key]
        yield (key, question_titles[key], TOTAL, sum(total), *total)


def sitrep_csv(sitrep: Sitrep) -> bytes:
    """The figures, a line for each question and network."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(HEADINGS)
    writer.writerows(figure_lines(sitrep))
    return made.getvalue().encode("utf-8-sig")


def sitrep_workbook(sitrep: Sitrep) -> bytes:
    """Four sheets: the figures, every home, every exception, every practice."""
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "d mmm yyyy",
    }
    with xlsxwriter.Workbook(made, options) as book:
        counted = as_read(sitrep.counted_at).replace(tzinfo=None)
        book.set_properties({"title": str(sitrep), "created": counted})
        bold = book.add_format({"bold": True})
        for name, headings, lines in _sheets(sitrep):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, headings, bold)
            for number, line in enumerate(lines, 1):
                sheet.write_row(number, 0, line)
            sheet.autofit()
    return made.getvalue()


def _sheets(sitrep: Sitrep) -> Iterator[tuple[str, Sequence[str], Iterable[Line]]]:
    keys = keys_of(sitrep)
    yield "about", ("what", "is"), _about(sitrep)
    yield "figures", HEADINGS, figure_lines(sitrep)
    homes = sitrep.homes.order_by("name", "location_id")
    yield (
        "homes",
        ("location", "home", "network", *keys),
        (
            (location, name, network, *(NAMES[letter] for letter in stands))
            for location, name, network, stands in homes.values_list(
                "location_id", "name", "network_code", "stands"
            ).iterator()
        ),
    )
    yield (
        "exceptions",
        (
            "location",
            "home",
            "network",
            "question",
            "part",
            "missing",
            "since",
            "raised by",
            "stood",
        ),
        sitrep.exceptions.order_by("name", "pk").values_list(
            "location_id",
            "name",
            "network_code",
            "question",
            "part",
            "missing",
            "since",
            "raised_by",
            "stood",
        ),
    )
    yield (
        "practices",
        ("code", "practice", "network", "said"),
        (
            (practice.code, practice.name, practice.network_code, practice.get_answer_display())
            for practice in sitrep.practices.order_by("name", "pk")
        ),
    )


def _about(sitrep: Sitrep) -> list[Line]:
    """Where it stands, and what was written on it."""
    return [*facts(sitrep), *words_of(sitrep), ("Comments", sitrep.comments)]


def facts(sitrep: Sitrep) -> list[tuple[str, str]]:
    """What a reader has to know before the figures."""
    specification = parsed(sitrep.version)
    practices = sitrep.totals["practices"]
    rows = [
        ("Week of", written(sitrep.week)),
        ("Homes in scope", f"{sitrep.totals['homes']:,} on {written(sitrep.scope_on)}"),
        (
            "Practices",
            ", ".join(
                f"{practices.get(answer.value, 0):,} {answer.label.lower()}" for answer in Answer
            ),
        ),
        ("Questions from", f"{specification.title}, version {sitrep.version.version}"),
        ("Counted", f"{written(sitrep.counted_on)}, by {sitrep.counted_by}"),
    ]
    if sitrep.reason:
        rows.append(("Why it was amended", sitrep.reason))
    if sitrep.signed_on is None:
        return [*rows, ("State", DRAFT)]
    return [
        *rows,
        ("Confirmed", str(sitrep.get_finding_display())),
        ("Signed", f"by {sitrep.signed_by} on {written(sitrep.signed_on)}"),
        ("SHA-256 of all that was signed", sitrep.sha256),
    ]


def sitrep_pdf(sitrep: Sitrep) -> bytes:
    """The sitrep as a tagged PDF: figures by question and network, exceptions, words."""
    question_titles, names = titles(sitrep), network_names(sitrep)
    asks = parsed(sitrep.version).sitrep
    exceptions = sitrep.exceptions.order_by("is_warning", "name", "pk")
    questions = [
        {
            "ask": question_titles[key],
            "basis": next(
                question["basis"] for question in sitrep.questions if question["key"] == key
            ),
            "total": sitrep.totals["questions"][key],
            "networks": [
                (names.get(code, code) or "No network", figure)
                for code, figure in sorted(sitrep.counts[key].items())
            ],
        }
        for key in keys_of(sitrep)
    ]
    context: dict[str, Any] = {
        "title": str(sitrep),
        "note": asks.note if asks else "",
        "draft": "" if sitrep.is_signed else DRAFT,
        "facts": facts(sitrep),
        "stands": [plural(letter) for letter in STANDS],
        "questions": questions,
        "exceptions": [
            (
                exception,
                question_titles.get(exception.question, exception.question),
                written(exception.since),
            )
            for exception in exceptions
        ],
        "words": words_of(sitrep),
        "comments": sitrep.comments,
        "demo": demo_note(demo=settings.DEMO),
    }
    return pdf(TEMPLATE, context)


FILES: Mapping[str, tuple[str, Callable[[Sitrep], bytes]]] = {
    "pdf": ("application/pdf", sitrep_pdf),
    "csv": (CONTENT_TYPES["csv"], sitrep_csv),
    "xlsx": (CONTENT_TYPES["xlsx"], sitrep_workbook),
}
