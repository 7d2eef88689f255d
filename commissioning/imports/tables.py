"""A file's rows under its headings: which columns it has, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from commissioning.imports.contents import Line, lines_of, plain
from commissioning.imports.mistakes import FileRefusedError, Mistakes
from commissioning.imports.rows import FileReading, FileRow


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column we read: our name for it, and the headings that publishers give it.

    With no heading its own name is the heading. In a file without headings, `position` counts
    from 1.
    """

    name: str
    headings: tuple[str, ...] = ()
    needed: bool = True
    position: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        return self.headings or (self.name,)

    @property
    def title(self) -> str:
        return f"column {self.position} ({self.titles[0]})" if self.position else self.titles[0]


@dataclass(slots=True)
class FileRows:
    """The rows of one file under its headings."""

    name: str
    lines: Iterator[Line]
    reading: FileReading
    width: int
    count: int = 0

    @property
    def mistakes(self) -> Mistakes:
        return self.reading.mistakes

    def __iter__(self) -> Iterator[FileRow]:
        for line, cells in self._readable():
            if not any(cells):
                continue
            self.count += 1
            if any(cells[self.width :]):
                self.mistakes.add(
                    line,
                    "",
                    f"has more cells than the file has columns ({self.width})",
                    "Put quotation marks around text with commas",
                )
                continue
            yield FileRow(line, cells, self.reading)
        if not self.count and not self.mistakes:
            self.mistakes.add(None, "", f"{self.name} holds no rows", "Add rows")

    def _readable(self) -> Iterator[Line]:
        """The lines up to where the file cannot be read any further, which is a mistake as well."""
        try:
            yield from self.lines
        except FileRefusedError as broken:
            for mistake in broken.mistakes:
                self.mistakes.add(mistake.line, mistake.column, mistake.reason, mistake.instead)

    def check(self) -> None:
        """Refuse the file if any mistake was found while reading it."""
        self.mistakes.check()


def open_table(
    path: Path,
    columns: Sequence[FileColumn],
    *,
    sheets: Sequence[str] = (),
    most_lines_above: int = 12,
    other_columns: bool = True,
) -> FileRows:
    """Open a file whose headings stand in one of its first lines, and find our columns by name.

    `other_columns=False` is for our own layouts: a column we do not know is then a mistake.
    """
    lines = lines_of(path, sheets)
    best: dict[str, int] = {}
    heading: Line = (1, [])
    for line in lines:
        places = _places(columns, line[1])
        if len(places) > len(best) or not heading[1]:
            best, heading = places, line
        if all(column.name in places for column in columns if column.needed):
            break
        if line[0] > most_lines_above:
            break
    number, cells = heading
    titles = [" ".join(cell.split()) for cell in cells]
    reading = FileReading(
        best,
        {column.name: titles[best[column.name]] for column in columns if column.name in best}
        | {column.name: column.titles[0] for column in columns if column.name not in best},
    )
    _check_missing(reading, path.name, columns, number, titles)
    _check_clear(reading, columns, number, titles)
    if not other_columns:
        _check_known(reading, columns, number, titles)
    reading.mistakes.check()
    return FileRows(path.name, lines, reading, _width(cells))


def open_table_without_headings(
    path: Path, columns: Sequence[FileColumn], *, width: int
) -> FileRows:
    """Open a file that has no headings and a fixed number of columns."""
    reading = FileReading(
        {column.name: column.position - 1 for column in columns},
        {column.name: column.title for column in columns},
    )
    return FileRows(path.name, _of_width(lines_of(path), width, reading.mistakes), reading, width)


def _of_width(lines: Iterator[Line], width: int, mistakes: Mistakes) -> Iterator[Line]:
    for line, cells in lines:
        if any(cells) and len(cells) != width:
            mistakes.add(
                line, "", f"has {len(cells)} columns", f"This file has {width} and no headings"
            )
            continue
        yield line, cells


def _places(columns: Sequence[FileColumn], cells: list[str]) -> dict[str, int]:
    places = {}
    here: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if cell:
            here.setdefault(plain(cell), place)
    for column in columns:
        for title in column.titles:
            if plain(title) in here:
                places[column.name] = here[plain(title)]
                break
    return places


def _check_missing(
    reading: FileReading, name: str, columns: Sequence[FileColumn], line: int, titles: Sequence[str]
) -> None:
    missing = [column for column in columns if column.needed and column.name not in reading.places]
    if missing:
        wanted = "; ".join(" or ".join(column.titles) for column in missing)
        headings = ", ".join(title for title in titles if title)[:500] or "an empty line"
        reading.mistakes.add(
            line, "", f"{name} lacks these columns: {wanted}", f"Found on line {line}: {headings}"
        )
        reading.mistakes.check()


def _check_clear(
    reading: FileReading, columns: Sequence[FileColumn], line: int, titles: Sequence[str]
) -> None:
    """A heading that we read may stand over one column only."""
    for column in columns:
        same = [title for title in titles if title and plain(title) in map(plain, column.titles)]
        if len({plain(title) for title in same}) < len(same):
            reading.mistakes.add(line, same[0], "two columns have this heading", "Keep one of them")


def _check_known(
    reading: FileReading, columns: Sequence[FileColumn], line: int, titles: Sequence[str]
) -> None:
    plain_titles = {plain(title) for column in columns for title in column.titles}
    allowed = ", ".join(column.titles[0] for column in columns)
    for title in titles:
        if title and plain(title) not in plain_titles:
            reading.mistakes.add(line, title, "is not a column of this file", f"Allowed: {allowed}")


def _width(cells: list[str]) -> int:
    """How many columns the headings span, without empty ones at the end."""
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return width
