"""Functions whose sensitivity indices are known, as a user writes them."""

import numpy as np

from carbonspan import formula


@formula
def ishigami(x1: float, x2: float, x3: float) -> float:
    return np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


@formula
def g(x1: float, x2: float, x3: float, x4: float, x5: float, x6: float, x7: float, x8: float) -> float:
    y = np.abs(4 * x1 - 2) * (np.abs(4 * x2 - 2) + 1) / 2
    y = y * (np.abs(4 * x3 - 2) + 4.5) / 5.5 * (np.abs(4 * x4 - 2) + 9) / 10
    y = y * (np.abs(4 * x5 - 2) + 99) / 100 * (np.abs(4 * x6 - 2) + 99) / 100
    return y * (np.abs(4 * x7 - 2) + 99) / 100 * (np.abs(4 * x8 - 2) + 99) / 100


@formula
def total(x1: float, x2: float) -> float:
    return x1 + x2


@formula
def weighted(x1: float, x2: float, x3: float, x4: float) -> float:
    return x1 + 2 * x2 - x3 + 0.5 * x4
