"""Whether two numbers are compared as one draw or as two: printed, and right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.answer import Comparison
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.show.export import as_dict
from carbonspan.simulate.show.text import render

HEAD = """\
title: two places
model: training.by_energy
inputs:
  energy: {nominal: 1000 kWh, gsd: 1.1, evidence: measured, source: meter}
  pue: {nominal: 1.2, evidence: assumed}
  carbon_intensity: {nominal: 300 g/kWh, gsd: 1.2, factors: [all], evidence: assumed}
factors:
  all: {nominal: 1, gsd: 1.3, evidence: assumed}
  own: {nominal: 1, gsd: 1.3, evidence: assumed}
"""
SAMPLES = 1_000_000
NORMAL = "normal: {{mean: {}, sd: 60}}, truncate: [0, null]"


@pytest.fixture
def compared(tmp_path: Path) -> Callable[..., Comparison]:
    """The comparison of two places in emissions, each with its entry of the carbon intensity."""

    def compare(a: str, b: str, *, head: str = HEAD) -> Comparison:
        path = tmp_path / "places.yaml"
        path.write_text(f"{head}dimensions:\n  place:\n    a: {{{a}}}\n    b: {{{b}}}\n")
        answer = run_scenario(load(str(path)), samples=SAMPLES, describe_inputs=False)
        (pair,) = (each for each in answer.comparisons if each.output == "emissions")
        return pair

    return compare


def chance(log_ratio: float, *sds: float) -> float:
    return float(stats.norm.cdf(log_ratio / np.hypot(*sds)))


def near(pair: Comparison, expected: float) -> bool:
    flipped = expected if pair.first["place"] == "a" else 1 - expected
    return abs(pair.probability.value - flipped) < 4 * pair.probability.error


@pytest.mark.parametrize(
    ("a", "b", "ratio", "sds"),
    [
        ("", "carbon_intensity: {nominal: 310 g/kWh, gsd: 1.2}", 31 / 30, (1.2, 1.2)),
        ("", "carbon_intensity: {gsd: 1.5}", 1.0, (1.2, 1.5)),
        ("", "carbon_intensity: {gsd: 1.2}", 1.0, (1.2, 1.2)),
        ("carbon_intensity: {gsd: 1.1}", "carbon_intensity: {nominal: 320 g/kWh, gsd: 1.4}", 32 / 30, (1.1, 1.4)),
        ("carbon_intensity: {catalog: grid/ie-2024-em}", "carbon_intensity: {catalog: grid/pjm-2024-em}", 403 / 352,
         (1.16, 1.16)),
        ("carbon_intensity: {nominal: 352 g/kWh, gsd: 1.16}", "carbon_intensity: {nominal: 403 g/kWh, gsd: 1.16}",
         403 / 352, (1.16, 1.16)),
    ],
)  # fmt: skip
def test_laws_of_options_are_drawn_apart_and_what_they_share_cancels(
    compared: Callable[..., Comparison], a: str, b: str, ratio: float, sds: tuple[float, ...]
) -> None:
    pair = compared(a, b)
    assert near(pair, chance(np.log(ratio), *np.log(sds)))
    assert (pair.shared, pair.apart) == (("energy", "all"), ("carbon_intensity",))


def test_two_vendors_of_normal_figures(compared: Callable[..., Comparison]) -> None:
    """300 ± 60 against 305 ± 60, neither of which truncation at 0 moves by more than 3e-7 of its mass."""
    head = HEAD.replace("gsd: 1.2, factors: [all]", NORMAL.format(300))
    pair = compared("", f"carbon_intensity: {{nominal: 305, {NORMAL.format(305)}}}", head=head)
    assert near(pair, float(stats.norm.cdf(5 / np.hypot(60, 60))))
    assert (pair.shared, pair.apart) == (("energy",), ("carbon_intensity",))


@pytest.mark.parametrize(
    ("b", "value"),
    [
        ("carbon_intensity: {nominal: 310 g/kWh, gsd: 1.2, same: true}", 1.0),
        ("carbon_intensity: {gsd: 1.5, same: true}", 0.5),
    ],
)
def test_an_option_that_says_so_is_drawn_alike(compared: Callable[..., Comparison], b: str, value: float) -> None:
    pair = compared("", b)
    assert near(pair, value)
    assert (pair.shared, pair.apart) == (("energy", "carbon_intensity", "all"), ())


@pytest.mark.parametrize("entry", ["{factors: [own]}", "{factors: [own], note: ours}", "{factors: [own], source: us}"])
def test_an_option_without_a_law_keeps_the_draw(compared: Callable[..., Comparison], entry: str) -> None:
    """The intensity is one draw; each place has a factor that the other has not, which pairs nothing."""
    pair = compared("", f"carbon_intensity: {entry}")
    assert near(pair, 0.5)
    assert (pair.shared, pair.apart) == (("energy", "carbon_intensity"), ())


def test_a_row_is_one_draw_at_both_places(compared: Callable[..., Comparison]) -> None:
    row = "carbon_intensity: {catalog: grid/ie-2024-em, factors: "
    pair = compared(row + "[all]}", row + "[own]}")
    assert (pair.shared, pair.apart) == (("energy", "carbon_intensity"), ())


def test_what_an_output_does_not_hang_on_is_not_named(compared: Callable[..., Comparison], tmp_path: Path) -> None:
    compared("", "carbon_intensity: {gsd: 1.5}, energy: {gsd: 1.2}")
    pairs = run_scenario(load(str(tmp_path / "places.yaml")), samples=1000, describe_inputs=False).comparisons
    assert {pair.output: (pair.shared, pair.apart) for pair in pairs} == {
        "energy": ((), ("energy",)),
        "emissions": (("all",), ("energy", "carbon_intensity")),
    }


def test_the_pairing_is_printed_and_recorded(compared: Callable[..., Comparison], tmp_path: Path) -> None:
    compared("", "carbon_intensity: {nominal: 310 g/kWh, gsd: 1.2}")
    answer = run_scenario(load(str(tmp_path / "places.yaml")), samples=100_000, describe_inputs=False)
    (line,) = (line for line in render(answer).splitlines() if line.startswith("P("))
    assert line.startswith("P(place a < place b) = 0.")
    assert line.endswith(")   same draws: energy, all; drawn apart: carbon_intensity")
    (pair,) = as_dict(answer)["comparisons"]
    assert (pair["shared"], pair["apart"]) == (["energy", "all"], ["carbon_intensity"])


def test_what_is_so_in_every_sample_is_told_by_how_far_it_may_be_from_that(
    compared: Callable[..., Comparison], tmp_path: Path
) -> None:
    compared("", "carbon_intensity: {nominal: 3 g/kWh, gsd: 1.2}")
    (line,) = (line for line in render(run_scenario(load(str(tmp_path / "places.yaml")), samples=100_000)).splitlines()
               if line.startswith("P("))  # fmt: skip
    assert line.startswith("P(place b < place a) > 0.99997   same draws: energy")


def test_one_number_in_two_spellings_is_the_same_at_both_places(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text(
        HEAD.replace("nominal: 300 g/kWh, gsd: 1.2", "nominal: 0.4 kg/kWh")
        + "dimensions: {place: {a: {}, b: {carbon_intensity: 400 g/kWh}}}\n"
        "claims: {greener: {output: emissions, at: {place: a}, below: {place: b}, source: us}}\n"
    )
    answer = run_scenario(load(str(tmp_path / "places.yaml")), samples=1000, describe_inputs=False)
    (pair,) = (each for each in answer.comparisons if each.output == "emissions")
    assert pair.probability.value == 0.5  # as often below as above: always equal
