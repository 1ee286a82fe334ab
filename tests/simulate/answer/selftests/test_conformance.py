from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, optimize, special, stats

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.selftests import conformance
from carbonspan.simulate.answer.selftests.conformance import STANDARD_ERRORS, Check, KnownValue
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import library

Quantile = Callable[[float], float]
FOLDER = library.folder() / "conformance"
ROOT_3 = math.sqrt(3)


def shortest(quantile: Quantile, level: float) -> tuple[float, float]:
    """The shortest interval of a law; at its lower end where the density only falls."""
    found = optimize.minimize_scalar(
        lambda p: quantile(p + level) - quantile(p), bounds=(1e-12, 1 - level - 1e-12), method="bounded",
        options={"xatol": 1e-10},
    )  # fmt: skip
    return quantile(found.x), quantile(found.x + level)


def four_rectangles() -> float:
    """Where the sum of three rectangles of sd 1 and one of sd 10 has 2.5 % below: the widest one's own integral."""
    width = 10 * ROOT_3

    def density(s: float) -> float:
        x = s / (2 * ROOT_3) + 1.5  # Irwin-Hall of three
        return sum((-1) ** k * special.comb(3, k) * max(x - k, 0.0) ** 2 for k in range(4)) / (4 * ROOT_3)

    def below(t: float) -> float:
        inner = (-3 * ROOT_3, -ROOT_3, ROOT_3, 3 * ROOT_3)
        total = sum(integrate.quad(lambda s: max(t - s, 0.0) * density(s), *ends)[0] for ends in pairwise(inner))
        return total / (2 * width)

    return optimize.brentq(lambda t: below(t) - 0.025, -5, 5) - width


def correlated_loss(x1: float) -> Quantile:
    """Quantiles of X1^2 + X2^2 (in 1e-6) with r = 0.9: independent along the diagonals, integrated along one."""
    long, short, mean = 5 * math.sqrt(1.9), 5 * math.sqrt(0.1), 1e3 * x1 / math.sqrt(2)
    nodes, weights = np.polynomial.legendre.leggauss(400)

    def below(t: float) -> float:
        angle, radius = nodes * math.pi / 2, math.sqrt(t)
        v, reach = radius * np.sin(angle), radius * np.cos(angle)
        inside = special.ndtr((reach - mean) / long) - special.ndtr((-reach - mean) / long)
        density = np.exp(-(((v - mean) / short) ** 2) / 2) / (short * math.sqrt(2 * math.pi))
        return math.pi / 2 * float(weights @ (density * inside * reach))

    return lambda p: optimize.brentq(lambda t: below(t) - p, 1e-9, 1e4, xtol=1e-9)


def loss_moments(x1: float, r: float) -> tuple[float, float]:
    """Mean and sd of X1^2 + X2^2 in 1e-6: for normal laws, var = 4 s^4 (1 + r^2) + 4 x1^2 s^2."""
    s = 0.005
    return (x1**2 + 2 * s**2) * 1e6, math.sqrt(4 * s**4 * (1 + r**2) + 4 * x1**2 * s**2) * 1e6


def exact(figure: KnownValue) -> float:
    """What `figure` must be by an independent way."""
    key = figure.statistic
    both = ("low", "high")
    if figure.case == "normal-sum":
        law = stats.norm(0, 2)
        return {"mean": 0, "sd": 2, "low": law.ppf(0.025), "high": law.ppf(0.975)}[key]
    if figure.case == "rectangular-sum":
        end = 2 * ROOT_3 * (2 - 0.6**0.25)
        return {"mean": 0, "sd": 2, "low": -end, "high": end}[key]
    if figure.case == "dominant-sum":
        return {"mean": 0, "sd": math.sqrt(103)}[key] if key not in both else {
            "low": four_rectangles(), "high": -four_rectangles()
        }[key]  # fmt: skip
    if figure.case == "lognormal-product":
        product = stats.lognorm(math.sqrt(8) * 0.25)
        return {"mean": product.mean(), "sd": product.std(), "low": product.ppf(0.025), "high": product.ppf(0.975)}[key]
    x1, r = float(figure.at), 0.9 if figure.case == "correlated-loss" else 0.0
    if key not in both:
        return loss_moments(x1, r)[("mean", "sd").index(key)]
    independent: Quantile = lambda p: 25 * stats.ncx2.ppf(p, 2, (1e3 * x1 / 5) ** 2)  # noqa: E731 - a law beside a law
    return shortest(correlated_loss(x1) if r else independent, figure.level)[both.index(key)]


