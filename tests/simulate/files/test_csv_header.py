"""Headers of CSV files: the index of a column, or why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.files.csv_column import complete
from carbonspan.simulate.files.csv_header import ColumnError

TWICE = "duplicate column 'g', first at "


@pytest.mark.parametrize(
    ("content", "message"),
    [
        # duplicate names
        ("hour,g,g\n0,1,2\n", f"x.csv:1:8: {TWICE}x.csv:1:6; rename one"),
        ("g,hour, g \n0,1,2\n", f"x.csv:1:8: {TWICE}x.csv:1:1; rename one"),
        ('\ufeff"g",hour,"g"\r\n0,1,2\r\n', f"x.csv:1:10: {TWICE}x.csv:1:1; rename one"),
        ("g,g,g\n0,1,2\n", f"x.csv:1:3: {TWICE}x.csv:1:1; rename one"),
        # other separators and titles
        ("hour\tg;h\n0\t1\n", "no column 'g' in x.csv; choose one of hour, g;h"),
        ("hour;h\n0;1,5\n", "no column 'g' in x.csv; choose one of hour, h"),
        ("Grid 2024\nhour,g\n0,1\n", "x.csv:1:1: line 1 looks like a title: the header must be the first line"),
        ("Grid\ng\n1\n", "line 1 looks like a title: the header must be the first line; delete line 1"),
        ("# a\n# b\nhour,g\n0,1\n", "looks like a title: the header must be the first line; delete lines 1 to 2"),
        ("\nGrid\n\nhour,g\n0,1\n", "x.csv:2:1: line 2 looks like a title: the header must be the first line; delete"),
        ("Grid\nhour\tg\n0\t1\n", "line 1 looks like a title: the header must be the first line; delete line 1"),
        ("0,100\n1,200\n", "x.csv:1:1: no column 'g'; line 1 contains numbers, but must name the columns"),
        ("0,a\n1,b\n", "x.csv:1:1: no column 'g'; line 1 contains numbers, but must name the columns"),
        ("hour,G\n0,1\n", "no column 'g' in x.csv; choose one of hour, G"),
        ("hour,unit\n0,g\n", "no column 'g' in x.csv; choose one of hour, unit"),
        ("", "no column 'g' in x.csv; there are none to choose from"),
        (" \n\n", "no column 'g' in x.csv; there are none to choose from"),
    ],
)  # fmt: skip
def test_a_header_without_the_column_is_explained(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content, newline="")
    with pytest.raises(ColumnError, match=r"x\.csv") as caught:
        complete(path, "g")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "content", ["g,h,h\n1,2,3\n", "unit,g\ng,1\n", '"a;g",g\n"0;5",1\n', "2020,g\n0,1\n", "\n \nhour,g\n0,1\n"]
)
def test_other_column_names_do_not_matter(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content)
    assert complete(path, "g") == [1.0]
