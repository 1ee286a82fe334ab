"""Laws of the catalog that follow from a few measurements: the predictive law of one more, worked out again."""

import math

import numpy as np
from scipy.stats import t

from carbonspan.simulate.shipped.catalog import row

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


def quantiles(name: str, probabilities=(0.05, 0.5, 0.95)) -> list[float]:
    law = row(name).law
    return [float(law.quantile(p)) for p in probabilities]
