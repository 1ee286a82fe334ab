"""What a file may say, and what it is told when it may not."""

import math
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.grammar.laws.context import Units
from carbonspan.simulate.grammar.laws.read import read
from carbonspan.simulate.laws.base import Distribution, LawError
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Binomial, Constant, Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.laws.trapezoids import triangular
from carbonspan.simulate.laws.truncation import Truncated
from carbonspan.simulate.units import unit

HOUR = 3600.0


def law(entry: dict[str, object], nominal: float | None = 2 * HOUR, folder: Path | None = None) -> Distribution:
    return read(entry, units=Units(unit("h")), nominal=nominal, folder=folder)


def problems(entry: dict[str, object], nominal: float | None = 2 * HOUR) -> dict[tuple[str | int, ...], str]:
    with pytest.raises(LawError, match=r"\S") as caught:
        law(entry, nominal)
    return dict(caught.value.problems)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, Constant(2 * HOUR)),
        ({"normal": {"mean": "3 h", "sd": "30 min"}}, Normal(3 * HOUR, 0.5 * HOUR)),
        ({"gsd": 2}, Lognormal(2 * HOUR, math.log(2))),
        ({"gsd": "2"}, Lognormal(2 * HOUR, math.log(2))),
        ({"uniform": [1, "2 h"]}, Uniform(HOUR, 2 * HOUR)),
        ({"uniform": {"low": 1, "high": 2}}, Uniform(HOUR, 2 * HOUR)),
        ({"triangular": [1, 1, 2]}, triangular(HOUR, HOUR, 2 * HOUR)),
        ({"pert": (1, 2, 6)}, Beta(1.8, 4.2, HOUR, 6 * HOUR)),
        ({"discrete": {"3 h": 0.25, 1: 0.75}}, Discrete((HOUR, 3 * HOUR), (0.75, 0.25))),
        ({"discrete": {3: 0.333333, 4: 0.333333, 5: 0.333333}}, Discrete((3 * HOUR, 4 * HOUR, 5 * HOUR), (1 / 3,) * 3)),
        ({"poisson": {"mean": 3}}, Poisson(3.0, HOUR)),
        ({"binomial": {"n": 10, "p": 0.3}}, Binomial(10, 0.3, HOUR)),
        ({"mixture": [{"weight": 1, "uniform": [1, 2]}]}, Mixture((1.0,), (Uniform(HOUR, 2 * HOUR),))),
        ({"uniform": [1, 2], "truncate": [0, None]}, Uniform(HOUR, 2 * HOUR)),
        ({"normal": {"mean": 0, "sd": 1}, "truncate": [0, 2]}, Truncated(Normal(0.0, HOUR), 0.0, 2 * HOUR)),
        ({"uniform": [1, 3], "truncate": [None, 2]}, Truncated(Uniform(HOUR, 3 * HOUR), -math.inf, 2 * HOUR)),
    ],
    ids=str,
)
def test_reads(entry: dict[str, object], expected: Distribution) -> None:
    read_law = law(entry)
    if isinstance(expected, Beta):
        assert isinstance(read_law, Beta)
        assert (read_law.alpha, read_law.beta) == pytest.approx((expected.alpha, expected.beta))
    else:
        assert read_law == expected


@pytest.mark.parametrize(
    "entry",
    [{"p5": 1, "p95": "4 h"}, {"p5": 60, "p95": "240 min"}, {"quantiles": {0.05: 1, 0.95: 4}}],
)
def test_pairs_of_quantiles_are_one_law(entry: dict[str, object]) -> None:
    np.testing.assert_allclose(law(entry).quantile([0.05, 0.5, 0.95]), [HOUR, 2 * HOUR, 4 * HOUR], rtol=1e-12)


