from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

MODEL = "def grid(mix_coal: float, gas: float, hydro: float) -> float:\n    return mix_coal + gas + hydro\n"


def read(folder: Path, shares: str) -> Scenario:
    (folder / "m.py").write_text(MODEL)
    (folder / "a.yaml").write_text(f"title: a grid\nmodel: m.py:grid\nshares: {{mix: {{{shares}}}}}\n")
    return load(str(folder / "a.yaml"))


def test_shares_feed_the_arguments_they_are_named_after(tmp_path: Path) -> None:
    scenario = read(tmp_path, "coal: 30 %, gas: 0.5, hydro: 0.2, concentration: 40, evidence: derived")
    assert scenario.parts[0].feeds == ("mix.coal", "mix.gas", "mix.hydro")
    (shares,) = scenario.shares
    assert (shares.members, shares.means, shares.concentration) == (scenario.parts[0].feeds, (0.3, 0.5, 0.2), 40)
    gas = scenario.inputs["mix.gas"]
    assert (gas.nominal, gas.stream, gas.evidence) == (0.5, "mix.gas", "derived")
    assert gas.distribution.variance == pytest.approx(0.5 * 0.5 / 41)  # of a Dirichlet law's margin


def test_shares_without_evidence_warn(tmp_path: Path) -> None:
    (warning,) = read(tmp_path, "coal: 0.3, gas: 0.5, hydro: 0.2, concentration: 40").warnings
    assert "shares.mix: has no evidence" in str(warning)


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        (
            "coal: 0.3, gas: 0.5, hydro: 0.1, concentration: 40",
            "3:10: shares.mix: must sum to 1, got 0.9; divide each by",
        ),
        (
            "coal: 0.3, gas: 0.7, hydro: 0, concentration: 40",
            "3:37: shares.mix.hydro: must be above 0, got 0; omit",
        ),
        ("coal: 0.3, gas: 0.5, hydro: 0.2", "3:10: shares.mix.concentration: is missing"),
        ("coal: 0.3, gas: 0.5, hydro: 0.2, concentration: 0", "shares.mix.concentration: must be above 0, got 0"),
        (
            "coal: 0.3, gas: 0.5, hydro: 0.2, concentration: 0.01",
            "must be from 0.1 to 1e+09, or exact, got 0.01",
        ),
        (
            "coal: 0.3, gas: 0.5, hydro: 0.2, concentration: 1e12",
            "must be from 0.1 to 1e+09, or exact, got 1e+12",
        ),
        (
            "coal: 0.3, gas: 0.5, water: 0.2, concentration: 9",
            "shares.mix.water: no argument is named mix_water or water",
        ),
        (
            "coal: 0.3 kg, gas: 0.5, hydro: 0.2, concentration: 9",
            "shares.mix.coal: is a mass (kg) where a plain number",
        ),
    ],
)
def test_mistakes(tmp_path: Path, shares: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=r"shares\.mix") as caught:
        read(tmp_path, shares)
    assert message in str(caught.value)
