"""Columns of CSV files as people write them: read, or refused with position and remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from carbonspan.simulate.cache import dependencies
from carbonspan.simulate.files.csv_column import complete, measured
from carbonspan.simulate.files.csv_header import ColumnError

HEAD = "hour,g\n0,1\n"
MOVED = "must be a number, got an empty cell, which would shift all later steps; write a number, or delete the line"


def write(folder: Path, content: str | bytes, name: str = "x.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        "g\n1\n20\n300\n",
        "g\n1\n20\n300",
        "g\r\n1\r\n20\r\n300\r\n",
        "g\r1\r20\r300\r",
        "\ufeffg\n1\n20\n300\n",
        "g\n1\n20\n300\n\n\n \n",
        "hour,g\n0,1\n1,20\n2,300\n,\n,\n",
        "hour,g\n0,1\n1,20\n2,300\n,,,,\n",
        "hour, g ,note\n0, 1 ,a\n1,\t20,\n2,300 ,\n",
        '"hour","g"\n"0","1"\n"1","20"\n"2","300"\n',
        'hour, "g"\n0, "1"\n1, "20"\n2, "300"\n',
        "g\n1e0\n2E+1\n3.00e+02\n",
        "g\n+1.\n20.0\n0300\n",
        "g,note,note\n1,,\n20,,\n300,,\n",
        '"a\nb",g\n1,1\n2,20\n3,300\n',
        '"a, ""b""",g\n"1\n2",1\n2,20\n3,300\n',
        "g,h\n1,\n20,n/a\n300,1;2\n",
    ],
)
def test_numbers_are_read(tmp_path: Path, content: str) -> None:
    assert complete(write(tmp_path, content), "g") == [1.0, 20.0, 300.0]
    assert complete(write(tmp_path, content), " g") == [1.0, 20.0, 300.0]
    assert measured(write(tmp_path, content), "g") == ([1.0, 20.0, 300.0], [])


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('g\n"612,4"\n', 612.4),
        ('g\n"1,234.5"\n', 1234.5),
        ('g\n"1,234,567"\n', 1234567.0),
        ("g\n1 234\n", 1234.0),
        ("g\n1\u202f234.5\n", 1234.5),
        ("g\n1'234\n", 1234.0),
        ("hour;g\n0;1,5\n", 1.5),
        ("hour;g\r\n0;1.234,5\r\n", 1234.5),
        ("hour;g\n0;0.125\n", 0.125),
        ("hour\tg\n0\t1.5\n", 1.5),
        ("hour|g\n0|1.5\n", 1.5),
        ('\ufeff"hour, local";"g"\n0;"1,5"\n', 1.5),
    ],
)
def test_marks_and_separators_of_other_countries_are_read(tmp_path: Path, content: str, value: float) -> None:
    assert complete(write(tmp_path, content), "g") == [value]


@pytest.mark.parametrize(("mark", "value"), [(".", 1234.0), (",", 1.234)])
def test_a_mark_that_may_be_either_can_be_stated(tmp_path: Path, mark: str, value: float) -> None:
    assert complete(write(tmp_path, 'g\n"1,234"\n'), "g", decimal=mark) == [value]


