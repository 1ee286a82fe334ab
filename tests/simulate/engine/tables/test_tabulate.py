"""Every law's table, looked up by the kernel, against the law itself in both tails."""

import contextlib
import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pytest

from carbonspan.simulate.engine.tables.accuracy import PROBABILITY_ERROR, TAIL_ERROR, VALUE_ERROR
from carbonspan.simulate.engine.tables.tabulate import tabulate
from carbonspan.simulate.grammar.laws.read import read
from carbonspan.simulate.grammar.laws.registry import LAWS
from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.tables import folded_table_block
from carbonspan.simulate.laws.base import SMALLEST, Distribution, LawError
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Arcsine, Loguniform, Uniform
from carbonspan.simulate.laws.curvilinear import CurvilinearTrapezoidal
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Gamma, Lognormal, Weibull
from carbonspan.simulate.laws.trapezoids import Trapezoidal, triangular
from carbonspan.simulate.laws.truncation import Truncated

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
#: The bounds are checked where the error of a cubic is largest; elsewhere it may exceed them by this factor.
SLACK = 1.05


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Distribution]:
    folder = tmp_path_factory.mktemp("laws")
    rng = np.random.Generator(np.random.Philox(7))
    (folder / "measured.csv").write_text("power\n" + "\n".join(map(str, rng.lognormal(5, 0.4, 50))))
    read_all = {name: read(example, nominal=2.0, folder=folder) for name, example in EXAMPLES.items()}
    return NASTY | {name: law for name, law in read_all.items() if law.atoms is None}


def probabilities() -> np.ndarray:
    """Probabilities from 1e-12 to the median: random and regular, on a linear and a logarithmic scale."""
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


made = lru_cache(maxsize=2)(tabulate)


