"""The JSON and the CSV of an analysis: every number once, in its unit, and nothing that JSON has no word for."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from typing import Any

import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.sensitivity.analysis import Sensitivity
from carbonspan.simulate.show.reports import sensitivity_records


@pytest.fixture(scope="module")
def held(analysed_kettle: Sensitivity) -> dict[str, Any]:
    return json.loads(json.dumps(sensitivity_records.as_dict(analysed_kettle), allow_nan=False))


@pytest.fixture(scope="module")
def rows(analysed_kettle: Sensitivity) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sensitivity_records.as_csv(analysed_kettle))))


def of(rows: list[dict[str, str]], **where: str) -> list[float]:
    return [float(row["value"]) for row in rows if all(row[key] == value for key, value in where.items())]


def test_every_output_and_coordinate_has_its_indices(held: dict, analysed_kettle: Sensitivity) -> None:
    assert [each["coordinates"] for each in held["outputs"]["emissions"]] == [{"setting": "full"}, {"setting": "half"}]
    main, first = analysed_kettle.main, held["outputs"]["emissions"][0]
    assert (first["unit"], first["scale"], first["variance"]) == ("g", main.scale.scale, main.variance)
    for index, shown in zip(main.indices, first["inputs"], strict=True):
        assert shown["inputs"] == list(index.inputs)
        assert shown["first"] == {"value": index.first.value, "error": index.first.error}
        assert shown["total"] == {"value": index.total.value, "error": index.total.error}
    assert first["interactions"]["value"] == main.interactions.value
    assert [each["inputs"] for each in first["closed"]] == [["power", "intensity"], ["losses"]]
    assert len(first["pairs"]) == 3


def test_terciles_are_those_of_the_first_coordinate(held: dict, analysed_kettle: Sensitivity) -> None:
    first, second = held["outputs"]["energy"]
    group = next(each for each in first["inputs"] if len(each["inputs"]) == 2)
    assert list(group["terciles"]) == ["losses", "room"]
    low = analysed_kettle.terciles["room", "energy"].low
    assert list(group["terciles"]["room"][0].values()) == pytest.approx([value / 3.6e6 for value in low])
    assert all("terciles" not in each for each in second["inputs"])


def test_effects_axes_and_swings(held: dict, analysed_kettle: Sensitivity) -> None:
    effects = held["shapley"]["emissions"]
    assert effects["orders"] is None
    assert sum(each["shapley"]["value"] for each in effects["inputs"]) == pytest.approx(1.0)
    axis = next(each for each in held["axes"] if each["output"] == "energy")
    assert (axis["low"]["option"], axis["high"]["option"]) == ("half", "full")
    swing = next(each for each in held["tornado"] if each["inputs"] == ["power"] and each["output"] == "energy")
    assert (swing["input_unit"], swing["unit"]) == ("kW", "kWh")
    assert swing["nominal"] == pytest.approx([1.2 * value for value in swing["values"]])
    assert set(held["given_data"]["energy"]) == {"power", "losses", "room", "intensity", "bias"}
    assert "screening" not in held


def test_what_is_not_finite_is_null(analysed_kettle: Sensitivity) -> None:
    swing = replace(analysed_kettle.swings[0], median=(Estimate(math.nan, math.inf), Estimate(1.0, math.inf)))
    found = sensitivity_records.as_dict(replace(analysed_kettle, swings=(swing,)))
    low, high = found["tornado"][0]["median"]
    assert low == {"value": None, "error": None}
    assert high["error"] is None


def test_the_csv_has_a_row_a_number(rows: list[dict[str, str]], analysed_kettle: Sensitivity) -> None:
    assert list(rows[0]) == ["output", "setting", "statistic", "inputs", "other", "at", "value", "error", "unit"]
    for each in analysed_kettle.outputs:
        where = {"output": each.output, "setting": each.coordinates["setting"]}
        for index in each.indices:
            names = ", ".join(index.inputs)
            assert of(rows, statistic="first", inputs=names, **where) == [index.first.value]
            assert of(rows, statistic="total", inputs=names, **where) == [index.total.value]
        assert of(rows, statistic="interactions", **where) == [each.interactions.value]
        assert len(of(rows, statistic="second_order", **where)) == 3
        assert of(rows, statistic="closed_first", inputs="losses", **where) == [each.closed[1].first.value]
    assert len(of(rows, statistic="tercile", output="energy", inputs="power", other="low")) == 3
    assert len(of(rows, statistic="swing", output="energy", inputs="power", other="nominal")) == 2
    assert len(of(rows, statistic="shapley", output="energy")) == 4
    assert len(of(rows, statistic="delta", output="energy", inputs="bias")) == 1


def test_medians_along_an_axis_are_at_no_coordinate(rows: list[dict[str, str]]) -> None:
    lines = [row for row in rows if row["statistic"] == "axis_low" and row["output"] == "energy"]
    assert [(row["setting"], row["inputs"], row["other"], row["unit"]) for row in lines] == [
        ("", "setting", "half", "kWh")
    ]


def test_the_csv_and_the_json_agree(rows: list[dict[str, str]], held: dict) -> None:
    for output in ("energy", "emissions"):
        first = held["outputs"][output][0]["inputs"][0]
        name = ", ".join(first["inputs"])
        assert of(rows, output=output, setting="full", statistic="total", inputs=name) == [first["total"]["value"]]
        delta = held["given_data"][output]["power"]["delta"]["value"]
        assert of(rows, output=output, statistic="delta", inputs="power") == [delta]
