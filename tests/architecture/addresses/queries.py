"""Queries about a line, and statements. Those of a draft run are the CCG's alone."""

from __future__ import annotations

from datetime import date

from commissioning.models import Organisation
from payments.models import LineQuery, QueryMessage
from tests.factories.years import Year

PAIR = ("C86001", "C86003")
LINE = "2020-04/{}/aspiration/2020-04"
ABOUT = {
    "payments:line_query": (
        {"reference": LINE.format("C86001")},
        {"reference": LINE.format("C86003")},
    ),
    "payments:statement": (
        {"code": "C86001", "run_code": "2020-04"},
        {"code": "C86003", "run_code": "2020-04"},
    ),
}


def prepare(year: Year) -> None:
    for code in PAIR:
        query = LineQuery.objects.create(
            reference=LINE.format(code),
            payee=Organisation.objects.get(code=code),
            title="Aspiration, April 2020",
            asked_by=year.publisher,
            asked_on=date(2020, 5, 1),
            waiting_since=date(2020, 5, 1),
        )
        QueryMessage.objects.create(
            query=query, kind="question", text="Why?", by=year.publisher, on=date(2020, 5, 1)
        )
