"""The law of a token's energy (`carbonspan.models.tokens.by_size`), fitted to measurements of the fitted families.

``python benchmarks/token_energy/fit.py LEADERBOARD/public/data`` prints the constants of configs/catalog/token.csv.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from measurements import Floats, Measurements, read
from scipy.optimize import least_squares
from scipy.special import ndtri, stdtrit

from carbonspan.models.tokens import by_size

#: Errors beyond this, in logarithms, count in proportion instead of by their square.
SOFT = 0.3
NAMES = ("traffic", "arithmetic", "step", "floor", "sparsity", "newer_traffic", "newer_arithmetic", "long_step")
#: J a GB and token, the same, J an accelerator and token, J a token; then an exponent and ratios.
START = np.array([0.2, 0.003, 1.0, 0.03, 0.5, 1.0, 0.6, 2.0])
#: The step is small beside the traffic; without bounds on it, fewer families can leave it none in chat.
LEAST, MOST = np.full(8, 1e-6), np.array([10, 1, 50, 1, 1, 10, 10, 15])


def predict(constants: Floats, each: Measurements) -> Floats:
    """Energy of a token by the law in J; the newer generation's ratios are those of the B200, `long_step` of GPQA."""
    traffic, arithmetic, step, floor, sparsity, newer_traffic, newer_arithmetic, long_step = constants
    is_new = each.accelerator == "B200"
    of_traffic, of_arithmetic = np.where(is_new, newer_traffic, 1), np.where(is_new, newer_arithmetic, 1)
    return by_size(
        each.total * each.weight,
        each.active / each.total,
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
    root = np.sqrt(each.importance)
    found = least_squares(
        lambda logs: errors(np.exp(logs), each) * root,
        np.log(START),
        bounds=np.log([LEAST, MOST]),
        loss="soft_l1",
        f_scale=SOFT,
    )
    return np.exp(found.x)


def left_out(each: Measurements) -> Floats:
    """The errors of every family by a fit to all others."""
    found = np.empty(len(each))
    for name in np.unique(each.family):
        chosen = each.family == name
        found[chosen] = errors(fit(each.where(~chosen)), each.where(chosen))
    return found


def departure(errors: Floats, each: Measurements) -> float:
    """The GSD to believe of a family not seen: the root mean square of `errors`, as few families tell it.

    The factor is Student's 95 % point over the normal law's, with a degree of freedom for each family but one.
    """
    families = len(np.unique(each.family))
    factor = stdtrit(families - 1, 0.95) / ndtri(0.95)
    return float(np.exp(factor * np.sqrt(np.average(errors**2, weights=each.importance))))


def departures(each: Measurements) -> tuple[float, float]:
    """The GSDs of dense models and of mixtures of experts, of families not seen."""
    unseen, sparse = left_out(each), each.active < each.total
    return departure(unseen[~sparse], each.where(~sparse)), departure(unseen[sparse], each.where(sparse))


def main(folder: str) -> None:
    each = read(Path(folder))
    constants = fit(each)
    for name, value in zip(NAMES, constants, strict=True):
        print(f"{name:18}{value:.4g}")
    within = np.sqrt(np.average(errors(constants, each) ** 2, weights=each.importance))
    print(f"{len(each)} configurations; GSD about the law {np.exp(within):.3f}")
    unseen, sparse = left_out(each), each.active < each.total
    for name in np.unique(each.family):
        for kind, of in (("dense", ~sparse), ("mixtures", sparse)):
            chosen = of & (each.family == name)
            if chosen.any():
                mean = np.exp(np.average(unseen[chosen], weights=each.importance[chosen]))
                print(f"{name}, {kind}, left out: {chosen.sum()} configurations, measured / law {mean:.2f}")
    print("believed of families not seen: dense GSD {:.2f}, mixtures {:.2f}".format(*departures(each)))


if __name__ == "__main__":
    main(sys.argv[1])
