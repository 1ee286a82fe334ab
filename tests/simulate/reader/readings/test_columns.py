"""Units of columns: in cells, heads and files, each number with its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.files.tables.table import read_table
from carbonspan.simulate.reader.readings.columns import read_column, unit_of_head
from carbonspan.simulate.units import UnitError, unit

WATT, JOULE = unit("W"), unit("J")


def values(folder: Path, head: str, *cells: str, stated: str = "") -> list[float | None]:
    (folder / "x.csv").write_text("\n".join([head, *cells]) + "\n")
    return read_column(read_table(folder / "x.csv", [head]), head, [WATT], stated=stated)[0]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("power.draw [W]", "W"), ("power (kW)", "kW"), ("power_W", "W"), ("gpu_power_mW", "mW"), ("power W", "W"),
        ("J/s", "J/s"), ("power", ""), ("power [A]", ""), ("from [W] to [kW]", ""),
    ],
)  # fmt: skip
def test_the_head_of_a_column_has_its_unit(head: str, text: str) -> None:
    found = unit_of_head(head, [WATT])
    assert (found.text if found else "") == text


def test_each_number_has_its_own_unit_or_that_of_all(tmp_path: Path) -> None:
    assert values(tmp_path, "p [W]", "3", "3 kW", "N/A", "3 W") == [3.0, 3000.0, None, 3.0]
    assert values(tmp_path, "p", "3 kW", "2") == [3000.0, 2000.0]
    assert values(tmp_path, "p", "3", "2", stated="kW") == [3000.0, 2000.0]
    assert values(tmp_path, "p", "220 Watts") == [220.0]
    assert values(tmp_path, "p [W]", "1.5K", "2M") == [1500.0, 2e6]


@pytest.mark.parametrize(
    ("head", "cells", "stated", "message"),
    [
        ("p", ["3"], "", "the numbers of column 'p' have no unit; state it, such as `unit: W`"),
        ("p", ["3 kW", "3 W", "3"], "", "the numbers of column 'p' have no unit"),
        ("p", ["3 kg"], "", "column 'p' is in kg where W is expected"),
        ("p", ["3 foo"], "", "the cells of column 'p' have the unknown unit 'foo'"),
        ("p [W]", ["3"], "kW", r"is kW, but the column is named p \[W\]; omit `unit`"),
        ("p", ["3"], "kg", "column 'p' is in kg where W is expected"),
    ],
)
def test_units_that_do_not_fit_are_refused(
    tmp_path: Path, head: str, cells: list[str], stated: str, message: str
) -> None:
    with pytest.raises(UnitError, match=message):
        values(tmp_path, head, *cells, stated=stated)