def looked_up(law: Distribution, u: np.ndarray, *, upper: bool) -> np.ndarray:
    table, edges = made(law)
    found = np.empty((len(u) // BLOCK, BLOCK))
    half = np.full(BLOCK, -1 if upper else 0, np.int32)
    for row, v in zip(found, (2.0**32 * u).reshape(-1, BLOCK), strict=True):
        folded_table_block(row, v, half, table, edges, 0)
    return found.ravel()


@pytest.mark.parametrize("upper", [False, True], ids=["lower", "upper"])
@pytest.mark.parametrize("name", [*(name for name in EXAMPLES if name not in DISCRETE), *NASTY])
def test_tables_meet_their_error_bounds(laws: Mapping[str, Distribution], name: str, upper: bool) -> None:  # noqa: FBT001
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


def test_every_law_is_tested(laws: Mapping[str, Distribution]) -> None:
    assert {name for name in EXAMPLES if name not in laws} == DISCRETE


def test_a_gap_is_never_bridged() -> None:
    found = looked_up(NASTY["mixture with a gap"], np.linspace(0.2999, 0.3001, BLOCK), upper=False)
    assert not np.any((found > 1.0) & (found < 5.0))
    assert np.count_nonzero(found < 2.0) == np.count_nonzero(np.linspace(0.2999, 0.3001, BLOCK) < 0.3)


def test_a_quantile_function_too_rough_for_a_table_is_refused() -> None:
    class Rough(Normal):
        def quantile(self, p: object) -> np.ndarray:
            return np.floor(np.asarray(p) * 1e7) % 7.0

    with pytest.raises(ArithmeticError, match=r"its quantile function is too rough over \S+ of the probability"):
        tabulate(Rough(0.0, 1.0))


class Draw:
    """Random parameters, sometimes extreme."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.Generator(np.random.Philox(seed))

    def positive(self, decades: float = 3.0, extreme: float = 40.0) -> float:
        reach = extreme if self.rng.random() < 0.25 else decades
        return float(10.0 ** self.rng.uniform(-reach, reach))

    def any(self) -> float:
        return float(self.rng.choice([-1.0, 0.0, 1.0])) * self.positive()

    def rising(self, count: int) -> list[float]:
        """Numbers that rise in steps of very different sizes, but not below the resolution of a float."""
        steps = 10.0 ** self.rng.uniform(-7, 2, count - 1) * 10.0 ** self.rng.uniform(-9, 9)
        low = float(self.rng.choice([-1.0, 0.0, 1.0])) * float(steps.max())
        return np.cumsum([low, *steps]).tolist()

    def shares(self, count: int) -> list[float]:
        weights = self.rng.dirichlet(np.full(count, 0.7)) + 1e-9
        return (weights / weights.sum()).tolist()

    def parts(self) -> list[dict[str, object]]:
        """The laws of a mixture, including atoms."""
        chosen = [PARTS[self.rng.integers(len(PARTS))](self) for _ in range(self.rng.integers(2, 5))]
        return [{"weight": w, **part} for w, part in zip(self.shares(len(chosen)), chosen, strict=True)]


def atoms_of(draw: Draw) -> dict[float, float]:
    values = sorted({float(v) for v in draw.rng.choice([-1.0, 0.0, 0.1, 0.3, 5.0, 1e9, 1e-9], 3)})
    return dict(zip(values, draw.shares(len(values)), strict=True))


def between_atoms(draw: Draw) -> list[float]:
    low, high = draw.rng.choice([-1.0, 0.0, 0.1, 0.3, 5.0], 2, replace=False)
    return sorted([float(low), float(high)])


PARTS = [
    lambda draw: {"discrete": atoms_of(draw)},
    lambda draw: {"uniform": between_atoms(draw)},
    lambda draw: {"normal": {"mean": float(draw.rng.normal()), "sd": draw.positive(1, 3)}},
    lambda draw: {"lognormal": {"median": draw.positive(1, 3), "gsd": 1.0 + draw.positive(0.5, 1)}},
    lambda draw: {"gamma": {"shape": draw.positive(1, 3), "scale": 1.0}},
    lambda draw: {"poisson": {"mean": draw.positive(1)}},
]

#: How each form that has a table is written at random.
FORMS = {
    "normal": lambda d: {"normal": {"mean": d.any(), "sd": d.positive()}},
    "normal cut": lambda d: {"normal": {"mean": 0.0, "sd": 1.0}, "truncate": sorted(d.rng.uniform(-9, 9, 2).tolist())},
    "lognormal": lambda d: {"lognormal": {"median": d.positive(), "gsd": 1.0 + d.positive(1, 20)}},
    "lognormal of mean": lambda d: {"lognormal": {"mean": d.positive(), "cv": d.positive(1, 12)}},
    "gsd": lambda d: {"gsd": 1.0 + d.positive(1, 15)},
    "uniform": lambda d: {"uniform": d.rising(2)},
    "loguniform": lambda d: {"loguniform": sorted([d.positive(), d.positive()])},
    "triangular": lambda d: {"triangular": d.rising(3)},
    "pert": lambda d: {"pert": d.rising(3)},
    "beta": lambda d: {"beta": {"alpha": d.positive(2, 6), "beta": d.positive(2, 6)}},
    "beta between limits": lambda d: {"beta": dict(zip(("low", "high"), d.rising(2), strict=True))
                                      | {"alpha": d.positive(2, 5), "beta": d.positive(2, 5)}},
    "beta of mean": lambda d: {"beta": {"mean": float(10 ** d.rng.uniform(-5, -0.1)), "sd": d.positive(2, 4)}},
    "beta of quantiles": lambda d: {"beta": {"p5": float(d.rng.uniform(0, 0.5)), "p95": float(d.rng.uniform(0.5, 1))}},
    "gamma": lambda d: {"gamma": {"shape": d.positive(2, 12), "scale": d.positive()}},
    "gamma of mean": lambda d: {"gamma": {"mean": d.positive(1), "sd": d.positive(2, 6)}},
    "weibull": lambda d: {"weibull": {"shape": d.positive(2, 5), "scale": d.positive()}},
    "student_t": lambda d: {"student_t": {"df": d.positive(1, 8), "location": d.any(), "scale": d.positive()}},
    "student_t cut": lambda d: {"student_t": {"df": float(d.rng.integers(1, 9)), "location": 10.0, "scale": 2.0},
                                "truncate": [10.0, None]},
    "exponential": lambda d: {"exponential": {"mean": d.positive()}},
    "arcsine": lambda d: {"arcsine": d.rising(2)},
    "trapezoidal": lambda d: {"trapezoidal": d.rising(4)},
    "curvilinear": lambda d: {"curvilinear_trapezoidal": {"low": 0.0, "high": 1.0,
                                                          "delta": 0.5 / (1.0 + d.positive(4, 8))}},
    "quantiles": lambda d: {"quantiles": dict(zip((0.05, 0.5, 0.95), d.rising(3), strict=True))},
    "bounded quantiles": lambda d: {"quantiles": dict(zip(("low", 0.1, 0.5, 0.9, "high"), d.rising(5), strict=True))},
    "p5": lambda d: dict(zip(("p5", "p95"), d.rising(2), strict=True)),
    "pedigree": lambda d: {"pedigree": {"scores": d.rng.integers(1, 6, 5).tolist(), "basic": 1.0 + d.positive(1, 10)}},
    "mixture": lambda d: {"mixture": d.parts()},
    "mixture cut": lambda d: {"mixture": d.parts(), "truncate": between_atoms(d)},
}  # fmt: skip
EACH = 40
#: A piece's error in probability is its error in value over its mean slope; where a law all but breaks, more by this.
BENT = 3.0
#: Probabilities from either tail at which each is looked up.
LOOKED_UP = np.sort(np.concatenate([np.geomspace(1e-12, 0.4999999, BLOCK), U[: 3 * BLOCK]]))


def laws_at_random(form: str, count: int) -> list[Distribution]:
    """The laws of entries of `form` that are accepted."""
    draw, found = Draw(sum(map(ord, form))), []
    while len(found) < count:
        with contextlib.suppress(LawError):
            found.append(read(FORMS[form](draw), nominal=2.0))
    return found


def assert_table_is_the_law(law: Distribution) -> None:
    """Values are within the support, rise, and have the distribution function's probability.

    Probabilities of a truncated law are differences of those of the whole law, which limits their accuracy, both in the
    quantiles and in the values they are compared with.
    """
    lost = 2 * law.blur
    spread = abs(float(np.subtract(*law.quantile([0.75, 0.25]))))
    for upper, share in ((False, law.cdf), (True, law.sf)):
        found = looked_up(law, LOOKED_UP, upper=upper)
        assert law.support[0] <= found.min()
        assert found.max() <= law.support[1]
        size = np.abs(found) + spread
        fall = np.diff(-found if upper else found)
        assert fall.min() >= -SLACK * 2 * VALUE_ERROR * size.max()
        assert np.all(fall >= -SLACK * 2 * VALUE_ERROR * size[1:] - SMALLEST)
        nudge = (-1 if upper else 1) * (ROUNDING * size + 2 * np.spacing(np.abs(found)) + 2 * SMALLEST)
        slack = BENT * np.minimum(PROBABILITY_ERROR, TAIL_ERROR * LOOKED_UP) + lost
        before = law.sf_before if upper else law.cdf_before
        assert np.all(before(found - nudge) <= LOOKED_UP + slack)
        assert np.all(share(found + nudge) >= LOOKED_UP - slack)


def assert_atoms_are_exact(law: Distribution) -> None:
    """Twenty of those whose probability is large compared with rounding."""
    likely = law.jumps[law.cdf(law.jumps) - law.cdf_before(law.jumps) > 1e-10]
    for value in likely[:: max(1, len(likely) // 20)]:
        for upper, ends in ((False, (law.cdf_before, law.cdf)), (True, (law.sf, law.sf_before))):
            low, high = (float(end(value)) for end in ends)
            inside = low + (high - low) * np.linspace(1e-3, 1 - 1e-3, BLOCK)
            inside = np.where((inside > 1e-12) & (inside < 0.4999999), inside, np.nan)
            found = looked_up(law, np.nan_to_num(inside, nan=0.25), upper=upper)[~np.isnan(inside)]
            assert np.all(found == value)


@pytest.mark.parametrize("count", [2, pytest.param(EACH, marks=pytest.mark.slow)])
@pytest.mark.parametrize("form", FORMS)
def test_every_accepted_law_is_drawn_correctly(form: str, count: int) -> None:
    for law in laws_at_random(form, count):
        if law.atoms is None:
            assert_table_is_the_law(law)
            assert_atoms_are_exact(law)


def test_every_law_with_a_table_is_included() -> None:
    written = {key for form in FORMS for key in FORMS[form](Draw(0))}
    assert set(LAWS) - written == {"discrete", "binomial", "poisson", "empirical", "p5"} - written