@pytest.mark.parametrize("content", ["g\n", "g", "hour,g\n\n\n", "hour,g\n,\n"])
def test_a_header_alone_has_no_numbers(tmp_path: Path, content: str) -> None:
    assert complete(write(tmp_path, content), "g") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        # blank lines and cells
        ("g\n100\n\n300\n", f"x.csv:3:1: {MOVED}"),
        ("g\n\n300\n", f"x.csv:2:1: {MOVED}"),
        ("g\r\n100\r\n   \r\n\r\n300", f"x.csv:3:1: {MOVED}"),
        (f"{HEAD}1,\n2,3\n", f"x.csv:3:3: {MOVED}"),
        (f"{HEAD}1,\n", f"x.csv:3:3: {MOVED}"),
        (f"{HEAD},\n2,3\n", f"x.csv:3:2: {MOVED}"),
        (f"{HEAD}\n2,3\n", f"x.csv:3:1: {MOVED}"),
        (f'{HEAD}"1\n2", \n2,3\n', f"x.csv:4:4: {MOVED}"),
        (f'{HEAD}1,""\n2,3\n', f"x.csv:3:3: {MOVED}"),
        # not a number
        (f'{HEAD}1,"1,234"\n', "x.csv:3:3: '1,234' may be 1.234 or 1234; state which mark is before decimals"),
        (f'{HEAD}1,"1,2,34"\n', "x.csv:3:3: must be a finite number, got '1,2,34'"),
        (f'{HEAD}1,"1,5"\n2,1.5\n', "x.csv:4:3 and x.csv:3:3: one has a decimal point, the other a decimal comma"),
        (f"{HEAD}1,1 23\n", "x.csv:3:3: must be a finite number, got '1 23'"),
        (f"{HEAD}1, 612.4 W\n", "x.csv:3:3: must be a finite number, got '612.4 W'; write only the number, and its"),
        (f"{HEAD}1,45%\n", "x.csv:3:3: must be a finite number, got '45%'; write only the number, and its unit"),
        (f"{HEAD}1,€5\n", "x.csv:3:3: must be a finite number, got '€5'"),
        *((f"{HEAD}1,{word}\n", f"x.csv:3:3: must be a finite number, got '{word}'")
          for word in ("NaN", "nan", "inf", "-Infinity", "N/A", "[N/A]", "-", "null", "1_000", "0x10", "١٢", "1.2.3")),
        (f"{HEAD}1,1e400\n", "x.csv:3:3: must be a finite number, got '1e400'; the largest number is 1e+100"),
        # rows of other lengths
        (f"{HEAD}1\n", "x.csv:3: must have 2 cells like the header, got 1"),
        (f"{HEAD}1,1,234\n", "x.csv:3: must have 2 cells like the header, got 3; use no thousands"),
        (f"{HEAD}1,2,\n", "x.csv:3: must have 2 cells like the header, got 3; use no thousands"),
        # invalid CSV
        (f'{HEAD}1,"2\n2,3\n', "x.csv:3:1: invalid CSV: unexpected end of data; close every quote"),
        (f'{HEAD}1,"2"3\n', "x.csv:3:1: invalid CSV: ',' expected after '\"'; close every quote"),
        (f"{HEAD}1,\xe9".encode("latin-1"), "x.csv:3:3: must be UTF-8 text, got the byte 0xe9; save it as CSV text in"),
        (HEAD.encode("utf-16"), "x.csv:1:1: must be UTF-8 text, got UTF-16; save it as UTF-8"),
        (f"{HEAD}1,2\0\n", "x.csv:3:4: must be text, got the control character 0x00; save it as CSV text in UTF-8"),
    ],
)  # fmt: skip
def test_problems_carry_their_position(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(ColumnError, match=r"x\.csv") as caught:
        complete(write(tmp_path, content), "g")
    assert message in str(caught.value)


def test_measurements_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEAD}1,\n\n2,3\n4,\n,\n")
    assert measured(path, "g") == ([1.0, 3.0], ["x.csv:3:3", "x.csv:4:1", "x.csv:6:3"])


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match=r"^nowhere\.csv cannot be read: no such file or directory$"):
        complete(tmp_path / "nowhere.csv", "g")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(ColumnError, match=r"a\.csv cannot be read: it is not a regular file"):
        complete(tmp_path / "a.csv", "g")


def test_a_file_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("g\n1\n2\n")
    monkeypatch.setattr(dependencies, "MOST", 5)
    with pytest.raises(
        ColumnError, match=r"a\.csv cannot be read: it must have fewer than 5 bytes; write fewer digits or rows"
    ):
        complete(tmp_path / "a.csv", "g")
