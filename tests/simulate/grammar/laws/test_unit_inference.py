"""The unit of a law, in every form that a law has."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from carbonspan.simulate.grammar.laws.context import Units
from carbonspan.simulate.grammar.laws.read import read
from carbonspan.simulate.grammar.laws.unit_inference import bare_unit, spelled, units_of
from carbonspan.simulate.laws.base import LawError
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.units import unit

GRAM, KILO = unit("g/kWh"), unit("kg/kWh")
IN_GRAM = Units(GRAM)
#: A law with one unit at one of its numbers, and the same law in bare numbers of that unit.
ONE_UNIT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"uniform": [0.3, "0.5 kg/kWh"]}, {"uniform": [0.3, 0.5]}),
    ({"uniform": ["0.3 kg/kWh", 0.5]}, {"uniform": [0.3, 0.5]}),
    ({"uniform": {"low": 0.3, "high": "0.5 kg/kWh"}}, {"uniform": [0.3, 0.5]}),
    ({"p5": 0.3, "p95": "0.5 kg/kWh"}, {"p5": 0.3, "p95": 0.5}),
    ({"normal": {"mean": "0.4 kg/kWh", "sd": 0.05}}, {"normal": {"mean": 0.4, "sd": 0.05}}),
    ({"normal": {"mean": 0.4, "sd": "0.05 kg/kWh"}}, {"normal": {"mean": 0.4, "sd": 0.05}}),
    (
        {"student_t": {"df": 4, "location": 0.4, "scale": "0.1 kg/kWh"}},
        {"student_t": {"df": 4, "location": 0.4, "scale": 0.1}},
    ),
    ({"pert": [0.3, 0.4, "0.5 kg/kWh"]}, {"pert": [0.3, 0.4, 0.5]}),
    (
        {"beta": {"p5": 0.3, "p95": 0.4, "low": 0, "high": "1 kg/kWh"}},
        {"beta": {"p5": 0.3, "p95": 0.4, "low": 0, "high": 1}},
    ),
    ({"gamma": {"mean": 0.4, "sd": "0.1 kg/kWh"}}, {"gamma": {"mean": 0.4, "sd": 0.1}}),
    ({"quantiles": {0.1: 0.3, 0.9: "0.5 kg/kWh"}}, {"quantiles": {0.1: 0.3, 0.9: 0.5}}),
    ({"quantiles": {0.1: 0.3, 0.9: 0.5, "low": "0.1 kg/kWh"}}, {"quantiles": {0.1: 0.3, 0.9: 0.5, "low": 0.1}}),
    ({"discrete": {0.3: 0.5, "0.5 kg/kWh": 0.5}}, {"discrete": {0.3: 0.5, 0.5: 0.5}}),
    (
        {"uniform": [0.3, 0.5], "truncate": [0.35, "0.45 kg/kWh"]},
        {"uniform": [0.3, 0.5], "truncate": [0.35, 0.45]},
    ),
    ({"uniform": [0.3, "0.5 kg/kWh"], "truncate": [0.35, None]}, {"uniform": [0.3, 0.5], "truncate": [0.35, None]}),
    ({"gsd": 1.2, "truncate": [0.2, "0.6 kg/kWh"]}, {"gsd": 1.2, "truncate": [0.2, 0.6]}),
    (
        {"mixture": [{"weight": 0.5, "uniform": [0.3, "0.5 kg/kWh"]}] * 2},
        {"mixture": [{"weight": 0.5, "uniform": [0.3, 0.5]}] * 2},
    ),
]


@pytest.mark.parametrize(("united", "bare"), ONE_UNIT, ids=str)
def test_one_unit_anywhere_is_the_unit_of_all(united: dict[str, Any], bare: dict[str, Any]) -> None:
    nominal = KILO.to_base(0.4)
    assert read(united, nominal=nominal, units=IN_GRAM) == read(bare, nominal=nominal, units=Units(KILO))
    assert read(united, nominal=nominal) == read(bare, nominal=nominal, units=Units(KILO))


@pytest.mark.parametrize(("united", "bare"), ONE_UNIT, ids=str)
def test_a_law_that_is_spelled_out_means_the_same_beside_another_unit(
    united: dict[str, Any], bare: dict[str, Any]
) -> None:
    nominal = KILO.to_base(0.4)
    for entry, around in ((united, Units()), (bare, Units(KILO)), (bare, Units(KILO, said=KILO))):
        elsewhere = read(spelled(entry, around), nominal=nominal, units=IN_GRAM)
        assert elsewhere == read(bare, nominal=nominal, units=Units(KILO))


@pytest.mark.parametrize(
    "entry",
    [
        {"uniform": ["300 g/kWh", "0.5 kg/kWh"]},
        {"p5": "0.3 kg/kWh", "p95": "500 g/kWh"},
        {"uniform": [300, 500]},
        {"uniform": ["300 g/kWh", "0.5 kg/kWh"], "truncate": [0, None]},
        {"normal": {"mean": "0.4 kg/kWh", "sd": "60 g/kWh"}, "truncate": ["300 g/kWh", "0.5 kg/kWh"]},
    ],
    ids=str,
)
def test_several_units_are_right_where_every_number_has_its_own(entry: dict[str, Any]) -> None:
    low, high = (float(read(entry, nominal=None, units=IN_GRAM).quantile(p)) for p in (0.05, 0.95))
    assert 300e-3 / 3.6e6 <= low < high <= 501e-3 / 3.6e6


@pytest.mark.parametrize(
    ("entry", "around", "message"),
    [
        (
            {"pert": ["300 g/kWh", 400, "0.5 kg/kWh"]},
            IN_GRAM,
            r"pert.1: has no unit and may be 400 g/kWh or 400 kg/kWh",
        ),
        (
            {"p5": "300 g/kWh", "p95": "0.5 kg/kWh", "truncate": [100, None]},
            IN_GRAM,
            r"truncate.0: has no unit and may",
        ),
        (
            {"discrete": {"3 g": 0.2, "0.4 kg": 0.2, 5: 0.6}},
            Units(unit("g")),
            r"discrete.5: has no unit and may be 5 g",
        ),
        ({"uniform": [300, "0.5 kg/kWh"]}, Units(GRAM, said=GRAM), r"uniform.0: .* 300 g/kWh or 300 kg/kWh; write its"),
        ({"uniform": [0.3, "70 %"]}, Units(unit("%")), r"uniform.0: has no unit and may be 0.3 % or 30 %"),
        ({"uniform": [1.1, "130 %"]}, Units(), r"uniform.0: has no unit and may be 1.1 % or 110 %; write its unit"),
        ({"discrete": {"0.3 kg/kWh": 0.5, 500: 0.5}}, IN_GRAM, r"discrete.500: .* 500 kg/kWh or 500 g/kWh; write its"),
        ({"normal": {"mean": "0.4 kg/kWh", "sd": 50}}, IN_GRAM, r"normal.sd: .* 50 kg/kWh or 50 g/kWh; write its unit"),
        ({"p5": 300, "p95": 500, "truncate": [0, "0.6 kg/kWh"]}, IN_GRAM, r"p5: .* 300 kg/kWh or 300 g/kWh; write its"),
        (
            {"mixture": [{"weight": 1, "p5": 300, "p95": 500}], "truncate": [0, "1 kg/kWh"]},
            IN_GRAM,
            r"mixture.0.p5: has no unit and may be 300 kg/kWh or 300 g/kWh",
        ),
        ({"uniform": [0.3, "70 %"]}, Units(), r"uniform.0: has no unit and may be 0.3 % or 30 %; write its unit"),
        ({"p5": 0.5, "p95": "900 permille"}, Units(), r"p5: has no unit and may be 0.5 permille or 500 permille"),
        (
            {"beta": {"p5": 30, "p95": "70 %", "low": 0, "high": 1}},
            Units(),
            r"beta.high: .* 1 % or 100 %; write its unit",
        ),
        (
            {"mixture": [{"weight": 0.5, "uniform": [0.3, "0.5 kg/kWh"]}, {"weight": 0.5, "uniform": [300, 500]}]},
            IN_GRAM,
            r"mixture.1.uniform.0: has no unit and may be 300 kg/kWh or 300 g/kWh; write its unit",
        ),
        (
            {
                "mixture": [
                    {"weight": 0.4, "uniform": ["1 g", "2 g"]},
                    {"weight": 0.4, "uniform": ["1 kg", "2 kg"]},
                    {"weight": 0.2, "uniform": [3, 4]},
                ]
            },
            Units(),
            r"mixture.2.uniform.0: has no unit and may be 3 g or 3 kg",
        ),
        (
            {"mixture": [{"weight": 1, "pert": ["1 g", 2, "3 kg"]}]},
            Units(),
            r"mixture.0.pert.1: has no unit and may be 2 g or 2 kg",
        ),
    ],
    ids=str,
)
def test_what_may_be_in_one_unit_or_another_is_refused(entry: dict[str, Any], around: Units, message: str) -> None:
    with pytest.raises(LawError, match=message):
        read(entry, nominal=None, units=around)


@pytest.mark.parametrize(
    ("entry", "around", "ends"),
    [
        ({"uniform": [30, "70 %"]}, Units(), (0.3, 0.7)),
        ({"uniform": [0, "70 %"]}, Units(), (0.0, 0.7)),
        ({"uniform": ["30 %", "70 %"]}, Units(), (0.3, 0.7)),
        ({"uniform": [30, "70 %"]}, Units(unit("%")), (0.3, 0.7)),
        ({"uniform": [0.5, "2 %"]}, Units(), (0.005, 0.02)),
        ({"uniform": [30, 70]}, Units(unit("%"), said=unit("%")), (0.3, 0.7)),
        ({"uniform": [300, "700 ppm"]}, Units(), (300e-6, 700e-6)),
        ({"uniform": [0.3, 0.7]}, Units(), (0.3, 0.7)),
    ],
    ids=str,
)
def test_percent_is_a_unit(entry: dict[str, Any], around: Units, ends: tuple[float, float]) -> None:
    assert read(entry, nominal=None, units=around).support == ends


def test_a_component_that_states_a_unit_is_complete_in_itself() -> None:
    halves = [{"weight": 0.5, "uniform": [0.3, "0.5 kg/kWh"]}, {"weight": 0.5, "uniform": ["600 g/kWh", "700 g/kWh"]}]
    law = read({"mixture": halves}, nominal=None, units=IN_GRAM)
    assert isinstance(law, Mixture)
    assert [each.support for each in law.laws] == [
        (KILO.to_base(0.3), KILO.to_base(0.5)),
        (GRAM.to_base(600), GRAM.to_base(700)),
    ]


def test_a_component_without_a_unit_has_that_of_the_others_where_the_input_states_none() -> None:
    halves = [{"weight": 0.5, "uniform": [0.3, "0.5 kg/kWh"]}, {"weight": 0.5, "uniform": [0.6, 0.7]}]
    for around in (Units(), Units(KILO)):
        law = read({"mixture": halves}, nominal=None, units=around)
        assert law.support == (KILO.to_base(0.3), KILO.to_base(0.7))


def test_counts_are_of_the_inputs_own_unit() -> None:
    law = read({"binomial": {"n": 10, "p": 0.5}, "truncate": ["2 kg", None]}, nominal=None, units=Units(unit("t")))
    np.testing.assert_array_equal(law.quantile([0.0, 1.0]), [1000.0, 10_000.0])


def test_a_unit_of_another_dimension_is_no_other_numbers_unit() -> None:
    entry = {"normal": {"mean": 100, "sd": "10 %"}}
    with pytest.raises(
        LawError, match=r"normal.sd: is a plain number .*; write the number in kWh; a spread that is a ratio is"
    ):
        read(entry, nominal=None, units=Units(unit("kWh"), expected=unit("J")))
    assert bare_unit(entry, Units(unit("kWh"), expected=unit("J"))) == unit("kWh")


def test_a_gsd_in_percent_is_answered_with_the_factor() -> None:
    with pytest.raises(LawError, match=r"gsd: must exceed 1, got 25 %; a geometric .* write 1\.25"):
        read({"gsd": "25 %"}, nominal=1.0)


@pytest.mark.parametrize(
    ("entry", "units"),
    [
        ({"normal": {"mean": "3 W", "sd": 1}}, ["W"]),
        ({"pert": [1, "2 kW", "3 W"]}, ["kW", "W"]),
        ({"mixture": [{"weight": 1, "uniform": [1, "2 s"]}]}, ["s"]),
        ({"discrete": {"3 gpu": 1}}, ["gpu"]),
        ({"truncate": [None, "2 s"]}, ["s"]),
        ({"gsd": "25 %"}, []),
        ({"lognormal": {"mean": 3, "cv": "20 %"}}, []),
        ({"pert": 3, "mixture": [4], "discrete": 2, "truncate": "x"}, []),
    ],
    ids=str,
)
def test_the_units_that_a_law_states(entry: dict[str, Any], units: list[str]) -> None:
    assert [each.text for each in units_of(entry)] == units


def test_zero_needs_no_unit() -> None:
    law = read({"p5": "300 g/kWh", "p95": "0.5 kg/kWh", "truncate": [0, None]}, nominal=None)
    assert law.support == (0.0, math.inf)
