"""The article's figures, reproduced at nominal values. Oracles are sums by hand in tonnes, kilowatt-hours and hours."""

import csv
from typing import NamedTuple

import pytest

from carbonspan.simulate.answer.comparison import claimed
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Input, Scenario
from carbonspan.simulate.shipped import library
from carbonspan.simulate.units import unit

YEAR = 365.25  # days, as the units have it
LUCCIONI = 1_082_990 / (6 * YEAR * 24 * 0.85)  # GPUs that BLOOM's training wore out


class Figure(NamedTuple):
    """A published figure: where it stands, by hand, as published, and half its last digit (or what is said of it)."""

    claim: str
    scenario: str
    output: str
    at: dict[str, str]
    unit: str
    by_hand: float
    published: float
    rounding: float


FIGURES = [
    Figure("S1", "chatgpt/by-words", "emissions", {}, "t", 3e8 * 0.35 / 3600 * 0.407 * 0.322167e-3, 3.82, 0.005),
    Figure("S2", "context/americans", "americans_people", {}, "person", 3.8243908 * YEAR / 15, 93, 0.5),
    Figure("S3", "chatgpt/by-hardware", "emissions", {}, "kg", 16 * 0.25 * 24 * 0.27, 25.92, 0.005),
    Figure("S4", "chatgpt/sixty-days", "serving_emissions", {}, "t", 60 * 3.8243908, 229.2, 0.3),
    Figure("T1", "training/published", "emissions", {"model": "gpt-3"}, "t", 1287 * 0.429, 552, 0.5),
    Figure("T2", "training/published", "emissions", {"model": "t5"}, "t", 86 * 0.545, 47, 0.5),
    Figure("T3", "training/published", "emissions", {"model": "meena"}, "t", 232 * 0.415, 96, 0.5),
    Figure("T4", "training/published", "emissions", {"model": "gshard-600b"}, "t", 24.1 * 0.177, 4.3, 0.05),
    Figure("T5", "training/published", "emissions", {"model": "switch"}, "t", 179 * 0.33, 59, 0.5),
    Figure("T1-energy", "training/published", "energy", {"model": "gpt-3"}, "MWh", 1287, 1287, 0.5),
    Figure("T2-energy", "training/published", "energy", {"model": "t5"}, "MWh", 86, 86, 0.5),
    Figure("T3-energy", "training/published", "energy", {"model": "meena"}, "MWh", 232, 232, 0.5),
    Figure("T4-energy", "training/published", "energy", {"model": "gshard-600b"}, "MWh", 24.1, 24, 0.5),
    Figure("T5-energy", "training/published", "energy", {"model": "switch"}, "MWh", 179, 179, 0.5),
    Figure("T1", "training/gpt-3", "emissions", {}, "t", 1287 * 0.429, 552, 0.5),
    Figure("T6", "context/homes", "homes", {"estimate": "carbontracker"}, "home", 190 / 1.51, 126, 0.5),
    Figure("E1", "bloom/embodied", "emissions", {}, "t", LUCCIONI * (2500 / 8 + 150) / 1000, 11.2, 0.05),
    Figure("E1-servers", "bloom/embodied", "servers", {}, "t", LUCCIONI * 2500 / 8 / 1000, 7.57, 0.005),
    Figure("E1-gpus", "bloom/embodied", "gpus", {}, "t", LUCCIONI * 150 / 1000, 3.64, 0.01),
    Figure("E2", "chatgpt/embodied", "training_emissions", {}, "t", 3 * LUCCIONI * (2500 / 8 + 150) / 1000, 33.6, 0.05),
    Figure("C1", "context/compute-growth", "growth", {}, "", 2 ** (5.2 * 12 / 3.4), 300_000, 50_000),
    Figure("C2", "context/brain", "power_share", {"machine_meant": "one_megawatt"}, "%", 20 / 1e6 * 100, 0.002, 0.0005),
]


def at_coordinate(scenario: Scenario, at: dict[str, str]) -> dict[str, Input]:
    """The scenario's inputs where its axes stand at `at`, or at their first options."""
    inputs = dict(scenario.inputs)
    for axis in scenario.axes:
        labels = {option.label: option for option in axis.options}
        inputs |= labels[at.get(axis.name, axis.options[0].label)].inputs
    return inputs


def nominal(name: str, output: str, at: dict[str, str] | None = None) -> float:
    """One output at nominal values, in base units."""
    scenario = load(name)
    inputs = at_coordinate(scenario, at or {})
    outputs = evaluate(scenario, nominal_values(inputs), inputs)
    return dict(zip((quantity.name for quantity in scenario.outputs), outputs, strict=True))[output]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure.scenario}-{figure.claim}")
def test_nominal_values_give_the_published_figure(figure):
    found = unit(figure.unit).from_base(nominal(figure.scenario, figure.output, figure.at))
    assert found == pytest.approx(figure.by_hand, rel=1e-6)
    assert abs(found - figure.published) <= figure.rounding


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure.scenario}-{figure.claim}")
def test_scenarios_state_the_figure_they_reproduce(figure):
    claim = next(claim for claim in load(figure.scenario).claims if claim.name == figure.claim)
    assert (claim.output, dict(claim.at)) == (figure.output, figure.at)
    assert unit(figure.unit).from_base(claim.low) == pytest.approx(figure.published, rel=1e-12)
    assert claim.high == claim.low
    assert unit(figure.unit).from_base(claim.rounding) == pytest.approx(figure.rounding, rel=1e-12)