def test_quantiles_hold_after_truncation() -> None:
    for entry in (
        {"p5": 1, "p95": 4, "truncate": [0.5, 5]},
        {"quantiles": {0.05: 1, 0.5: 2, 0.95: 4}, "truncate": [0.5, 5]},
        {"beta": {"p5": 1, "p95": 4, "low": 0, "high": 10}, "truncate": [0.5, 5]},
    ):
        cut = law(entry)
        assert cut.support == (0.5 * HOUR, 5 * HOUR)
        np.testing.assert_allclose(cut.quantile([0.05, 0.95]), [HOUR, 4 * HOUR], rtol=1e-8)


def test_limits_of_quantiles_carry_the_unit() -> None:
    assert law({"quantiles": {0.1: 1, 0.5: 2, 0.9: 4, "low": 0.5, "high": "5 h"}}).support == (HOUR / 2, 5 * HOUR)


def test_each_part_of_a_mixture_has_its_own_window() -> None:
    entry = {
        "mixture": [
            {"weight": 0.5, "normal": {"mean": 0, "sd": 1}, "truncate": [0, None]},
            {"weight": 0.5, "gsd": 2},
        ],
        "truncate": [None, 9],
    }
    cut = law(entry)
    assert isinstance(cut, Truncated)
    assert isinstance(cut.law, Mixture)
    assert cut.law.laws[0] == Truncated(Normal(0.0, HOUR), 0.0, math.inf)
    assert cut.high == 9 * HOUR


