"""Laws of the catalog that follow from a few measurements: the predictive law of one more, worked out again."""

import math

import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import beta, t

from carbonspan.simulate.reader.load import load as load_scenario
from carbonspan.simulate.shipped.catalog import rows

# Whole runs: 6 N D over GPU-hours times the dense 16-bit peak, one number a laboratory.
FRONTIER = [math.sqrt(0.43 * 0.51), 0.318, math.sqrt(0.33 * 0.26), 0.302, 0.25, 0.48, 0.346]
A100, H100, MI250X = 312e12, 989e12, 383e12


def whole_run(parameters: float, tokens: float, hours: float, peak: float) -> float:
    return 6 * parameters * tokens / (hours * 3600 * peak)


META_SMALL_OR_MIXTURE = [
    whole_run(8.03e9, 15e12, 1.3e6, H100),
    whole_run(8.03e9, 15e12, 1.46e6, H100),
    whole_run(17e9, 40e12, 5.0e6, H100),
    whole_run(17e9, 22e12, 2.38e6, H100),
]
OTHERS = [
    whole_run(2.2e9, 1.25e12, 30_000, H100),  # JetMoE
    whole_run(15.5e9, 435e9, 147_456, MI250X),  # Aurora-M
    whole_run(100e9, 300e9, 1.248e6, A100),  # YaLM
    whole_run(15.5e9, 1e12, 320_256, A100),  # StarCoder
    whole_run(13e9, 1e12, 270_336, A100),  # Granite
    math.exp(np.mean(np.log(META_SMALL_OR_MIXTURE))),
]
# A GPU's mean power over its rated power.
IDLE, FULL = 0.19, 0.967  # of rated power: the geometric mean of 0.115 and 0.28 is 0.18, their mean 0.20; PERT's mean
LLM_TRAINING = [281 / 400, 0.83, 330 / 1.4 / 300]
TRAINING = [0.43, 0.43, 0.30, 0.39, 0.75, 0.86, 0.92, 0.40, 166.8 / 250]


def predictive(transformed: np.ndarray, probabilities=(0.05, 0.5, 0.95)) -> np.ndarray:
    """Quantiles of one more value, if the transformed ones are normal."""
    n = len(transformed)
    return transformed.mean() + t(n - 1).ppf(probabilities) * transformed.std(ddof=1) * math.sqrt(1 + 1 / n)


def load(share: float) -> float:
    return (share - IDLE) / (FULL - IDLE)


COHERENT = {"gCO2e/kWh": "kgCO2e/J"}
TAKER = """\
from typing import Annotated

def take(x: Annotated[float, "{unit}"], t: Annotated[float, "s"]) -> Annotated[float, "{unit}"]:
    return x * (t / t)
"""


@pytest.fixture
def quantiles(tmp_path):
    """Quantiles of a row's law, in the row's unit."""

    def found(name: str, probabilities=(0.05, 0.5, 0.95)) -> list[float]:
        row = rows()[name]
        (tmp_path / "taker.py").write_text(TAKER.replace("{unit}", COHERENT.get(row.unit, row.unit) or "1"))
        path = tmp_path / "taker.yaml"
        path.write_text(f"title: t\nmodel: taker.py:take\nper: {{t: 1 s}}\ninputs: {{x: {{catalog: {name}}}}}\n")
        given = load_scenario(str(path)).inputs["x"]
        return [given.unit.from_base(float(given.distribution.quantile(p))) for p in probabilities]

    return found


@pytest.mark.parametrize(
    ("name", "runs"),
    [("usage/training-mfu", FRONTIER), ("usage/training-mfu-other", OTHERS)],
    ids=["frontier", "others"],
)
def test_utilization_of_the_peak_is_that_of_one_more_laboratory(name, runs, quantiles):
    assert quantiles(name) == pytest.approx(np.exp(predictive(np.log(runs))), rel=0.02)


def test_load_in_training_language_models_is_that_of_one_more_laboratory(quantiles):
    expected = expit(predictive(logit([load(share) for share in LLM_TRAINING])))
    assert quantiles("usage/load-llm-training") == pytest.approx(expected, abs=0.01)


def test_load_in_other_training_has_the_mean_and_the_spread_of_one_more_run(quantiles):
    loads = np.array([load(share) for share in TRAINING])
    mean, sd = loads.mean(), loads.std(ddof=1) * math.sqrt(1 + 1 / len(loads))
    total = mean * (1 - mean) / sd**2 - 1
    expected = beta(mean * total, (1 - mean) * total).ppf([0.05, 0.5, 0.95])
    assert quantiles("usage/load-training") == pytest.approx(expected, abs=0.01)


def test_load_off_a_queue_is_what_a_benchmark_metered(quantiles):
    expected = [load(share) for share in (0.56, 0.71, 0.91)]
    assert quantiles("usage/load-batch-inference", (0.1, 0.5, 0.9)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("fuel", "values"),
    {"coal": (995, 820), "oil": (816, 650), "gas": (743, 490), "nuclear": (29, 12), "wind": (26, 11)}.items(),
)
def test_a_fuel_errs_by_what_two_tools_differ_if_both_err_alike(fuel, values, quantiles):
    gsd = math.exp(abs(math.log(values[0] / values[1])) / math.sqrt(2))
    for tool in ("lifecycle-em", "codecarbon"):
        low, high = quantiles(f"generation/{fuel}/{tool}", (0.15865525, 0.84134475))
        assert math.sqrt(high / low) == pytest.approx(gsd, rel=0.005)


def test_any_server_errs_between_servers_and_within_one(quantiles):
    between, within = math.log(2503 / 465) / 2 / 2.0537, math.log(1.6)
    low, high = quantiles("server/any/embodied", (0.15865525, 0.84134475))
    assert math.sqrt(high / low) == pytest.approx(math.exp(math.hypot(between, within)), rel=0.005)
