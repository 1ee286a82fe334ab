"""The law of a CSV column."""

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.grammar.laws.context import Units, ignore
from carbonspan.simulate.grammar.laws.read import read
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.units import ONE, Unit, unit


def empirical(path: Path, *, smooth: bool, own: Unit = ONE, warn: Callable[[str], None] = ignore) -> Distribution:
    entry = {"empirical": {"csv": path.name, "column": "power", "smooth": smooth}}
    return read(entry, nominal=None, units=Units(own), folder=path.parent, warn=warn)


def write(folder: Path, text: str) -> Path:
    path = folder / "measured.csv"
    path.write_text(text)
    return path


def test_values_as_they_are_in_units_of_the_input(tmp_path: Path) -> None:
    path = write(tmp_path, "day,power\n1,3\n3,4\n4,3\n5,6\n\n")
    warnings: list[str] = []
    law = empirical(path, smooth=False, own=unit("min"), warn=warnings.append)
    assert law == Discrete((180.0, 240.0, 360.0), (0.5, 0.25, 0.25))
    assert warnings == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "day,power\n1,3\n2,\n3,4\n",
            "no number in 1 of 3 rows of column 'power', the first at measured.csv:3:3",
        ),
        (
            "power\n3\n\n\n4\n",
            "no number in 2 of 4 rows of column 'power', the first at measured.csv:3:1",
        ),
        (
            "power,day\n3,1\n,\n4,2\n ,3\n",
            "no number in 2 of 4 rows of column 'power', the first at measured.csv:3:1",
        ),
        ("power\n3\n4\n\n\n", ""),
        ("day,power\n1,3\n2,4\n,\n,\n", ""),
    ],
)
def test_a_blank_cell_is_a_missing_reading_and_is_counted(tmp_path: Path, text: str, warning: str) -> None:
    warnings: list[str] = []
    law = empirical(write(tmp_path, text), smooth=False, warn=warnings.append)
    assert law == Discrete((3.0, 4.0), (0.5, 0.5))
    assert warnings == ([f"{warning}; rows without one are left out"] if warning else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "hour,power\n1,2\n2,3,400\n",
            "column: measured.csv:3: must have 2 cells like the header, got 3; use no thousands",
        ),
        (
            'power,hour\n"1,234",2\n"3,456",4\n',
            "column: measured.csv:2:1: '1,234' may be 1.234 or 1234; write numbers without marks between thousands",
        ),
        ("powr\n1\n2\n", r"column: no column 'power' in measured.csv; did you mean 'powr'\?"),
        ("power\n1\nmany\n", "column: measured.csv:3:1: must be a finite number, got 'many'"),
        ("power\n1\nnan\n", "column: measured.csv:3:1: must be a finite number, got 'nan'"),
        ("power\n1\n", "column: needs at least two numbers, got 1"),
        ("", "column: no column 'power' in measured.csv"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"empirical.{message}"):
        empirical(write(tmp_path, text), smooth=True)
