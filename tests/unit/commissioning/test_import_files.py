"""Files as people send them: read, or refused with every mistake and what to do about it."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from commissioning.imports import (
    FileColumn,
    FileRefusedError,
    FileRows,
    contents,
    dates,
    has_sheets,
    open_table,
    open_table_without_headings,
)

COLUMNS = [
    FileColumn("code", ("CODE",)),
    FileColumn("patients", ("NUMBER_OF_PATIENTS", "PATIENTS")),
    FileColumn("note", needed=False),
]
HEADING = "CODE,NUMBER_OF_PATIENTS,note"


def written(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def opened(folder: Path, content: bytes | str, name: str = "file.csv") -> FileRows:
    return open_table(written(folder, content, name), COLUMNS)


def read(table: FileRows) -> list[tuple[str, int, str]]:
    rows = [
        (row.practice_code("code"), row.whole("patients"), row.text_or_blank("note"))
        for row in table
    ]
    table.check()
    return rows


def refusal(folder: Path, content: bytes | str, name: str = "file.csv") -> str:
    with pytest.raises(FileRefusedError) as refused:
        read(opened(folder, content, name))
    return str(refused.value)


def workbook(rows: list[list[object]], *, sheet: str = "Sheet1", above: int = 0) -> bytes:
    book = Workbook()
    page = book.active
    page.title = sheet
    for _ in range(above):
        page.append(["Some words about the file"])
    for row in rows:
        page.append(row)
    book.create_sheet("Other")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


# What is read

ROWS = [("C86001", 16639, "Zoë’s")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{HEADING}\nC86001,16639,Zoë’s\n".encode(), id="UTF-8"),
        pytest.param(f"{HEADING}\nC86001,16639,Zoë’s\n".encode("utf-8-sig"), id="byte order mark"),
        pytest.param(f"{HEADING}\nC86001,16639,Zoë’s\n".encode("cp1252"), id="Windows-1252"),
        pytest.param(f"{HEADING}\nC86001,16639,Zoë’s\n".encode("utf-16"), id="UTF-16"),
        pytest.param(f"{HEADING}\r\nC86001,16639,Zoë’s\r\n".encode(), id="Windows line ends"),
        pytest.param(f'{HEADING}\n"C86001"," 16,639 ","Zoë’s"\n\n,,\n'.encode(), id="quoted"),
        pytest.param(f"About\n\n{HEADING}\nC86001,16639,Zoë’s".encode(), id="lines above"),
        pytest.param("code,Number of\u00a0Patients,Note\nc86001,16639,Zoë’s".encode(), id="case"),
        pytest.param('CODE,"Number\nof\nPatients",NOTE\nC86001,16639,Zoë’s'.encode(), id="breaks"),
        pytest.param("other,patients,note,code\nx,16639,Zoë’s,C86001".encode(), id="other order"),
        pytest.param(gzip.compress(f"{HEADING}\nC86001,16639,Zoë’s".encode()), id="gzip"),
        pytest.param(
            gzip.compress(f"{HEADING}\n".encode()) + gzip.compress("C86001,16639,Zoë’s".encode()),
            id="gzip in two parts",
        ),
    ],
)
def test_text_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    assert read(opened(tmp_path, content)) == ROWS


@pytest.mark.parametrize("above", [0, 6])
@pytest.mark.parametrize("sheet", ["HSCA Active Locations", "HSCA_Active_Locations", "hsca"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_workbooks_sheet_is_found_by_any_of_its_names(
    tmp_path: Path, above: int, sheet: str, pack: type[bytes]
) -> None:
    rows: list[list[object]] = [
        ["CODE", "Number\nof Patients", "note"],
        ["C86001", 16639.0, "Zoë’s"],
    ]
    path = written(tmp_path, pack(workbook(rows, sheet=sheet, above=above)), "file.xlsx")
    assert has_sheets(path)
    assert read(open_table(path, COLUMNS, sheets=("HSCA Active Locations", "HSCA"))) == ROWS


def test_a_workbook_says_the_same_as_a_csv(tmp_path: Path) -> None:
    """Excel keeps numbers as floats and dates as dates; neither may show."""
    path = tmp_path / "file.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Any")
    page.write_row(0, 0, ["day", "weighted", "whole", "flag", "blank"])
    page.write_datetime(1, 0, datetime(2021, 1, 31), book.add_format({"num_format": "dd/mm/yy"}))  # noqa: DTZ001
    page.write_row(1, 1, [7980.01, 20191001, True])
    book.close()
    names = ("day", "weighted", "whole", "flag", "blank")
    (row,) = open_table(path, [FileColumn(each) for each in names])
    assert row.day("day") == date(2021, 1, 31)
    assert row.decimal("weighted") == Decimal("7980.01")
    assert row.whole("whole") == 20191001
    assert row.flag("flag") is True
    assert row.flag("blank") is False


def test_line_numbers_count_lines_of_the_file(tmp_path: Path) -> None:
    table = opened(tmp_path, f'About\n{HEADING}\nC86001,1,"two\nlines"\n\nC86002,2,\n')
    assert [row.line for row in table] == [3, 6]


def test_a_file_without_headings(tmp_path: Path) -> None:
    path = written(tmp_path, '"C86001","x","5"\r\n"C86002","y"\r\n"C8600","z","6"\r\n')
    columns = [FileColumn("code", ("Code",), position=1), FileColumn("beds", ("Beds",), position=3)]
    table = open_table_without_headings(path, columns, width=3)
    rows = [(row.practice_code("code"), row.whole("beds")) for row in table]
    assert rows[0] == ("C86001", 5)
    with pytest.raises(FileRefusedError) as refused:
        table.check()
    assert str(refused.value).splitlines() == [
        "line 2: has 2 columns. This file has 3 and no headings",
        f"line 3, column 1 (Code): 'C8600' is no such code. {WRITE_A_CODE}",
    ]


# What is refused

WRITE_A_CODE = "Write the ODS code: a letter and five digits, as C86001"
QUOTE_IT = "Put quotation marks around text with commas"


def test_every_mistake_is_told_with_its_place_and_remedy(tmp_path: Path) -> None:
    lines = ["C86001,12,", "C8600,-1,", ",1.5,", "C86004,,", "C86005,many,", "C86006,1,a,b"]
    said = refusal(tmp_path, "\n".join([HEADING, *lines])).splitlines()
    assert said == [
        f"line 3, CODE: 'C8600' is no such code. {WRITE_A_CODE}",
        "line 3, NUMBER_OF_PATIENTS: -1 is below 0. Write 0 or more",
        f"line 4, CODE: is blank. {WRITE_A_CODE}",
        "line 4, NUMBER_OF_PATIENTS: 1.5 is not a whole number. Write a whole number, as 1234",
        "line 5, NUMBER_OF_PATIENTS: is blank. Write a whole number, as 1234",
        "line 6, NUMBER_OF_PATIENTS: 'many' is not a number. Write a whole number, as 1234",
        f"line 7: has more cells than the file has columns (3). {QUOTE_IT}",
    ]


def test_where_a_file_breaks_off_what_came_before_is_told_as_well(tmp_path: Path) -> None:
    said = refusal(tmp_path, f'{HEADING}\nC86001,many,\n"C86002,4,\n').splitlines()
    assert [each.split(":")[0] for each in said] == ["line 2, NUMBER_OF_PATIENTS", "line 3"]


def test_missing_columns_are_named_with_those_found(tmp_path: Path) -> None:
    said = refusal(tmp_path, "CODE,BEDS\nC86001,4\n")
    assert said == (
        "line 1: file.csv lacks these columns: NUMBER_OF_PATIENTS or PATIENTS. "
        "Found on line 1: CODE, BEDS"
    )


def test_a_heading_may_stand_over_one_column_only(tmp_path: Path) -> None:
    said = refusal(tmp_path, "CODE,PATIENTS,code\nC86001,4,C86002\n")
    assert said == "line 1, CODE: two columns have this heading. Keep one of them"


def test_empty_headings_do_not_matter(tmp_path: Path) -> None:
    assert read(opened(tmp_path, "CODE,,PATIENTS,,\nC86001,x,4\n")) == [("C86001", 4, "")]


def test_in_our_own_layouts_a_column_we_do_not_know_is_a_mistake(tmp_path: Path) -> None:
    path = written(tmp_path, "CODE,PATIENTS,nots\nC86001,4,\n")
    with pytest.raises(FileRefusedError) as refused:
        open_table(path, COLUMNS, other_columns=False)
    assert str(refused.value) == (
        "line 1, nots: is not a column of this file. Allowed: CODE, NUMBER_OF_PATIENTS, note"
    )


def a_bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", b" " * 2_000)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b" \n \n", "is empty", id="blank"),
        pytest.param(b"CODE,PATIENTS\n", "holds no rows", id="headings only"),
        pytest.param(b"%PDF-1.4\n\x00\x01\x02", "not a text file or workbook", id="a PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0rest", "old Excel format", id="an old workbook"),
        pytest.param(b"PK\x03\x04rubbish", "not a workbook that can be read", id="a broken zip"),
        pytest.param(b"\x1f\x8brubbish", "damaged gzip file", id="a broken gzip"),
        pytest.param(gzip.compress(b"CODE" * 99)[:-9], "cut short", id="a gzip cut short"),
        pytest.param(b'CODE,PATIENTS\n"C86001,4\n', "not CSV", id="an open quotation mark"),
        pytest.param(b'CODE,PATIENTS\n"C8"6001,4\n', "not CSV", id="a stray quotation mark"),
        pytest.param(b"CODE,PATIENTS\nC86001,\x81\n", "cannot be read as", id="no such letter"),
        pytest.param(b"CODE,PATIENTS\n" + b"9" * 200_000, "not CSV", id="an endless cell"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    assert said in refusal(tmp_path, content)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    assert "not a workbook" in refusal(tmp_path, a_bomb())


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = f"{HEADING}\n" + "C86001,1,\n" * 400
    monkeypatch.setattr(contents, "LARGEST_UNPACKED", 1_000)
    assert "unpacks to more than 1,000 bytes" in refusal(tmp_path, gzip.compress(lines.encode()))
    assert "unpacks to more than 1,000 bytes" in refusal(tmp_path, a_bomb())
    monkeypatch.setattr(contents, "LARGEST_FILE", 2_000)
    assert "is too large: 4,029 bytes, at most 2,000" in refusal(tmp_path, lines)
    monkeypatch.undo()
    monkeypatch.setattr(contents, "MOST_LINES", 100)
    assert "more than 100 lines" in refusal(tmp_path, lines)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="cannot be read: No such file or directory"):
        open_table(tmp_path / "nothing.csv", COLUMNS)
    with pytest.raises(FileRefusedError, match="is a folder"):
        open_table(tmp_path, COLUMNS)


def test_a_missing_sheet_is_named_with_those_found(tmp_path: Path) -> None:
    path = written(tmp_path, workbook([["CODE"]], sheet="Read me"), "file.xlsx")
    with pytest.raises(FileRefusedError, match="no sheet is called 'PCN Details'; found 'Read me'"):
        open_table(path, COLUMNS, sheets=("PCN Details",))


@given(st.binary(max_size=400))
def test_rubbish_is_always_refused_in_words(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        for start in (b"", b"PK\x03\x04", b"\x1f\x8b", b"CODE,PATIENTS\n"):
            try:
                read(opened(Path(folder), start + content))
            except FileRefusedError as refused:
                assert str(refused)  # noqa: PT017  (either outcome is right; a traceback is not)


# Cells


def cell(folder: Path, said: str) -> FileRows:
    return open_table(written(folder, f'cell,x\n"{said}",1\n'), [FileColumn("cell")])


@pytest.mark.parametrize(
    ("said", "forms", "day"),
    [
        ("01JAN2021", dates.NHS_DIGITAL, date(2021, 1, 1)),
        ("01-Sep-20", dates.NHS_DIGITAL, date(2020, 9, 1)),
        ("01Jan2022", dates.NHS_DIGITAL, date(2022, 1, 1)),
        ("1 April 2020", dates.NHS_DIGITAL, date(2020, 4, 1)),
        ("20191001", dates.ODS, date(2019, 10, 1)),
        ("2020-06-01", dates.OURS, date(2020, 6, 1)),
        ("2020-06-01T00:00:00", dates.OURS, date(2020, 6, 1)),
        ("31/01/2021", dates.CQC, date(2021, 1, 31)),
        ("2021-02-30", dates.OURS, None),
        ("20191301", dates.ODS, None),
        ("99991231", dates.ODS, None),
        ("01XYZ2021", dates.NHS_DIGITAL, None),
        ("01/02/2021", dates.OURS, None),
        ("2021-2-3", dates.OURS, None),
        ("٢٠٢١-٠١-٠١", dates.OURS, None),
    ],
)
def test_dates(said: str, forms: tuple[dates.DateFormat, ...], day: date | None) -> None:
    assert dates.read(said, forms) == day


@pytest.mark.parametrize(
    ("said", "places", "number"),
    [
        ("7980.01", 2, "7980.01"),
        ("16,639", 0, "16639"),
        ("16639.0", 0, "16639"),
        ("7.500", 2, "7.5"),
        ("7980.011", 2, None),
        ("1,23", 2, None),
        ("1e3", 0, None),
        ("NaN", 2, None),
        ("-5", 2, None),
        ("99999999999", 0, None),
        ("£5", 2, None),
    ],
)
def test_numbers(tmp_path: Path, said: str, places: int, number: str | None) -> None:
    table = cell(tmp_path, said)
    (row,) = table
    found = row.decimal("cell", places=places)
    assert bool(table.mistakes) is (number is None)
    if number is not None:
        assert found == Decimal(number)


def test_flags_choices_and_answers(tmp_path: Path) -> None:
    heading = "flag,answer,choice,pcn,ccg\n"
    path = written(tmp_path, f"{heading}Y,no,Signed,u72999,02x\n,,declined,U7299,2X\nmaybe,x,,,\n")
    names = ("flag", "answer", "choice", "pcn", "ccg")
    table = open_table(path, [FileColumn(each) for each in names])
    found = [
        (
            row.flag("flag"),
            row.yes_no_or_none("answer"),
            row.choice("choice", ["signed", "declined"]),
            row.pcn_code("pcn"),
            row.commissioner_code("ccg"),
        )
        for row in table
    ]
    assert found[0] == (True, False, "signed", "U72999", "02X")
    assert found[1][:3] == (False, None, "declined")
    with pytest.raises(FileRefusedError) as refused:
        table.check()
    places = [(each.line, each.column) for each in refused.value.mistakes]
    assert places == [(3, "pcn"), (3, "ccg"), *((4, each) for each in names)]
    assert "Write one of: signed, declined" in str(refused.value)


def test_the_same_thing_twice_in_a_file(tmp_path: Path) -> None:
    table = opened(tmp_path, f"{HEADING}\nC86001,1,\nC86001,2,\n")
    for row in table:
        row.only_once("list", row.practice_code("code"))
    with pytest.raises(
        FileRefusedError, match=r"line 3: list C86001 is already on line 2. Keep one"
    ):
        table.check()


def test_text_that_is_too_long(tmp_path: Path) -> None:
    table = cell(tmp_path, "a" * 41)
    (row,) = table
    assert row.text_or_blank("cell", longest=40) == ""
    with pytest.raises(FileRefusedError, match=r"is 41 letters long. Use at most 40"):
        table.check()