def test_empirical_files_lie_beside_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "measured.csv").write_text("time\n1\n2\n")
    entry: dict[str, object] = {"empirical": {"csv": "measured.csv", "column": "time", "smooth": False}}
    assert law(entry, folder=tmp_path) == Discrete((HOUR, 2 * HOUR), (0.5, 0.5))
    with pytest.raises(LawError, match=r"empirical.csv: no such file, got measured.csv; paths are relative to"):
        law(entry, folder=tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("entry", "path", "message"),
    [
        ({"lognromal": {}}, ("lognromal",), "unknown law 'lognromal'; did you mean 'lognormal'?"),
        ({"normal": {"mean": 1, "sd": 1}, "gsd": 2}, (), "two laws for one input (normal, gsd); keep one"),
        ({"p5": 1, "p95": 2, "gsd": 2}, (), "two laws for one input (p5, gsd); keep one"),
        ({"p5": 1.2, "p95": 1.1}, ("p95",), "must exceed p5 (1.2), got 1.1"),
        ({"p5": 1}, (), "needs p95 beside p5; write {p5, p95}"),
        ({"beta": {"p5": 0.9, "p95": 0.3, "low": 0, "high": 2}}, ("beta", "p95"), "must exceed p5 (0.9), got 0.3"),
        ({"beta": {"p5": 0.2, "p95": 0.3, "low": 0.25, "high": 1}}, ("beta", "p5"), "must exceed low (0.25), got 0.2"),
        ({"normal": {"mean": 1, "sd": -1}}, ("normal", "sd"), "must be positive, got -1"),
        ({"normal": {"mean": 1}}, ("normal",), "needs sd beside mean; write {mean, sd}"),
        ({"normal": 3}, ("normal",), "must be {mean, sd}, got 3"),
        (
            {"normal": {"mean": "many", "sd": 1}},
            ("normal", "mean"),
            "must be a number with a unit, such as 0.3 h, got 'many'",
        ),
        (
            {"normal": {"mean": math.inf, "sd": 1}},
            ("normal", "mean"),
            "must be finite, got inf",
        ),
        ({"normal": {"mean": None, "sd": 1}}, ("normal", "mean"), "must be a number in the input's unit, got nothing"),
        ({"normal": {"mean": True, "sd": 1}}, ("normal", "mean"), "must be a number in the input's unit, got True"),
        (
            {"normal": {"mean": "1 m", "sd": 1}},
            ("normal", "mean"),
            "is a length (m) where a time is expected (h); got 1 m",
        ),
        ({"gsd": "2 h"}, ("gsd",), "is a time (h) where a plain number is expected (no unit); got 2 h"),
        ({"gsd": 1}, ("gsd",), "must exceed 1, got 1"),
        (
            {"gamma": {"shape": 1, "sd": 1}},
            ("gamma", "sd"),
            "unknown field 'sd' of gamma; write {shape, scale} or {mean, sd}",
        ),
        ({"uniform": [1, 2, 3]}, ("uniform",), "must be [low, high], got 3 values"),
        ({"uniform": [2, 1]}, ("uniform", 1), "must exceed low (2), got 1"),
        ({"pert": [1, 7, 6]}, ("pert", 2), "must be at least mode (7), got 6"),
        ({"pert": {"low": 2, "mode": 1, "high": 6}}, ("pert", "mode"), "must be at least low (2), got 1"),
        ({"pert": [3, 2, 1]}, ("pert", 1), "must be at least low (3), got 2"),
        ({"pert": [1, 1, 1]}, ("pert", 2), "must exceed low (1), got 1"),
        ({"loguniform": [0, 1]}, ("loguniform", 0), "must be positive, got 0"),
        (
            {"beta": {"mean": 0.5, "sd": 0.6, "low": 0, "high": 1}},
            ("beta", "sd"),
            "must be below the square root of (mean - low) (high - mean)",
        ),
        (
            {"gamma": {"mean": 1e90, "sd": 1e-90}},
            ("gamma",),
            "these numbers are too far apart to compute with; check their units",
        ),
        ({"binomial": {"n": 2.5, "p": 0.5}}, ("binomial", "n"), "must be a whole number from 1, got 2.5"),
        ({"binomial": {"n": 2, "p": 1}}, ("binomial", "p"), "must lie between 0 and 1, got 1"),
        ({"discrete": {3: 0.2, 4: 0.5}}, ("discrete",), "probabilities must sum to 1, got 0.7; divide each by 0.7"),
        ({"discrete": {3: 0.2, 4: -0.5}}, ("discrete", 4), "must be above 0 and at most 1, got -0.5"),
        (
            {"discrete": {"1 h": 0.5, "60 min": 0.5}},
            ("discrete",),
            "two of the values are the same; add their probabilities",
        ),
        ({"discrete": [3, 4]}, ("discrete",), "must be a mapping of values with their probabilities, got a list"),
        ({"quantiles": {0.5: 3}}, ("quantiles",), "needs at least two quantiles, got 1"),
        ({"quantiles": {0.5: 3, 0.9: 2}}, ("quantiles", "0.9"), "must exceed the value of 0.5"),
        ({"quantiles": {0.5: 3, 1.9: 4}}, ("quantiles", "1.9"), "must lie between 0 and 1, got 1.9"),
        ({"quantiles": {0.5: 3, 0.9: 4, "low": 3.5}}, ("quantiles", "0.5"), "must exceed the value of low"),
        ({"quantiles": {0.5: 3, 0.9: 4, "high": 3.5}}, ("quantiles", "high"), "must exceed the value of 0.9"),
        (
            {"pedigree": {"scores": [1, 2, 3, 4, 6]}},
            ("pedigree", "scores", 4),
            "must be a whole number from 1 to 5, got 6",
        ),
        ({"pedigree": {"scores": [1, 2]}}, ("pedigree", "scores"), "must be five scores from 1 to 5, got a list"),
        ({"mixture": []}, ("mixture",), "must be a list of laws, each with its weight, got a list"),
        ({"mixture": [{"gsd": 2}]}, ("mixture", 0), "needs a weight"),
        ({"mixture": [{"weight": 0.5, "gsd": 2}]}, ("mixture",), "weights must sum to 1, got 0.5; divide each by 0.5"),
        (
            {"mixture": [{"weight": 1, "gsd": 0.2}]},
            ("mixture", 0, "gsd"),
            "must exceed 1, got 0.2; a geometric standard deviation is a factor: for a spread of ± 20 % write 1.2",
        ),
        ({"empirical": {"csv": 3, "column": "a"}}, ("empirical", "csv"), "must be text, got 3"),
        (
            {"empirical": {"csv": "a", "column": "a", "smooth": 1}},
            ("empirical", "smooth"),
            "must be true or false, got 1",
        ),
        ({"gsd": 2, "truncate": 3}, ("truncate",), "must be [low, high], either of them null to stay open, got 3"),
        ({"gsd": 2, "truncate": [3, 2]}, ("truncate", 1), "must exceed the lower end (3), got 2"),
        ({"truncate": [1, 2]}, ("truncate",), "there is no law to truncate; state one beside it"),
    ],
    ids=str,
)
def test_says_what_is_wrong_and_where(entry: dict[str, object], path: tuple[str | int, ...], message: str) -> None:
    assert problems(entry)[path] == message


