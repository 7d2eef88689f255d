"""Dated rows are written so that the database's rule of one at a time holds on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.domain.timelines import ONE_DAY, ValueSpan, changes
from commissioning.records.dated_rows import DatedRows
from practices.models import OrganisationName
from tests.factories.practices import PracticeFactory

pytestmark = pytest.mark.django_db

histories = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(1, 9), st.integers(0, 3)), max_size=5
)  # a value, how long it held, and the gap after it


def spans_of(pieces: list[tuple[str, int, int]]) -> tuple[ValueSpan[str], ...]:
    spans, start = [], date(2020, 1, 1)
    for value, length, gap in pieces:
        end = start + timedelta(days=length)
        spans.append(ValueSpan(value, start, end))
        start = end + ONE_DAY * (gap + 1)
    return tuple(spans)


@settings(max_examples=40, deadline=None)
@given(before=histories, after=histories)
def test_any_history_can_become_any_other(
    before: list[tuple[str, int, int]], after: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        practice = PracticeFactory()
        for pieces in (before, after, after):
            rows = [
                (row, ValueSpan(row.name, row.starts_on, row.ends_on))
                for row in OrganisationName.objects.filter(organisation=practice).order_by("pk")
            ]
            wanted = spans_of(pieces)
            writing = DatedRows(OrganisationName)
            writing.take(
                changes(rows, wanted),
                lambda span: OrganisationName(organisation=practice, name=span.value),
            )
            writing.save()
            kept = OrganisationName.objects.filter(organisation=practice).order_by("starts_on")
            assert tuple(ValueSpan(row.name, row.starts_on, row.ends_on) for row in kept) == wanted
        transaction.set_rollback(True)
