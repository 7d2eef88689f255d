"""One list of the site: its columns, its filters and its order; and what a request shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from commissioning.lists.cells import Cell, Column, Row, Value
from commissioning.lists.files import CONTENT_TYPES, as_file
from commissioning.lists.filters import ListFilters
from commissioning.lists.pages import Part, part_of

SIZE = 50
MOST_COUNTED = 10_000  # rows that are counted for the heading; beyond, it says “more than”
AT_ONCE = 2_000  # rows read together for a file

OF_THE_LIST = {"sort", "after", "before", "export"}  # what an address says beside the filters

Rows = Callable[[Sequence[Any]], Sequence[Row]]  # from the objects of one page to their rows


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: where a click leads, and how the list is sorted by it now."""

    title: str
    numeric: bool
    href: str = ""
    sorted: str = ""  # ascending, descending or empty


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that people can filter, search, sort, page through and export.

    `name` is what its files are called. `order` names the column's `sort` it starts with. Rows that
    are alike in it stand in order of their keys, so every field that sorts must never be null.
    """

    name: str
    title: str  # its caption: what the rows are
    columns: tuple[Column, ...]
    order: str
    filters: type[ListFilters] = ListFilters
    size: int = SIZE
    none: str = "There is nothing here yet."
    anchor: str = ""  # where it stands on a page that begins with something else

    def answer(self, request: HttpRequest, objects: QuerySet[Any], *, rows: Rows) -> Listed:
        """What this request asks for of some objects, which the person is allowed to see.

        `rows` makes the rows of one page's objects: it may ask the database a fixed number of
        times, never once a row.
        """
        return Listed(self, request, objects, rows)

    @property
    def first_column(self) -> Column:
        return next(each for each in self.columns if each.sort == self.order)

    def __post_init__(self) -> None:
        """Refuse a list that starts in an order it has no column for."""
        if not any(each.sort == self.order for each in self.columns):
            raise ValueError(f"No column of the list {self.name} sorts by {self.order}")


class Listed:
    """A list as one request asks for it."""

    def __init__(
        self, listing: Listing, request: HttpRequest, objects: QuerySet[Any], rows: Rows
    ) -> None:
        self.listing = listing
        self._path = request.path
        self._asked = request.GET.copy()
        for name in [name for name, value in self._asked.items() if "\0" in value]:
            del self._asked[name]  # nothing in the database holds it
        self._filters = listing.filters(data=self._asked, queryset=objects, request=request)
        self._rows = rows

    # What is asked for

    @property
    def form(self) -> Any:
        return self._filters.form

    @property
    def has_filters(self) -> bool:
        return bool(self._filters.filters)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.form.narrows)

    @property
    def show_all(self) -> str:
        return f"{self._path}{self._anchor}"

    @property
    def _anchor(self) -> str:
        return f"#{self.listing.anchor}" if self.listing.anchor else ""

    @cached_property
    def _sort(self) -> tuple[Column, bool]:
        """The column that sorts, and whether downwards."""
        said = self._asked.get("sort", "")
        for column in self.listing.columns:
            if column.sort and said.removeprefix("-") == column.sort:
                return column, said.startswith("-")
        first = self.listing.first_column
        return first, first.descending

    # What it shows

    @cached_property
    def objects(self) -> QuerySet[Any]:
        """Every object that the filters leave."""
        return self._filters.found

    @cached_property
    def part(self) -> Part[Model]:
        column, descending = self._sort
        return part_of(
            self.objects,
            column.sort,
            descending=descending,
            after=self._asked.get("after", ""),
            before=self._asked.get("before", ""),
            size=self.listing.size,
        )

    @cached_property
    def rows(self) -> list[list[Cell]]:
        return [row.shown for row in self._rows(self.part.rows)] if self.part.rows else []

    @cached_property
    def extent(self) -> str:
        """How many rows there are, in words."""
        if not (self.part.before or self.part.after):
            number = len(self.part.rows)
        else:
            number = self.objects.order_by()[: MOST_COUNTED + 1].count()
        if number > MOST_COUNTED:
            return f"More than {MOST_COUNTED:,}"
        return f"{number:,}"

    @property
    def headings(self) -> list[Heading]:
        column, descending = self._sort
        found = []
        for each in self.listing.columns:
            now = each == column
            down = not descending if now else each.descending
            href = self._href(sort=f"{'-' if down else ''}{each.sort}") if each.sort else ""
            words = ("descending" if descending else "ascending") if now else ""
            found.append(Heading(each.title, each.numeric, href, words))
        return found

    @property
    def lines(self) -> Iterator[list[tuple[Heading, Cell]]]:
        """The rows, each cell with its column's heading."""
        headings = self.headings
        return (list(zip(headings, row, strict=True)) for row in self.rows)

    # Where it leads

    @property
    def before_href(self) -> str:
        return self._href(sort=self._sorted, before=self.part.before) if self.part.before else ""

    @property
    def after_href(self) -> str:
        return self._href(sort=self._sorted, after=self.part.after) if self.part.after else ""

    @property
    def csv_href(self) -> str:
        return self._href(sort=self._sorted, export="csv")

    @property
    def xlsx_href(self) -> str:
        return self._href(sort=self._sorted, export="xlsx")

    @property
    def _sorted(self) -> str:
        return self._asked.get("sort", "")

    @property
    def sorted_by(self) -> str:
        """What the filters' form hands on, so that the order stays."""
        return self._sorted

    def _href(self, **more: str) -> str:
        asked = [
            (name, value)
            for name, values in self._asked.lists()
            if name not in OF_THE_LIST
            for value in values
            if value
        ]
        asked += [(name, value) for name, value in more.items() if value]
        asking = f"?{urlencode(asked)}" if asked else ""
        return f"{self._path}{asking}{self._anchor}"

    # As a file

    @property
    def download(self) -> HttpResponse | None:
        """Every row that the filters leave as a file, where the address asks for one."""
        kind = self._asked.get("export", "")
        if kind not in CONTENT_TYPES:
            return None
        headings = [each.title for each in self.listing.columns]
        return as_file(self.listing.name, kind, headings, self._exported())

    def _exported(self) -> Iterator[list[Value]]:
        column, descending = self._sort
        way = "-" if descending else ""
        objects = self.objects.order_by(f"{way}{column.sort}", f"{way}pk").iterator(AT_ONCE)
        while piece := list(islice(objects, AT_ONCE)):
            for row in self._rows(piece):
                yield [cell.exported for cell in row.shown]
