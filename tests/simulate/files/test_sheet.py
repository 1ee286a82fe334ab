"""Tables of spreadsheets, as CSV text and as workbooks."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from carbonspan.simulate.files.sheet import read_sheet
from carbonspan.simulate.files.workbook import write_workbook
from carbonspan.simulate.problems import InvalidInput


@pytest.fixture
def sheet(tmp_path):
    """The table of a CSV text."""

    def read(text, name="t.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_sheet(path)

    return read


@pytest.fixture
def book(tmp_path):
    """The table of a workbook with these rows; `change` may alter the sheet before it is saved."""

    def read(rows, change=lambda _: None, tab=""):
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append(row)
        change(workbook)
        path = tmp_path / "t.xlsx"
        workbook.save(path)
        return read_sheet(path, tab=tab)

    return read


def values(found):
    return [[cell.value for cell in row.cells.values()] for row in found.rows]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n0.5,x\n",
        "a|b\n0.5|x\n",
        "\ufeffa;b\r\n0,5;x\r\n",
        "a\tb\n0,5\tx\n",
        '\n"a",b\n\n"0.5","x"\n,\n',
        "a;b;\n0,5;x;\n",
    ],
)
def test_separators_decimal_commas_blank_lines_and_quotes(sheet, text):
    assert values(sheet(text)) == [["0.5", "x"]]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a;b\n1.234,5;0,5 kg/kWh\n", ["1234.5", "0.5 kg/kWh"]),
        ('a,b\n"1,234.5","2,000"\n', ["1234.5", "2000"]),
        ("a;b\n1 234,5;0,5 %\n", ["1234.5", "0.5 %"]),
        ("a;b\n0,3 to 0,5;7\n", ["0,3 to 0,5", "7"]),
        ("a,b\n3.11.7,10.0.19041\n", ["3.11.7", "10.0.19041"]),
        ("a;b\n3.11.7;0,5\n", ["3.11.7", "0.5"]),
        ("a;b\n1.5;x 2,5\n", ["1.5", "x 2,5"]),
    ],
)
def test_marks_of_numbers_are_those_that_all_cells_tell(sheet, text, cells):
    assert values(sheet(text)) == [cells]


def test_columns_of_texts_stay_as_they_are_written(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a;note\n1.234,5;1.500\n0,5;2.5\n")
    assert values(read_sheet(path, is_text=lambda name: name == "note")) == [["1234.5", "1.500"], ["0.5", "2.5"]]


def test_a_cell_knows_its_line_and_column(sheet):
    cell = sheet('a;b\n"x;y";2\n').rows[0]["b"]
    assert (cell.position.line, cell.position.column, cell.number()) == (2, 7, 2.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b,a\n1,2,3\n", r"csv:1:5: duplicate column 'a', first at .*csv:1:1; rename one"),
        ("a,b\n1\n", r"csv:2:1: must have 2 cells like the first row, got 1"),
        ("a,b\n1,2,3\n", r"csv:2:5: a cell without a column: row 1 names 2, got '3'"),
        ("a;b\n1,5;2.5\n", r"csv:2:5: a number with a point in a file that has decimal commas"),
        ("a;b\n1.500;x\n", r"csv:2:1: the mark in this number may be before decimals or between thousands"),
        ('a,b\nx,"1,500"\n', r"csv:2:3: the mark in this number may be before decimals or between thousands"),
        ('a,b\n"1,2\n', r"csv:2:1: invalid CSV"),
        ("Budget\n\na,b\n1,2\n", r"csv:1:1: looks like a title: the first row names the columns; delete it$"),
        ("Budget,,\na,b,\n1,2,\n", r"csv:1:1: looks like a title"),
        ("\n\n", "is empty; the first row names the columns"),
        (b"a\xff\n1\n", r"csv:1:2: must be UTF-8 text"),
    ],
)
def test_what_is_no_table_is_refused_with_its_position(sheet, text, message):
    with pytest.raises(InvalidInput, match=message):
        sheet(text)


def test_other_endings_are_refused(sheet):
    with pytest.raises(InvalidInput, match=r"must be a table that ends in .csv or .xlsx, got '.xls'"):
        sheet("a\n1\n", "t.xls")


def test_a_workbook_has_numbers_and_percent_is_a_unit(book):
    def in_percent(workbook):
        workbook.active["B2"].number_format = "0.0%"

    found = book([["a", "b", "c"], [0.1, 0.07, "x"]], in_percent)
    assert values(found) == [[0.1, "7 %", "x"]]
    assert str(found.rows[0]["b"].problem("is wrong")).endswith("t.xlsx:Sheet!B2: b: is wrong")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (dt.date(2024, 5, 1), r"Sheet!A2: must be a number or text, got a date or a time \(2024-05-01"),
        (True, "got true or false"),
        ("=1+1", "is a formula whose value was never stored"),
        ("#DIV/0!", "is the error #DIV/0!"),
    ],
)  # fmt: skip
def test_cells_that_are_neither_numbers_nor_text_are_refused(book, value, message):
    with pytest.raises(InvalidInput, match=message):
        book([["a"], [value]])


def test_the_sheet_is_the_only_one_or_the_chosen_one(book):
    def second(workbook):
        workbook.create_sheet("More").append(["z"])

    with pytest.raises(InvalidInput, match="has the sheets Sheet, More; choose one with --sheet"):
        book([["a"], [1]], second)
    with pytest.raises(InvalidInput, match="no sheet is called 'Mor'; did you mean 'More'"):
        book([["a"], [1]], second, "Mor")
    assert book([["a"], [1]], second, "More").names == ("z",)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_text("a,b")
    with pytest.raises(InvalidInput, match="is no Excel workbook"):
        read_sheet(path)


def test_text_that_looks_like_a_formula_is_written_as_text(tmp_path):
    path = tmp_path / "t.xlsx"
    write_workbook(path, [["a", "b"], ["=1+1", 2.5]], tab="t")
    assert values(read_sheet(path)) == [["=1+1", 2.5]]


def test_a_float_is_written_to_the_last_bit(tmp_path):
    path = tmp_path / "t.xlsx"
    numbers = [0.1 + 0.2, 1e-300, 10.972184998712278, 3e8, 7]
    write_workbook(path, [list("abcde"), numbers], tab="t")
    assert values(read_sheet(path)) == [numbers]


@pytest.mark.parametrize("text", ["1e999", "-1e400", "9" * 400])
def test_a_number_beyond_those_of_floats_is_refused_at_its_cell(sheet, text):
    with pytest.raises(InvalidInput, match=r":2:3: b: must be a number; got"):
        sheet(f"a,b\n1,{text}\n").rows[0]["b"].number()


def test_a_character_that_is_not_visible_is_refused_at_its_cell(sheet, book):
    with pytest.raises(InvalidInput, match=r":1:3: contains the unprintable character U\+202E; remove it"):
        sheet("a,\u202eb\n1,2\n")
    with pytest.raises(InvalidInput, match=r"B1: contains the unprintable character U\+202E; remove it"):
        book([["a", "\u202eb"], [1, 2]])


def repacked(path, name, change):
    """Replace a part of a workbook."""
    with zipfile.ZipFile(path) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for each, content in parts.items():
            new.writestr(each, content)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("xl/workbook.xml", lambda _: b"", "is no Excel workbook"),
        ("xl/worksheets/sheet1.xml", lambda part: part.replace(b"<c ", b"<d "), "is no Excel workbook"),
        ("xl/worksheets/sheet1.xml", lambda part: part + b" " * 20_000_000, "bytes when it is unpacked, more than"),
        (
            "xl/worksheets/sheet1.xml",
            lambda part: part.replace(b'r="B2"', b'r="XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"'),
            "reaches to row 1,048,576 and column",
        ),
    ],
)
def test_a_damaged_workbook_is_refused(tmp_path, name, change, message):
    path = tmp_path / "t.xlsx"
    write_workbook(path, [["a", "b"], [1, 2]], tab="t")
    repacked(path, name, change)
    with pytest.raises(InvalidInput, match=message):
        read_sheet(path)