def named(figure: KnownValue) -> str:
    return f"{figure.case} {figure.at} {figure.quantity} {figure.value}".replace("  ", " ")


@pytest.mark.parametrize("figure", [f for f in conformance.known_values() if f.origin == "analytic"], ids=named)
def test_analytic_figures_are_exact(figure: KnownValue) -> None:
    assert float(figure.value) == pytest.approx(exact(figure), abs=1.001 * figure.rounding, rel=0)


def mass(rng: np.random.Generator, n: int) -> np.ndarray:
    reference, added = rng.normal(100_000, 0.050, n), rng.normal(1.234, 0.020, n)
    air, weight, standard = rng.uniform(1.1, 1.3, n), rng.uniform(7000, 9000, n), rng.uniform(7950, 8050, n)
    return (reference + added) * (1 + (air - 1.2) * (1 / weight - 1 / standard)) - 1e5


def trapezoid(rng: np.random.Generator, half: float, delta: float, n: int) -> np.ndarray:
    """The curvilinear trapezoid as JCGM 101:2008, 6.4.3.4, draws it."""
    low = -half - delta + 2 * delta * rng.random(n)
    return low + (-low - low) * rng.random(n)


def gauge(rng: np.random.Generator, n: int) -> np.ndarray:
    standard = 50_000_623 + 25 * rng.standard_t(18, n)
    others = 215 + 6 * rng.standard_t(24, n) + 4 * rng.standard_t(5, n) + 7 * rng.standard_t(8, n)
    temperature = rng.normal(-0.1, 0.2, n) + 0.5 * np.sin(2 * np.pi * rng.random(n))
    strain = trapezoid(rng, 1e-6, 0.1e-6, n) * temperature
    strain += rng.uniform(9.5e-6, 13.5e-6, n) * trapezoid(rng, 0.050, 0.025, n)
    return standard + others - standard * strain - 5e7


@pytest.mark.parametrize(("case", "draw"), [("mass-calibration", mass), ("gauge-block", gauge)])
def test_simulated_figures_are_found_by_numpy(case: str, draw: Callable[..., np.ndarray]) -> None:
    n = 1_000_000
    draws = draw(np.random.default_rng(12), n)
    batches = draws.reshape(100, -1)
    known = [figure for figure in conformance.known_values() if figure.case == case and figure.origin == "simulated"]
    assert len(known) == 4
    for figure in known:
        tail = (1 - figure.level) / 2
        statistic = {"mean": np.mean, "sd": np.std}.get(figure.statistic) or (
            lambda a, q=tail if figure.statistic == "low" else 1 - tail: np.quantile(a, q)
        )
        error = np.std([statistic(batch) for batch in batches], ddof=1) / 10
        assert abs(statistic(draws) - float(figure.value)) < figure.allowed(error, n)


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("case", conformance.cases())
def test_every_case_agrees(case: str, seed: int) -> None:
    found = list(conformance.compare(case, samples=1_000_000, seed=seed))
    assert found
    assert [(c.known.quantity, c.obtained, c.allowed) for c in found if not c.agrees] == []


@pytest.mark.parametrize("case", conformance.cases())
def test_every_case_agrees_by_the_sobol_design(case: str) -> None:
    known = [figure for figure in conformance.known_values() if figure.case == case and figure.draws == math.inf]
    levels = [figure.level for figure in known if figure.level] or [0.9]
    answer = run_scenario(
        conformance.scenario(case), samples=1 << 20, design="sobol", levels=levels, describe_inputs=False
    )
    for check in conformance.checks(known, answer):
        bias = check.obtained.value / (2 * answer.samples) if check.known.statistic == "sd" else 0.0  # n - 1
        off = abs(check.obtained.value - float(check.known.value))
        assert off <= check.allowed + bias, check


def test_every_case_has_its_file_and_every_file_its_figures() -> None:
    assert set(conformance.cases()) == {path.stem for path in FOLDER.glob("*.yaml")}


