"""Every law's table, looked up by the kernel, against the law itself in both tails."""

import math
from collections.abc import Mapping

import numpy as np
import pytest

from carbonspan.simulate.describe.laws.base import Distribution
from carbonspan.simulate.describe.laws.beta import Beta
from carbonspan.simulate.describe.laws.bounded import Arcsine, Loguniform, Uniform
from carbonspan.simulate.describe.laws.curvilinear import CurvilinearTrapezoidal
from carbonspan.simulate.describe.laws.discrete import Discrete
from carbonspan.simulate.describe.laws.mixture import Mixture
from carbonspan.simulate.describe.laws.normal import Normal, StudentT
from carbonspan.simulate.describe.laws.positive import Gamma, Lognormal, Weibull
from carbonspan.simulate.describe.laws.read import read
from carbonspan.simulate.describe.laws.registry import LAWS
from carbonspan.simulate.describe.laws.trapezoids import Trapezoidal, triangular
from carbonspan.simulate.describe.laws.truncation import Truncated
from carbonspan.simulate.engine.tabulate import PROBABILITY_ERROR, TAIL_ERROR, VALUE_ERROR, Pieces, cell_edges, tabulate
from carbonspan.simulate.kernels.jit import BLOCK
from carbonspan.simulate.kernels.tables import SIDE, folded_table_block

EXAMPLES = {f"{law.key}-{n}": example for law in LAWS.values() for n, example in enumerate(law.examples)}
NASTY = {
    "beta with a pole": Beta(0.05, 3.0),
    "beta with two poles": Beta(0.3, 0.3),
    "narrow beta": Beta(300.0, 700.0),
    "gamma with a pole": Gamma(0.1, 2.0),
    "cauchy": StudentT(1.0, 0.0, 1.0),
    "student without variance": StudentT(1.5, 5.0, 2.0),
    "mixture with a gap": Mixture((0.3, 0.7), (Uniform(0.0, 1.0), Uniform(5.0, 6.0))),
    "mixture with atoms": Mixture((0.25, 0.75), (Discrete((2.0, 3.0), (0.5, 0.5)), Uniform(0.0, 5.0))),
    "mixture of normals": Mixture((0.5, 0.5), (Normal(-2.0, 1.0), Normal(2.0, 0.5))),
    "trapezoid": Trapezoidal(0.0, 1.0, 2.0, 4.0),
    "trapezoid with a cliff": Trapezoidal(0.0, 1e-3, 2.0, 2.000001),
    "triangle": triangular(0.0, 0.3, 1.0),
    "curvilinear trapezoid": CurvilinearTrapezoidal(-1.0, 1.0, 0.1),
    "normal cut far out": Truncated(Normal(0.0, 1.0), 8.0, 9.0),
    "normal beyond minus six": Truncated(Normal(0.0, 1.0), -math.inf, -6.0),
    "normal beyond ten": Truncated(Normal(0.0, 1.0), 10.0, math.inf),
    "cut lognormal": Truncated(Lognormal(1.0, 1.0), 1e-3, 50.0),
    "narrow about 1e5": Normal(1e5, 0.05),
    "stretched exponential": Weibull(0.2, 1.0),
    "wide lognormal": Lognormal(1.0, 5.0),
    "twelve decades": Loguniform(1e-6, 1e6),
    "arcsine": Arcsine(-1.0, 1.0),
}
#: The examples that have steps instead of a table.
DISCRETE = {"discrete-0", "binomial-0", "poisson-0"}
#: What rounding alone may lose, as a share of the value plus the interquartile range.
ROUNDING = 2e-13
#: The bounds are checked at the places where a cubic is farthest off; elsewhere they may be passed by this much.
SLACK = 1.05


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Distribution]:
    folder = tmp_path_factory.mktemp("laws")
    rng = np.random.Generator(np.random.Philox(7))
    (folder / "measured.csv").write_text("power\n" + "\n".join(map(str, rng.lognormal(5, 0.4, 50))))
    read_all = {name: read(example, nominal=2.0, folder=folder) for name, example in EXAMPLES.items()}
    return NASTY | {name: law for name, law in read_all.items() if law.atoms is None}


def probabilities() -> np.ndarray:
    """From 1e-12 to the median: at random on both scales, and all along both."""
    rng = np.random.default_rng(5)
    return np.concatenate(
        [
            10.0 ** rng.uniform(-12, np.log10(0.5), 8 * BLOCK),
            rng.uniform(1e-12, 0.5, 6 * BLOCK),
            np.geomspace(1e-12, 0.4999999, BLOCK),
            np.linspace(1e-9, 0.4999999, BLOCK),
        ]
    )


U = probabilities()


def looked_up(law: Distribution, u: np.ndarray, *, upper: bool) -> np.ndarray:
    table, edges = tabulate(law)
    found = np.empty((len(u) // BLOCK, BLOCK))
    half = np.full(BLOCK, -1 if upper else 0, np.int32)
    for row, v in zip(found, (2.0**32 * u).reshape(-1, BLOCK), strict=True):
        folded_table_block(row, v, half, table, edges, 0)
    return found.ravel()


@pytest.mark.parametrize("upper", [False, True], ids=["lower", "upper"])
@pytest.mark.parametrize("name", [*(name for name in EXAMPLES if name not in DISCRETE), *NASTY])
def test_tables_keep_their_bounds(laws: Mapping[str, Distribution], name: str, upper: bool) -> None:  # noqa: FBT001
    law = laws[name]
    quantile, share = (law.isf, law.sf) if upper else (law.quantile, law.cdf)
    size = np.abs(quantile(U)) + np.abs(np.subtract(*law.quantile([0.75, 0.25])))
    found = looked_up(law, U, upper=upper)
    off = np.abs(found - quantile(U))
    rounding = off <= ROUNDING * size
    assert np.all(off <= SLACK * VALUE_ERROR * size)
    shift = np.where(rounding, 0.0, np.abs(share(found) - U))
    assert shift.max() <= SLACK * PROBABILITY_ERROR
    assert np.max(shift / U) <= SLACK * TAIL_ERROR
    low, high = law.support
    assert low <= found.min()
    assert found.max() <= high


def test_no_law_is_left_out(laws: Mapping[str, Distribution]) -> None:
    assert {name for name in EXAMPLES if name not in laws} == DISCRETE


def test_a_gap_is_never_bridged() -> None:
    found = looked_up(NASTY["mixture with a gap"], np.linspace(0.2999, 0.3001, BLOCK), upper=False)
    assert not np.any((found > 1.0) & (found < 5.0))
    assert np.count_nonzero(found < 2.0) == np.count_nonzero(np.linspace(0.2999, 0.3001, BLOCK) < 0.3)


def test_cells_tile_one_side() -> None:
    edges = cell_edges()
    assert len(edges) == SIDE + 1
    assert (edges[0], edges[-1]) == (2.0**-33, 2.0**31)
    assert np.all(np.diff(edges) > 0)
    ends = np.zeros(SIDE)
    halves = Pieces(np.arange(SIDE), edges[:-1], edges[1:], ends, ends).halves()
    assert np.sum(halves.high - halves.low) == edges[-1] - edges[0]


def test_a_quantile_function_too_rough_for_a_table_is_refused() -> None:
    class Rough(Normal):
        def quantile(self, p: object) -> np.ndarray:
            return np.floor(np.asarray(p) * 1e7) % 7.0

    with pytest.raises(ArithmeticError, match=r"its quantile function is too rough over \S+ of the probability"):
        tabulate(Rough(0.0, 1.0))
