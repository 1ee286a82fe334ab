from __future__ import annotations

from typing import Any

import pytest

from carbonspan.simulate.describe.file.merge import beside_row, overlay, units_around

BELOW = {"nominal": "0.35 s", "p5": 0.15, "p95": 0.6, "evidence": "assumed", "source": "us", "factors": ["error"]}
GROUNDS = {"evidence": "assumed", "source": "us", "factors": ["error"]}


@pytest.mark.parametrize(
    ("above", "merged"),
    [
        (0.2, {"nominal": 0.2, "unit": "s"}),
        ("200 ms", {"nominal": "200 ms"}),
        ({"gsd": 2}, {"nominal": "0.35 s", "gsd": 2, "unit": "s"}),
        ("0.2 to 0.5", {"nominal": "0.35 s", "p5": 0.2, "p95": 0.5, "unit": "s"}),
        ("0.2 to 0.5 ms", {"nominal": "0.35 s", "p5": 0.2, "p95": "0.5 ms"}),
        ({"truncate": [0, 1], "nominal": 1}, {"truncate": [0, 1], "nominal": 1, "unit": "s"}),
    ],
)
def test_a_value_takes_the_place_of_a_value(above: Any, merged: dict[str, Any]) -> None:
    assert overlay(BELOW, above) == GROUNDS | merged


def test_grounds_alone_leave_the_value_as_it_is() -> None:
    assert overlay(BELOW, {"source": "them", "factors": []}) == BELOW | {"source": "them", "factors": []}


def test_a_row_brings_its_own_grounds() -> None:
    below = BELOW | {"note": "ours", "nature": "variability", "over": "day"}
    kept = {"factors": ["error"], "nature": "variability", "over": "day"}
    assert overlay(below, {"catalog": "x"}) == kept | {"catalog": "x"}


def test_truncate_alone_keeps_the_law() -> None:
    assert overlay(BELOW, {"truncate": [0, None]}) == BELOW | {"truncate": [0, None], "unit": "s"}


ROW = {"nominal": 40, "unit": "g/kWh", "pert": [20, 40, 90], "source": "them", "evidence": "derived"}


@pytest.mark.parametrize(
    ("beside", "merged"),
    [
        ({}, {}),
        ({"nominal": 50}, {"nominal": 50}),
        ({"nominal": "0.05 kg/kWh"}, {"nominal": "0.05 kg/kWh"}),
        ({"nominal": 0.05, "unit": "kg/kWh"}, {"nominal": "0.05 kg/kWh"}),
        ({"truncate": [30, None]}, {"truncate": [30, None]}),
        (
            {"truncate": ["0.03 kg/kWh", "80 g/kWh"]},
            {"truncate": ["0.03 kg/kWh", "80 g/kWh"], "pert": ["20 g/kWh", "40 g/kWh", "90 g/kWh"]}
            | {"nominal": "40 g/kWh"},
        ),
        (
            {"truncate": [0.03, "0.08 kg/kWh"]},
            {"truncate": ["0.03 kg/kWh", "0.08 kg/kWh"], "pert": ["20 g/kWh", "40 g/kWh", "90 g/kWh"]}
            | {"nominal": "40 g/kWh"},
        ),
        (
            {"truncate": [0.03, None], "unit": "kg/kWh"},
            {"truncate": ["0.03 kg/kWh", None], "pert": ["20 g/kWh", "40 g/kWh", "90 g/kWh"], "nominal": "40 g/kWh"},
        ),
        ({"source": "us", "factors": ["error"]}, {"source": "us", "factors": ["error"]}),
    ],
)
def test_beside_a_row_its_law_holds_unless_there_is_another(beside: dict[str, Any], merged: dict[str, Any]) -> None:
    assert beside_row(ROW, beside) == ROW | merged


@pytest.mark.parametrize(
    ("beside", "merged"),
    [
        ({"gsd": 2}, {"nominal": "40 g/kWh", "gsd": 2, "unit": "g/kWh"}),
        ({"gsd": 2, "nominal": 50}, {"nominal": 50, "gsd": 2, "unit": "g/kWh"}),
        ({"p5": 0.03, "p95": "0.09 kg/kWh"}, {"nominal": "40 g/kWh", "p5": 0.03, "p95": "0.09 kg/kWh"}),
    ],
)
def test_a_law_beside_a_row_takes_the_place_of_its_law_alone(beside: dict[str, Any], merged: dict[str, Any]) -> None:
    assert beside_row(ROW, beside) == {"source": "them", "evidence": "derived"} | merged


def test_a_bare_nominal_value_keeps_its_unit_beside_a_law_in_another() -> None:
    merged = overlay({"nominal": 0.35, "unit": "s", "gsd": 2}, "200 to 500 ms")
    assert merged == {"nominal": "0.35 s", "p5": 200, "p95": "500 ms"}


@pytest.mark.parametrize(
    ("entry", "unit"),
    [
        ({"nominal": "3 W"}, "W"),
        ({"nominal": 3, "unit": "kW"}, "kW"),
        ({"nominal": "3 W", "unit": "kW"}, "kW"),
        ({"normal": {"mean": "3 W", "sd": 1}}, None),
        ({"nominal": "three"}, None),
        ({"nominal": 3, "unit": "parrot"}, None),
        ({"gsd": 2}, None),
    ],
)
def test_the_unit_that_an_entry_states_outside_its_law(entry: dict[str, Any], unit: str | None) -> None:
    found = units_around(entry).own
    assert (found and found.text) == unit