@pytest.fixture(scope="module")
def calibration() -> tuple[list[KnownValue], Answer]:
    known = [figure for figure in conformance.known_values() if figure.case == "mass-calibration"]
    return known, run_scenario(conformance.scenario("mass-calibration"), samples=100_000, levels=[0.95])


def test_a_wrong_figure_is_caught_whichever_it_is(calibration: tuple[list[KnownValue], Answer]) -> None:
    known, answer = calibration
    for check in conformance.checks(known, answer):
        for side in (-1, 1):
            for off, agrees in ((0.9, True), (1.1, False)):
                value = check.obtained.value + side * off * check.allowed
                quantum = Decimal(1).scaleb(int(check.known.value.as_tuple().exponent))
                wrong = replace(check.known, value=Decimal(value).quantize(quantum))
                assert next(conformance.checks([wrong], answer)).agrees is agrees, (wrong, off)


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("normal-sum", "x1=-1.75 to 1.75"),  # a standard deviation of 1.064 for 1
        ("lognormal-product", "x8=0.65 to 1.54"),  # a gsd of 1.3 for 1.284
        ("mass-calibration", "added_mass=1.235 mg"),
        ("gauge-block", "expansion_difference=0 1/K"),
    ],
)
def test_a_wrong_law_is_caught(case: str, change: str) -> None:
    known = [figure for figure in conformance.known_values() if figure.case == case and figure.origin != "published"]
    wrong = load(str(FOLDER / f"{case}.yaml"), sets=[change])
    levels = sorted({figure.level for figure in known if figure.level})
    answer = run_scenario(wrong, samples=1_000_000, levels=levels, describe_inputs=False)
    assert not all(check.agrees for check in conformance.checks(known, answer))


def test_an_answer_without_moments_never_agrees(calibration: tuple[list[KnownValue], Answer]) -> None:
    known, answer = calibration
    bare = replace(answer, marginals=tuple(replace(marginal, mean=None, sd=None) for marginal in answer.marginals))
    verdicts = {c.known.statistic: c.agrees for c in conformance.checks(known, bare)}
    assert verdicts == {"mean": False, "sd": False, "low": True, "high": True}


def figure_of(value: str, *, draws: float = math.inf, delta: float = 0.0, shortest: bool = False) -> KnownValue:
    kind = "shortest" if shortest else "equal-tailed"
    return KnownValue("case", "", "high", "", Decimal(value), "published", 0.95, kind, draws, delta)


@pytest.mark.parametrize(
    ("value", "rounding"), [("3.92", 0.005), ("-17.0", 0.05), ("838", 0.5), ("0", 0.5), ("50.000", 5e-4), ("2e3", 500)]
)
def test_digits_say_how_a_figure_was_rounded(value: str, rounding: float) -> None:
    assert figure_of(value).rounding == pytest.approx(rounding)


def test_an_exact_figure_leaves_the_runs_own_chance() -> None:
    assert figure_of("3.92").allowed(0.01, 10**6) == pytest.approx(0.005 + STANDARD_ERRORS * 0.01)
    assert figure_of("3.92", delta=0.1).allowed(0.0, 10**6) == pytest.approx(0.105)


def test_a_simulated_figure_has_chance_of_its_own() -> None:
    few = figure_of("3.92", draws=10**6 / 16)
    assert few.allowed(0.01, 10**6) == pytest.approx(0.005 + STANDARD_ERRORS * 0.01 * math.hypot(1, 4))
    few = figure_of("3.92", draws=10**6 / 64, shortest=True)
    assert few.allowed(0.01, 10**6) == pytest.approx(0.005 + STANDARD_ERRORS * 0.01 * math.hypot(1, 4))


def test_what_is_no_number_never_agrees() -> None:
    figure = figure_of("3.92")
    assert Check(figure, Estimate(3.92, 0.0), 0.005).agrees
    assert not Check(figure, Estimate(math.nan, 0.0), 0.005).agrees
    assert not Check(figure, Estimate(3.92, math.nan), math.nan).agrees


def test_a_figure_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must be one of mean, sd, low, high, got 'median'"):
        replace(figure_of("1"), statistic="median")
    with pytest.raises(ValueError, match=r"must be one of published, analytic, simulated, got 'guessed'"):
        replace(figure_of("1"), origin="guessed")
