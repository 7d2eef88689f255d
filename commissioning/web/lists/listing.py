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

from commissioning.models import User
from commissioning.web.lists.cells import Cell, Column, Row, Value
from commissioning.web.lists.files import CONTENT_TYPES, as_file
from commissioning.web.lists.filters import ListFilters
from commissioning.web.lists.pages import ListPart, part_of
from commissioning.web.page_cache import kept, seen_by

SIZE = 50
MOST_COUNTED = 10_000  # rows that are counted for the heading; beyond, it says “more than”
AT_ONCE = 2_000  # rows read together for a file
NONE = User.objects.none()  # stands for a list's objects where its filters are only drawn

OF_THE_LIST = {"sort", "after", "before", "export"}  # what an address says beside the filters

Objects = QuerySet[Any] | Callable[[], QuerySet[Any]]
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
    keeps: bool = True  # False: its rows change without an event in the audit trail

    def answer(self, request: HttpRequest, objects: Objects, *, rows: Rows) -> Listed:
        """What this request asks for of some objects, which the person is allowed to see.

        Objects that are long to describe are given as a function: what is kept needs none. `rows`
        makes the rows of one page's objects: it may ask the database a fixed number of
        times, never once a row.
        """
        return Listed(self, request, objects, rows)

    @property
    def first_column(self) -> Column:
        return next(column for column in self.columns if column.sort == self.order)

    def __post_init__(self) -> None:
        """Refuse a list that starts in an order it has no column for."""
        if not any(column.sort == self.order for column in self.columns):
            raise ValueError(f"No column of the list {self.name} sorts by {self.order}")


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list: its rows, how many there are in words, and the keys either side."""

    rows: list[list[Cell]]
    extent: str
    before: str
    after: str


class Listed:
    """A list as one request asks for it. What it shows is kept until anybody changes anything."""

    def __init__(
        self, listing: Listing, request: HttpRequest, objects: Objects, rows: Rows
    ) -> None:
        self.listing = listing
        self._request = request
        self._path = request.path
        self._asked = request.GET.copy()
        for name in [name for name, value in self._asked.items() if "\0" in value]:
            del self._asked[name]  # nothing in the database holds it
        self._all = objects
        self._filters = listing.filters(data=self._asked, queryset=NONE, request=request)
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
        sort = self._asked.get("sort", "")
        for column in self.listing.columns:
            if column.sort and sort.removeprefix("-") == column.sort:
                return column, sort.startswith("-")
        first = self.listing.first_column
        return first, first.descending

    # What it shows

    @cached_property
    def objects(self) -> QuerySet[Any]:
        """Every object that the filters leave."""
        return self._filters.narrow(self._all() if callable(self._all) else self._all)

    @cached_property
    def shown(self) -> ListPage:
        person = self._request.user
        assert isinstance(person, User)  # noqa: S101  (every list is for who is signed in)
        if not self.listing.keeps:
            return self._look()
        about = (self.listing.name, self._request.get_full_path(), *seen_by(person))
        return kept(self._look, "list", *about)

    def _look(self) -> ListPage:
        column, descending = self._sort
        part: ListPart[Model] = part_of(
            self.objects,
            column.sort,
            descending=descending,
            after=self._asked.get("after", ""),
            before=self._asked.get("before", ""),
            size=self.listing.size,
        )
        rows = [row.shown for row in self._rows(part.rows)] if part.rows else []
        return ListPage(rows, self._extent(part), part.before, part.after)

    def _extent(self, part: ListPart[Model]) -> str:
        if not (part.before or part.after):
            number = len(part.rows)
        else:
            number = self.objects.order_by()[: MOST_COUNTED + 1].count()
        if number > MOST_COUNTED:
            return f"More than {MOST_COUNTED:,}"
        return f"{number:,}"

    @property
    def rows(self) -> list[list[Cell]]:
        return self.shown.rows

    @property
    def extent(self) -> str:
        """How many rows there are, in words."""
        return self.shown.extent

    @property
    def headings(self) -> list[Heading]:
        column, descending = self._sort
        headings = []
        for listed_column in self.listing.columns:
            now = listed_column == column
            down = not descending if now else listed_column.descending
            href = (
                self._href(sort=f"{'-' if down else ''}{listed_column.sort}")
                if listed_column.sort
                else ""
            )
            words = ("descending" if descending else "ascending") if now else ""
            headings.append(Heading(listed_column.title, listed_column.numeric, href, words))
        return headings

    @property
    def lines(self) -> Iterator[list[tuple[Heading, Cell]]]:
        """The rows, each cell with its column's heading."""
        headings = self.headings
        return (list(zip(headings, row, strict=True)) for row in self.rows)

    # Where it leads

    @property
    def before_href(self) -> str:
        return self._href(sort=self._sorted, before=self.shown.before) if self.shown.before else ""

    @property
    def after_href(self) -> str:
        return self._href(sort=self._sorted, after=self.shown.after) if self.shown.after else ""

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
        parameters = [
            (name, value)
            for name, values in self._asked.lists()
            if name not in OF_THE_LIST
            for value in values
            if value
        ]
        parameters += [(name, value) for name, value in more.items() if value]
        asking = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self._path}{asking}{self._anchor}"

    # As a file

    @property
    def download(self) -> HttpResponse | None:
        """Every row that the filters leave as a file, where the address asks for one."""
        kind = self._asked.get("export", "")
        if kind not in CONTENT_TYPES:
            return None
        headings = [column.title for column in self.listing.columns]
        return as_file(self.listing.name, kind, headings, self._exported())

    def _exported(self) -> Iterator[list[Value]]:
        column, descending = self._sort
        way = "-" if descending else ""
        objects = self.objects.order_by(f"{way}{column.sort}", f"{way}pk").iterator(AT_ONCE)
        while piece := list(islice(objects, AT_ONCE)):
            for row in self._rows(piece):
                yield [cell.exported for cell in row.shown]
