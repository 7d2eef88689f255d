"""The publishers' own files, later editions made from them, and the commands that import them."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from openpyxl import Workbook

DATA = Path(settings.BASE_DIR) / "demo" / "data"
PRACTICES = DATA / "epraccur_2019-11-19_02X_all.csv"
PARTNERS = DATA / "ePCN_2019-12-04_core_partners.csv"
DETAILS = DATA / "ePCN_2019-12-04_pcn_details.csv"
LISTS_2020 = DATA / "list-sizes_2020-04-01.csv"
LISTS_2021 = DATA / "gp-reg-pat-prac-all_2021-01-01.csv"
HOMES = DATA / "care_homes_hsca_2021-04.csv"
ENGLAND_LISTS = Path(settings.BASE_DIR) / "bench" / "data" / "gp-reg-pat-prac-all_2021-01-01.csv.gz"

Table = list[list[str]]


def table_of(path: Path) -> Table:
    """The cells of a CSV file, for a test to change."""
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


def row_of(table: Table, key: str) -> list[str]:
    """The row that holds a code."""
    return next(row for row in table if key in row)


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    kept = StringIO()
    csv.writer(kept).writerows(table)
    return kept.getvalue().encode()


def as_workbook(sheets: Mapping[str, Sequence[Sequence[str]]], *, lines_above: int = 0) -> bytes:
    """A workbook with these sheets after a first one that only talks."""
    book = Workbook()
    book.active.title = "README"
    book.active.append(["About this file"])
    for title, table in sheets.items():
        page = book.create_sheet(title)
        for _ in range(lines_above):
            page.append(["Published monthly"])
        for row in table:
            page.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


class Import:
    """Runs one import command on a file, or on an edition made by the test."""

    def __init__(self, command: str, folder: Path, **options: str) -> None:
        self.command, self.folder, self.options = command, folder, options
        self.number = 0

    def __call__(self, what: Path | Table | bytes, *flags: str, **options: str) -> dict[str, int]:
        """Import and give the counts that it prints."""
        said = self.say(what, *flags, **options)
        counts = {}
        for word in ("Added", "Changed", "Closed", "Unchanged"):
            (line,) = (each for each in said if each.startswith(f"{word}: "))
            counts[word.lower()] = int(line.split(": ")[1].replace(",", ""))
        return counts

    def say(self, what: Path | Table | bytes, *flags: str, **options: str) -> list[str]:
        """Import and give all that it prints."""
        out = StringIO()
        chosen = {**self.options, **options}
        words = [f"--{name.replace('_', '-')}={value}" for name, value in chosen.items() if value]
        call_command(
            self.command, str(self._path(what)), *words, *flags, "--verbosity=2", stdout=out
        )
        return out.getvalue().splitlines()

    def refuse(self, what: Path | Table | bytes, *flags: str, **options: str) -> list[str]:
        """Import what must be refused; why, line by line."""
        with pytest.raises(CommandError) as refused:
            self.say(what, *flags, **options)
        return str(refused.value).splitlines()

    def _path(self, what: Path | Table | bytes) -> Path:
        if isinstance(what, Path):
            return what
        self.number += 1
        path = self.folder / f"edition-{self.number}.csv"
        path.write_bytes(what if isinstance(what, bytes) else as_csv(what))
        return path


def edition(path: Path, change: Callable[[Table], object]) -> Table:
    """A later edition of a file: the same, with what a test changes."""
    table = table_of(path)
    change(table)
    return table


def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes())
