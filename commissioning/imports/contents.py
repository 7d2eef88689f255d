"""From a file to rows of text, each with its line number. Knows formats, not layouts."""

from __future__ import annotations

import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from commissioning.imports.mistakes import FileMistake, FileRefusedError, refuse

LARGEST_FILE = 60 * 1024 * 1024  # bytes, as sent
LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes, once unpacked: guards against archives made to burst
MOST_LINES = 250_000

GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
NOT_TEXT_FROM_EXCEL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

# All that openpyxl and what it stands on raise where a workbook is damaged. A SyntaxError is how
# the XML parser says that a part is not XML.
NO_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    struct.error,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

Line = tuple[int, list[str]]


def lines_of(path: Path, sheets: Sequence[str] = ()) -> Iterator[Line]:
    """Read the rows of a CSV file or workbook, plain or packed with gzip, as trimmed text.

    The kind of file is told by its first bytes, not by its name. In a workbook with several sheets
    the one with any of the given spellings is read.
    """
    content = _bytes_of(path)
    if content.startswith(ZIP):
        return _limited(_workbook_lines(content, sheets))
    return _limited(_csv_lines(_text_of(content)))


def has_sheets(path: Path) -> bool:
    """Say whether a file is a workbook."""
    return _bytes_of(path).startswith(ZIP)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise refuse(f"{path} is a folder", "Give one file")
        if size > LARGEST_FILE:
            raise refuse(
                f"{path.name} is too large: {size:,} bytes, at most {LARGEST_FILE:,}",
                "Send only the sheet or rows that are needed",
            )
        content = path.read_bytes()
    except OSError as wrong:
        raise refuse(
            f"{path} cannot be read: {wrong.strerror or wrong}", "Check the name"
        ) from wrong
    if content.startswith(GZIP):
        content = _unpacked(content, path.name)
    if not content.strip():
        raise refuse(f"{path.name} is empty", "Send the file as it was published")
    if content.startswith(OLE):
        raise refuse(
            f"{path.name} is in the old Excel format or protected by a password",
            "Save it as .xlsx without a password, or as CSV",
        )
    return content


def _unpacked(content: bytes, name: str) -> bytes:
    """Unpack gzip, a piece at a time, and stop where it grows beyond reason."""
    pieces, total = [], 0
    try:
        while content:
            unpacker = zlib.decompressobj(wbits=31)
            piece = unpacker.decompress(content, LARGEST_UNPACKED - total + 1)
            pieces.append(piece)
            total += len(piece)
            if total > LARGEST_UNPACKED:
                raise refuse(
                    f"{name} unpacks to more than {LARGEST_UNPACKED:,} bytes",
                    "Send the file as it was published",
                )
            if not unpacker.eof:
                raise refuse(f"{name} is cut short", "Download or send it again")
            content = unpacker.unused_data.lstrip(b"\x00")
    except zlib.error as wrong:
        raise refuse(f"{name} is a damaged gzip file", "Download or send it again") from wrong
    return b"".join(pieces)


def _text_of(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif match := NOT_TEXT.search(content):
        line = content.count(b"\n", 0, match.start()) + 1
        raise FileRefusedError(
            [
                FileMistake(
                    line,
                    "",
                    "this is not a text file or workbook: it holds bytes that no text has",
                    "Send CSV or .xlsx",
                )
            ]
        )
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as wrong:
            line = content.count(b"\n", 0, wrong.start) + 1
    raise FileRefusedError(
        [
            FileMistake(
                line, "", "a letter cannot be read as UTF-8 or Windows-1252", "Save it as UTF-8"
            )
        ]
    )


def _csv_lines(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            yield first, [cell.strip() for cell in cells]
            first = reader.line_num + 1
    except csv.Error as wrong:
        raise FileRefusedError(
            [
                FileMistake(
                    first,
                    "",
                    f"this line is not CSV ({wrong})",
                    "Close each quotation mark, and write a quotation mark inside a cell twice",
                )
            ]
        ) from wrong


def _workbook_lines(content: bytes, sheets: Sequence[str]) -> Iterator[Line]:
    damaged = refuse("this is not a workbook that can be read", "Save it again as .xlsx, or as CSV")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(entry.file_size for entry in parts.infolist()) > LARGEST_UNPACKED:
                raise refuse(
                    f"the workbook unpacks to more than {LARGEST_UNPACKED:,} bytes",
                    "Save only the sheet that is needed",
                )
        with _without_warnings():
            workbook = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
    except NO_WORKBOOK as wrong:
        raise damaged from wrong
    sheet = _sheet(workbook, sheets)
    sheet.reset_dimensions()  # a sheet's own word on its size is often wrong
    rows = sheet.iter_rows(values_only=True)
    number = 0
    try:
        while piece := _next(rows):
            for cells in piece:
                number += 1
                yield number, [_cell_text(cell) for cell in cells]
    except NO_WORKBOOK as wrong:
        raise damaged from wrong
    finally:
        workbook.close()


def _next(rows: Iterator[Sequence[object]]) -> list[Sequence[object]]:
    with _without_warnings():
        return list(islice(rows, 1_000))


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Openpyxl warns of styles and print areas that it does not know; nobody here needs them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _sheet(workbook, sheets):
    titles = {plain(worksheet.title): worksheet for worksheet in workbook.worksheets}
    for wanted in sheets:
        if plain(wanted) in titles:
            return titles[plain(wanted)]
    if titles and (not sheets or len(titles) == 1):
        return next(iter(titles.values()))
    raise refuse(
        f"no sheet is called {' or '.join(repr(sheet) for sheet in sheets)}; "
        f"found {', '.join(repr(worksheet.title) for worksheet in workbook.worksheets) or 'none'}",
        "Send the workbook as it was published",
    )


def plain(title: str) -> str:
    """A heading or sheet name without what publishers vary: case, spaces and line breaks."""
    return re.sub(r"[\s_\ufeff]+", "", title).casefold()


def _cell_text(value: object) -> str:
    """What a cell says, as a CSV of the same sheet would. Excel keeps every number as a float."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float):
        # Twelve figures: enough for any amount, too few for the noise of binary fractions.
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time.min else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return NOT_TEXT_FROM_EXCEL.sub(" ", str(value)).strip()


def _limited(lines: Iterable[Line]) -> Iterator[Line]:
    for number, cells in lines:
        if number > MOST_LINES:
            raise refuse(
                f"the file has more than {MOST_LINES:,} lines", "Send only the rows that are needed"
            )
        yield number, cells
