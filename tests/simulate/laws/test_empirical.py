from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.empirical import MOST, KernelDensity, empirical, smoothed

TAILS = 10.0 ** -np.arange(14, 0, -1)


def draws(n: int, seed: int = 3) -> np.ndarray:
    return np.random.Generator(np.random.Philox(seed)).normal(2.0, 3.0, n)


def test_agrees_with_scipy_at_the_same_bandwidth() -> None:
    data = draws(60)
    law = smoothed(data)
    oracle = stats.gaussian_kde(data, law.bandwidth / data.std(ddof=1))
    for x in (-4.0, 0.0, 2.0, 9.0):
        assert float(law.cdf(x)) == pytest.approx(oracle.integrate_box_1d(-np.inf, x), rel=1e-7)


def test_bandwidth_is_silvermans() -> None:
    data = np.array([0.0, 1.0, 2.0, 3.0, -4.0])
    assert smoothed(data).bandwidth == pytest.approx(0.9 * min(data.std(ddof=1), 2.0 / 1.34) * 5**-0.2)


def test_both_tails_are_sharp() -> None:
    for law in (smoothed(draws(60)), smoothed(np.exp(draws(60)))):
        np.testing.assert_allclose(law.cdf(law.quantile(TAILS)), TAILS, rtol=1e-11)
        np.testing.assert_allclose(law.sf(law.isf(TAILS)), TAILS, rtol=1e-11)


@pytest.mark.parametrize("data", [draws(40), np.array([0.0, 1.0, 1e9]), np.array([1e-9, 1.0, 2.0, 3e7])])
def test_every_quantile_is_found(data: np.ndarray) -> None:
    law, p = smoothed(data), np.linspace(0.001, 0.999, 997)
    np.testing.assert_allclose(law.cdf(law.quantile(p)), p, rtol=1e-10)


def test_positive_data_stay_positive() -> None:
    law = smoothed(np.exp(draws(60)))
    assert law.logarithmic
    assert law.support[0] == 0.0
    assert float(law.quantile(1e-12)) > 0


def test_moments_are_those_of_the_data_and_the_kernel() -> None:
    data = draws(60)
    law = smoothed(data)
    assert law.mean == pytest.approx(data.mean())
    assert law.variance == pytest.approx(data.var() + law.bandwidth**2)


def test_gathering_many_values_changes_next_to_nothing() -> None:
    data = draws(5 * MOST)
    law = smoothed(data)
    exact = KernelDensity(tuple(data.tolist()), tuple(np.full(len(data), 1 / len(data)).tolist()), law.bandwidth)
    assert len(law.centres) < MOST
    assert law.mean == pytest.approx(exact.mean, rel=1e-12)
    assert law.variance == pytest.approx(exact.variance, rel=2e-4)
    x = np.linspace(-8, 12, 41)
    np.testing.assert_allclose(law.cdf(x), exact.cdf(x), atol=1e-4)


def test_same_values_cannot_be_smoothed() -> None:
    with pytest.raises(ValueError, match="the values are all the same; state a constant, or smooth: false"):
        smoothed(np.full(5, 2.0))


def write(folder: Path, text: str) -> Path:
    path = folder / "measured.csv"
    path.write_text(text)
    return path


def test_values_as_they_are_in_units_of_the_input(tmp_path: Path) -> None:
    path = write(tmp_path, "day,power\n1,3\n3,4\n4,3\n5,6\n\n")
    warnings: list[str] = []
    law = empirical(path, "power", smooth=False, unit=10.0, warn=warnings.append)
    assert law == Discrete((30.0, 40.0, 60.0), (0.5, 0.25, 0.25))
    assert warnings == []


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (
            "day,power\n1,3\n2,\n3,4\n",
            "no number in 1 of 3 rows of column 'power', the first at measured.csv:3:3",
        ),
        (
            "power\n3\n\n\n4\n",
            "no number in 2 of 4 rows of column 'power', the first at measured.csv:3:1",
        ),
        (
            "power,day\n3,1\n,\n4,2\n ,3\n",
            "no number in 2 of 4 rows of column 'power', the first at measured.csv:3:1",
        ),
        ("power\n3\n4\n\n\n", ""),
        ("day,power\n1,3\n2,4\n,\n,\n", ""),
    ],
)
def test_a_blank_cell_is_a_missing_reading_and_is_counted(tmp_path: Path, text: str, warning: str) -> None:
    warnings: list[str] = []
    law = empirical(write(tmp_path, text), "power", smooth=False, unit=1.0, warn=warnings.append)
    assert law == Discrete((3.0, 4.0), (0.5, 0.5))
    assert warnings == ([f"{warning}; rows without one are left out"] if warning else [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "hour,power\n1,2\n2,3,400\n",
            "column: measured.csv:3: must have 2 cells like the header, got 3; use no thousands",
        ),
        (
            "power;hour\n1;2\n3;4\n",
            "column: the columns of measured.csv are separated by semicolons; use commas between",
        ),
        ("powr\n1\n2\n", r"column: no column 'power' in measured.csv; did you mean 'powr'\?"),
        ("power\n1\nmany\n", "column: measured.csv:3:1: must be a finite number, got 'many'"),
        ("power\n1\nnan\n", "column: measured.csv:3:1: must be a finite number, got 'nan'"),
        ("power\n1\n", "column: needs at least two numbers, got 1"),
        ("", "column: no column 'power' in measured.csv"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        empirical(write(tmp_path, text), "power", smooth=True, unit=1.0)
