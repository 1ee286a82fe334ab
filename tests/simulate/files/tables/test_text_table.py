"""Text files that are tables: separators, what meters print with spaces, and records."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.files.csv_header import ColumnError
from carbonspan.simulate.files.tables.numerals import cell_numbers
from carbonspan.simulate.files.tables.table import CsvTable, read_table
from carbonspan.simulate.files.tables.text_table import read_text_table

NVIDIA = """\
#Date       Time        gpu    pwr  gtemp  mtemp
#YYYYMMDD   HH:MM:SS    Idx      W      C      C
 20240304   08:00:00      0    301     35      -
 20240304   08:00:00      1      -     35      -
#Date       Time        gpu    pwr  gtemp  mtemp
#YYYYMMDD   HH:MM:SS    Idx      W      C      C
 20240304   08:00:01      0    305     35      -
"""
DCGM = """\
#Entity   POWER    TOTEC     TMPTR
ID         W      mJ      C
GPU 0     16.609  256000  42
GPU 1     17.123  256001  N/A

#Entity   POWER    TOTEC     TMPTR
ID         W      mJ      C
GPU 0     18.500  272000  42
"""
IPMI = """\

    Instantaneous power reading:                   220 Watts
    IPMI timestamp:                           Tue May  9 14:24:36 2023
    Power reading state is:                   activated


    Instantaneous power reading:                   230 Watts
    IPMI timestamp:                           Tue May  9 14:25:36 2023    Power reading state is:     activated
"""


def table(folder: Path, text: str, *columns: str) -> CsvTable:
    (folder / "x.txt").write_text(text)
    return read_table(folder / "x.txt", columns)


def values(made: CsvTable, column: str) -> list[float | None]:
    return [each and each.value for each in cell_numbers(made, column)]


def test_what_nvidia_smi_prints_with_spaces_is_a_table(tmp_path: Path) -> None:
    made = table(tmp_path, NVIDIA, "Date", "Time", "gpu", "pwr")
    assert values(made, "pwr") == [301, None, 305]
    assert (made.units["pwr"], made.units["mtemp"]) == ("W", "C")
    assert [row.cells[2] for row in made.rows] == ["0", "1", "0"]
    assert made.rows[2].position(made.path, 3) == "x.txt:7:32"


def test_what_dcgmi_prints_has_entities_of_two_words(tmp_path: Path) -> None:
    made = table(tmp_path, DCGM, "Entity", "POWER")
    assert [row.cells[0] for row in made.rows] == ["GPU 0", "GPU 1", "GPU 0"]
    assert values(made, "POWER") == [16.609, 17.123, 18.5]  # a meter's point is before decimals
    assert made.units == {"Entity": "ID", "POWER": "W", "TOTEC": "mJ", "TMPTR": "C"}
    assert made.rows[1].position(made.path, 1) == "x.txt:4:11"


def test_units_that_not_all_columns_have_are_of_none(tmp_path: Path) -> None:
    made = table(tmp_path, "#Entity  POWER  GRACT\nID  W\nGPU 0  16.5  0.99\n", "POWER")
    assert (values(made, "POWER"), made.units) == ([16.5], {})


def test_a_printed_table_may_have_commas(tmp_path: Path) -> None:
    made = table(tmp_path, "# gpu, pwr\n# Idx, W\n0, 250\n0, -\n", "pwr")
    assert (values(made, "pwr"), made.units["pwr"]) == ([250, None], "W")


def test_records_of_lines_are_rows(tmp_path: Path) -> None:
    made = table(tmp_path, IPMI, "IPMI timestamp", "Instantaneous power reading")
    assert [row.cells for row in made.rows] == [
        ["220 Watts", "Tue May  9 14:24:36 2023", "activated"],
        ["230 Watts", "Tue May  9 14:25:36 2023", "activated"],
    ]
    assert made.rows[1].position(made.path, 1) == "x.txt:8:1"


def test_a_header_that_is_written_again_is_no_row(tmp_path: Path) -> None:
    assert values(table(tmp_path, "t,p\n0,1\nt,p\n0,2\n", "p"), "p") == [1, 2]
    assert values(table(tmp_path, "2020,2021\n2020,2021\n", "2021"), "2021") == [2021]  # numbers are data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NVIDIA + "# gpu    pwr\n", "x.txt:8:1: another header begins here; split the file"),
        (NVIDIA + " 20240304   08:00:02      0    305     35\n", "x.txt:8: must have 6 cells like the header, got 5"),
        (NVIDIA.replace(" 305", " x05"), "x.txt:7:32: must be a finite number, got 'x05'"),
        (NVIDIA.replace("pwr", "power"), "no column 'pwr' in x.txt; did you mean 'power'?"),
        (IPMI + "done\n", "x.txt:9:1: must be a name and a value, such as 'Instantaneous power reading: "),
        ("# pwr of our node\n1\n2\n", "no column 'pwr' in x.txt"),
        ("# our node\nhour,pwr\n0,1\n", "x.txt:1:1: line 1 looks like a title: the header must be the first line"),
        ("# our node\nhour pwr\n\t0;1\n", "no column 'pwr' in x.txt; choose one of our, node"),
    ],
)
def test_what_is_broken_is_refused_with_its_position(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ColumnError, match=r"x\.txt") as caught:
        cell_numbers(table(tmp_path, text, "pwr"), "pwr")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "separator"), [("a;b,c;d\n", ";"), ("a|b\n", "|"), ('"a,b,c";d\n', ";"), ("a\n", ","), ("\na\tb\n", "\t")]
)
def test_the_separator_is_the_one_that_the_header_has_most(tmp_path: Path, text: str, separator: str) -> None:
    (tmp_path / "x.csv").write_text(text)
    assert read_text_table(tmp_path / "x.csv").separator == separator