def test_all_mistakes_are_told_at_once() -> None:
    entry = {
        "mixture": [{"weight": 2, "normal": {"mean": "1 m", "sd": -1}}, {"weights": 1, "gsd": 2}],
        "truncate": [3, 1],
    }
    assert set(problems(entry)) == {
        ("truncate", 1),
        ("mixture", 0, "normal", "mean"),
        ("mixture", 0, "normal", "sd"),
        ("mixture", 1),
        ("mixture", 1, "weights"),
    }


def test_a_law_about_the_nominal_value_needs_one() -> None:
    assert problems({"gsd": 2}, nominal=None) == {
        ("gsd",): "needs the input's nominal value as its median; state nominal"
    }
    assert problems({}, nominal=None) == {(): "has neither a nominal value nor a law; state one of them"}
    assert problems({"gsd": 2}, nominal=-1.0) == {("gsd",): "a lognormal law needs a positive median, got -1"}


def test_a_law_may_do_without_a_nominal_value() -> None:
    assert law({"uniform": [1, 2]}, nominal=None) == Uniform(HOUR, 2 * HOUR)


def test_keys_that_are_no_values_are_told_once_each_and_nothing_follows() -> None:
    entry = {"discrete": {"values": [1, 2], "probabilities": [0.5, 0.5]}}
    with pytest.raises(LawError, match=r"\S") as caught:
        law(entry, 2 * HOUR)
    assert [path for path, _ in caught.value.problems] == [("discrete", "values"), ("discrete", "probabilities")]


def test_a_limit_that_is_implied_is_named_as_the_limit() -> None:
    ratio = {"beta": {"p5": 0.5, "p95": 1.3}}
    with pytest.raises(LawError, match=r"p95: must lie below high, which defaults to 1, got 1\.3") as caught:
        read(ratio, nominal=None)
    assert [path for path, _ in caught.value.problems] == [("beta", "p95")]


@pytest.mark.parametrize(
    "entry",
    [
        {"weibull": {"shape": 0.003, "scale": 1}},
        {"lognormal": {"median": 1, "gsd": 1e60}},
        {"student_t": {"df": 0.05, "location": 0, "scale": 1}},
        {"mixture": [{"weight": 0.5, "uniform": [0, 1]}, {"weight": 0.5, "lognormal": {"median": 1, "gsd": 1e60}}]},
    ],
)
def test_draws_too_large_to_compute_with_are_refused_unless_they_are_cut_off(entry: dict[str, object]) -> None:
    with pytest.raises(LawError, match=r"its draws reach beyond 1e\+250, too far to compute with; truncate them"):
        read(entry, nominal=None)
    law = read(entry | {"truncate": [-10, 10]}, nominal=None)
    assert max(map(abs, law.support)) <= 10


@pytest.mark.parametrize("sd", [1e-300, 1e-101, 1e101])
def test_numbers_too_small_or_too_large_to_square_are_refused(sd: float) -> None:
    with pytest.raises(LawError, match=r"normal.sd: must be 0 or a number from 1e-100 to 1e\+100 in size, got"):
        read({"normal": {"mean": 1, "sd": sd}}, nominal=None)
