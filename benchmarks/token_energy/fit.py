"""The law of a token's energy (`carbonspan.models.tokens.by_size`), fitted to measurements of the fitted families.

``python benchmarks/token_energy/fit.py LEADERBOARD/public/data`` prints the constants of configs/catalog/token.csv.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from families import FITTED
from measurements import Floats, Measurements, read
from scipy.optimize import least_squares

from carbonspan.models.tokens import by_size

#: Errors beyond this, in logarithms, count in proportion instead of by their square.
SOFT = 0.3
NAMES = ("traffic", "arithmetic", "step", "floor", "sparsity", "newer_traffic", "newer_arithmetic", "long_step")
#: J a 1e9 parameters, J a 1e9 parameters and token, J an accelerator and step, J a token; then ratios.
START = np.array([0.3, 0.005, 1.0, 0.03, 0.5, 1.0, 0.6, 2.0])


def predict(constants: Floats, each: Measurements) -> Floats:
    """Energy of a token by the law in J; the newer generation's ratios are those of the B200, `long_step` of GPQA."""
    traffic, arithmetic, step, floor, sparsity, newer_traffic, newer_arithmetic, long_step = constants
    is_new = each.accelerator == "B200"
    of_traffic, of_arithmetic = np.where(is_new, newer_traffic, 1), np.where(is_new, newer_arithmetic, 1)
    return by_size(
        each.total,
        each.active,
        each.accelerators,
        each.batch,
        traffic * of_traffic,
        arithmetic * of_arithmetic,
        step * of_traffic * np.where(each.task == "gpqa", long_step, 1),
        floor * of_arithmetic,
        sparsity,
    )


def errors(constants: Floats, each: Measurements) -> Floats:
    """How far measured energies lie above the law, in logarithms."""
    return np.log(each.energy / predict(constants, each))


def fit(each: Measurements) -> Floats:
    """The constants, all positive, that fit best; every model, task and accelerator weighs the same."""
    root = np.sqrt(each.weight)
    found = least_squares(
        lambda logs: errors(np.exp(logs), each) * root, np.log(START), loss="soft_l1", f_scale=SOFT
    )
    return np.exp(found.x)


def cross_validated(each: Measurements) -> Floats:
    """The errors of every model by a fit to all others."""
    size = np.array([name.split(" Instruct")[0].split(" Thinking")[0] for name in each.model])
    found = np.empty(len(each))
    for name in np.unique(size):
        found[size == name] = errors(fit(each.where(size != name)), each.where(size == name))
    return found


def spread(errors: Floats, weight: Floats) -> float:
    """The root of the mean squared error as a geometric standard deviation."""
    return float(np.exp(np.sqrt(np.average(errors**2, weights=weight))))


def main(folder: str) -> None:
    each = read(Path(folder))
    each = each.where(np.isin(each.family, FITTED))
    constants = fit(each)
    for name, value in zip(NAMES, constants, strict=True):
        print(f"{name:18}{value:.4g}")
    unseen, sparse = cross_validated(each), each.active < each.total
    print(f"{len(each)} configurations; GSD about the law {spread(errors(constants, each), each.weight):.3f}")
    for name, chosen in (("dense", ~sparse), ("mixtures of experts", sparse)):
        weight = each.weight[chosen]
        mean = np.exp(np.average(unseen[chosen], weights=weight))
        print(f"{name}: of a model left out, GSD {spread(unseen[chosen], weight):.3f}, mean ratio {mean:.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
