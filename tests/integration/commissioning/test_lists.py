"""What every list can do: narrow, search, sort, page by key, and give out what it shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import django_filters
import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from commissioning.models import Organisation, User
from commissioning.web.lists import Cell, Column, Listed, ListFilters, Listing, Row
from commissioning.web.lists.drawing import draw_cells
from tests.factories.commissioning import UserFactory
from tests.factories.practices import PracticeFactory

KINDS = [("practice", "Practices"), ("pcn", "Networks")]


class Filters(ListFilters):
    search_fields = ("code", "name")
    kind = django_filters.ChoiceFilter(label="Kind", choices=KINDS, empty_label="All")


def rows(found: Sequence[Organisation]) -> list[Row]:
    return [
        Row((Cell(each.name, href=f"/practices/{each.code}/"), each.code, Decimal("-1.50")))
        for each in found
    ]


LISTING = Listing(
    name="practices",
    title="Practices",
    columns=(
        Column("Name", sort="name"),
        Column("Code", sort="code"),
        Column("Owed", numeric=True),
    ),
    order="name",
    filters=Filters,
    size=3,
)


def listed(address: str = "") -> Listed:
    request = RequestFactory().get(f"/practices/{address}")
    request.user = User.objects.filter(email="reads@nhs.example").first() or UserFactory(
        email="reads@nhs.example"
    )
    return LISTING.answer(request, Organisation.objects.all(), rows=rows)


def names(found: Listed) -> list[str]:
    return [row[0].text for row in found.rows]


@pytest.fixture
def practices(db: None) -> None:  # noqa: ARG001
    for number, name in enumerate(["Elm", "Ash", "Oak", "Ash", "Fir", "Bay", "Yew"]):
        PracticeFactory(code=f"C8600{number}", name=name)


class ByPractice(ListFilters):
    kind = django_filters.ChoiceFilter(label="Practice", field_name="code")


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "kind"), [(100, "select"), (101, "text")])
def test_too_many_choices_to_read_through_are_typed(number: int, kind: str):
    for each in ("C86001", "C86002"):
        PracticeFactory(code=each)
    filters = ByPractice(data={"kind": "C86002"}, queryset=Organisation.objects.none())
    filters.offer("kind", [(f"C86{place:03}", "") for place in range(number)])
    assert filters.form.fields["kind"].widget.input_type == kind
    assert [each.code for each in filters.narrow(Organisation.objects.all())] == ["C86002"]


def test_the_cells_of_a_row_are_escaped():
    line = [
        (Column("<Name>"), Cell("<b>", href='/?a="&b', said="<i>")),
        (Column("Owed", numeric=True), Cell("<u>", tag="red")),
    ]
    drawn = draw_cells(line, headed=True)
    assert drawn.startswith('<th class="nhsuk-table__header" scope="row" role="rowheader">')
    assert '<a href="/?a=&quot;&amp;b">&lt;b&gt;</a>' in drawn
    assert '<strong class="nhsuk-tag nhsuk-tag--red">&lt;u&gt;</strong>' in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "<Name>" not in drawn


@pytest.mark.usefixtures("practices")
class TestAList:
    def test_goes_page_by_page_and_back(self):
        first = listed()
        assert names(first) == ["Ash", "Ash", "Bay"]
        second = listed(first.after_href.removeprefix("/practices/"))
        assert names(second) == ["Elm", "Fir", "Oak"]
        last = listed(second.after_href.removeprefix("/practices/"))
        assert (names(last), last.after_href) == (["Yew"], "")
        back = listed(last.before_href.removeprefix("/practices/"))
        assert names(back) == names(second)
        first_again = listed(back.before_href.removeprefix("/practices/"))
        assert (names(first_again), first_again.before_href) == (names(first), "")

    def test_sorts_by_a_heading_and_back_again(self):
        by_code = listed("?sort=-code")
        assert [row[1].text for row in by_code.rows] == ["C86006", "C86005", "C86004"]
        assert [each.sorted for each in by_code.headings] == ["", "descending", ""]
        assert by_code.headings[1].href == "/practices/?sort=code"

    def test_searches_every_word_in_any_field(self):
        assert names(listed("?q=ash+86003")) == ["Ash"]
        assert listed("?q=c8600").extent == "7"

    def test_keeps_what_was_asked_while_it_sorts_and_pages(self):
        found = listed("?kind=practice&q=C8&sort=code")
        assert "kind=practice&q=C8" in found.headings[0].href
        assert "sort=code" in found.after_href
        assert found.is_narrowed

    def test_gives_out_what_is_shown_and_not_only_one_page(self):
        answer = listed("?sort=-name&q=a&export=csv").download
        assert answer is not None
        read = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert read[0] == ["Name", "Code", "Owed"]
        assert [row[0] for row in read[1:]] == ["Oak", "Bay", "Ash", "Ash"]
        assert read[1][2] == "-1.50"

    def test_gives_out_a_workbook_with_numbers_as_numbers(self):
        answer = listed("?export=xlsx").download
        assert answer is not None
        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert [cell.value for cell in sheet[2]] == ["Ash", "C86001", -1.5]
        assert sheet.max_row == 8

    def test_a_formula_stays_a_text(self):
        PracticeFactory(code="C86009", name="=1+1")
        csv_answer = listed("?q=1%2B1&export=csv").download
        book = listed("?q=1%2B1&export=xlsx").download
        assert csv_answer
        assert book
        assert b"'=1+1" in csv_answer.content
        cell = load_workbook(io.BytesIO(book.content)).active["A2"]
        assert (cell.value, cell.data_type) == ("=1+1", "s")

    @given(
        asked=st.dictionaries(
            st.sampled_from(["q", "kind", "sort", "after", "before", "export", "other"]),
            st.text(max_size=60) | st.sampled_from(["name", "-code", "csv", "WyJhIiwxXQ", "W10"]),
        )
    )
    @hypothesis_settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    def test_survives_whatever_is_asked(self, asked: dict[str, str]):
        address = QueryDict(mutable=True)
        address.update(asked)
        found = listed(f"?{address.urlencode()}")
        assert render_to_string("lists/list.html", {"list": found})
        assert found.download is None or found.download.content

    def test_costs_the_same_in_any_number(self, django_assert_num_queries: Any):
        found = listed()
        # Who looks, the mark of the data, one page, and how many there are
        with django_assert_num_queries(4):
            render_to_string("lists/list.html", {"list": found})


def test_a_list_starts_in_an_order_that_it_has():
    with pytest.raises(ValueError, match="No column of the list x sorts by code"):
        Listing(name="x", title="X", columns=(Column("Name", sort="name"),), order="code")


def test_a_cell_is_written_for_people_and_kept_for_files():
    day = date(2020, 5, 22)
    shown = Row((day, Decimal("1234.50"), 7, None, Cell("£5", value=Decimal(5)))).shown
    assert [each.text for each in shown] == ["22 May 2020", "1,234.50", "7", "", "£5"]
    assert [each.exported for each in shown] == [day, Decimal("1234.50"), 7, "", Decimal(5)]
