"""A server from its parts, beside what is published for whole servers of 8 GPUs."""

import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import catalog

HOURS = 4 * 365.25 * 24 * 0.75  # that a GPU is used
PARTS = 1000 + 2 * 100 + 2048 * 1.39  # kg, without GPUs
GPUS = {"8_h100": 164, "8_a100": 143, "8_b200": 284}  # kg of each


def published(row: str) -> float:
    return float(catalog.rows()[row].value)


@pytest.mark.parametrize("server", GPUS)
def test_an_hour_by_hand(server):
    scenario = load("presets/hardware")
    inputs = scenario.inputs | {option.label: option for option in scenario.axes[0].options}[server].inputs
    *parts, emissions = evaluate(scenario, nominal_values(inputs), inputs)
    assert emissions == pytest.approx((PARTS / 8 + GPUS[server]) / HOURS, rel=1e-9)
    assert sum(parts) == pytest.approx(emissions, rel=1e-12)


def test_the_sum_of_parts_lies_between_what_is_published_for_the_whole():
    whole = PARTS + 8 * GPUS["8_h100"]
    least, most = published("server/8-h100/embodied-morrison"), published("server/p5/embodied-ecologits") + 8 * 164
    assert (least, most) == (3700, 7012)
    assert least < whole < most


def test_all_published_servers_are_believed_possible():
    # each in an hour, over the nominal years and use, within the 90 % interval
    record = run_scenario(load("presets/hardware"), samples=100_000).marginal("emissions", {"server": "8_h100"})
    interval = record.interval(0.9)
    for whole in (3700, 2500 + 8 * 150, 3000 + 8 * 143, 5700 + 8 * 164):
        assert interval.low.value < whole / 8 / HOURS < interval.high.value
