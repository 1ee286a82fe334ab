"""Rows of CSV text: Python's reader finds the cells, and each has its position."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.files.csv_rows import BrokenRow, rows

CELL = st.text("ab1 ,\"\n'é;", max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_cells_are_as_written_and_have_their_position(table: list[list[str]], end: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    lines = file.getvalue().replace("\r\n", "\n").split("\n")
    found = list(rows(file.getvalue()))
    assert [row.cells for row in found] == [[cell.strip() for cell in row] for row in table]
    for row in found:
        for index in range(len(row.cells)):
            line, column = row.line_and_column(index)
            assert lines[line - 1][column - 1] == '"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a , b\r\n 1,\t2\r\n", [["a", "b"], ["1", "2"]]),
        ("a\r1\r", [["a"], ["1"]]),
        ("a\n\n1\n", [["a"], [], ["1"]]),
        ('"a, b", "c"\n1,2', [["a, b", "c"], ["1", "2"]]),
    ],
)
def test_cells(text: str, expected: list[list[str]]) -> None:
    assert [row.cells for row in rows(text)] == expected


@pytest.mark.parametrize(("text", "line"), [('a\n1\n"2\n3\n', 3), ('a\n"1"2\n', 2), ('"', 1)])
def test_a_broken_quote_is_reported_on_the_first_line_of_its_row(text: str, line: int) -> None:
    with pytest.raises(BrokenRow, match=r"unexpected end of data|',' expected after") as caught:
        list(rows(text))
    assert caught.value.line == line