def test_the_sum_of_the_life_cycle_exceeds_the_published_one():
    # 33.41 t is the article's own figure for 33.6 t, and its 229.2 t are 60 times a rounded 3.82 t
    total = nominal("chatgpt/life-cycle", "total_emissions") / 1000
    assert total == pytest.approx(1287 * 0.429 + 60 * 3.8243908 + 3 * LUCCIONI * (2500 / 8 + 150) / 1000, rel=1e-6)
    assert 814.61 < total < 816
    assert pytest.approx(814.61, abs=1e-9) == 33.41 + 552 + 229.2


def test_more_than_65000_trees_take_up_the_published_sum():
    found = nominal("context/trees", "trees")
    assert found == pytest.approx(814_610 / 12.5, rel=1e-9)
    assert found > 65_000


def test_126_homes_hold_for_the_one_estimate_and_not_for_the_other():
    assert nominal("context/homes", "homes", {"estimate": "patterson"}) == pytest.approx(1287 / 1.51, rel=1e-9)


@pytest.mark.parametrize(
    ("region", "intensity", "least", "most"),
    [("central_us_or_germany", 0.755, 22, 28.5), ("norway_or_france", 0.2, 0, 14)],
)
def test_bert_by_region_lies_where_it_was_published(region, intensity, least, most):
    found = nominal("bert/by-region-marginal", "emissions", {"region": region})
    assert found == pytest.approx(37.3 * intensity, rel=1e-9)
    assert least <= found <= most


def test_average_intensities_keep_the_order_of_the_regions_but_not_their_size():
    found = [
        nominal("bert/by-region", "emissions", {"region": name})
        for name in ("central_us", "germany", "france", "norway")
    ]
    assert found == pytest.approx([37.3 * 1.12 * each for each in (0.43, 0.342, 0.044, 0.031)], rel=1e-9)
    assert min(found[:2]) > 2 * max(found[2:])
    assert max(found) < 22


def test_the_sector_lies_within_both_published_ranges():
    completed = {"scope": "supply_chains_completed"}
    assert nominal("context/sector", "sector_share") == pytest.approx(1.3 / 56.8, rel=1e-9)
    assert 0.018 <= nominal("context/sector", "sector_share") <= 0.028
    assert 0.021 <= nominal("context/sector", "sector_share", completed) <= 0.039


def test_a_brain_is_less_of_the_machine_that_trained_gpt_3():
    found = nominal("context/brain", "power_share", {"machine_meant": "training_gpt_3"})
    assert found == pytest.approx(20 / (10_000 * 330 * 1.1), rel=1e-9)


@pytest.mark.parametrize(
    ("model", "days", "gpus", "watts", "pue"),
    [
        ("gpt-3", 14.8, 10_000, 330, 1.1),
        ("t5", 20, 512, 310, 1.12),
        ("meena", 30, 1024, 289, 1.09),
        ("gshard-600b", 3.1, 1024, 288, 1.09),
        ("switch", 27, 1024, 245, 1.1),
    ],
)
def test_two_models_of_one_training_agree_to_within_the_rounding_of_its_days(model, days, gpus, watts, pue):
    by_processors = nominal("training/by-processors", "energy", {"model": model}) / 3.6e9
    assert by_processors == pytest.approx(days * 24 * gpus * watts * pue / 1e6, rel=1e-9)
    rounding = 0.5 if days == int(days) else 0.05
    published = nominal("training/published", "energy", {"model": model}) / 3.6e9
    assert abs(by_processors / published - 1) < rounding / days + 0.005


@pytest.mark.parametrize("name", library.names())
def test_nominal_values_agree_with_every_claim_but_those_that_are_contradicted(name):
    scenario = load(name)
    figures = [claim for claim in scenario.claims if not claim.below]
    agreeing = {claim.name: claim.agrees(nominal(name, claim.output, dict(claim.at))) for claim in figures}
    assert agreeing == {claim.name: claim.expected != "not reproduced" for claim in figures}


def test_every_figure_that_can_be_computed_is_claimed():
    claimed = {claim.name.partition("-")[0] for name in library.names() for claim in load(name).claims}
    computable = {f"S{n}" for n in range(1, 5)} | {f"T{n}" for n in range(1, 7)} | {f"C{n}" for n in range(1, 4)}
    computable |= {"E1", "E2", "L1", "L2", "R1", "R2"}
    assert computable <= claimed


def test_only_the_nights_of_washington_are_contradicted():
    contradicted = {claim.name for name in library.names() for claim in load(name).claims if claim.expected}
    assert contradicted == {"R2"}


def test_both_signs_of_night_and_day_are_shown():
    scenario = load("bert/by-hour")
    summary = run_scenario(scenario, samples=1 << 17, design="sobol", describe_inputs=False)
    shares = {claim.name: claimed(summary, claim).value for claim in scenario.claims}
    # the typical days on which the night is the cleaner, of eight, each as likely as any other
    expected = {"R2": 2 / 8, "R2-caiso": 0, "R2-britain": 6 / 8}
    assert shares == pytest.approx(expected, abs=0.001)


def test_a_run_of_six_hours_emits_its_energy_times_their_mean_intensity():
    with (library.folder() / "profiles" / "washington.csv").open() as file:
        hours = [float(row["gCO2e_kWh"]) for row in csv.DictReader(file)]
    scenario, day = load("bert/by-hour"), 6
    assert scenario.inputs["day"].nominal == day * 86400
    for start in (0, 10, 21):
        by_hand = 3.1 * 1.12 * sum(hours[day * 24 + start : day * 24 + start + 6]) / 6 / 1000
        at = {"region": "washington", "start_hour": f"{start}"}
        assert nominal("bert/by-hour", "emissions", at) == pytest.approx(by_hand, rel=1e-12)
