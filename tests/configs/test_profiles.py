"""Shipped profiles against what is known of their sources as a whole."""

import csv

import numpy as np
import pytest

from carbonspan.simulate.shipped import library

NIGHT, DAY, EVENING = slice(0, 6), slice(9, 17), slice(18, 22)
NAMES = ("washington", "california", "great-britain")


def typical(name: str) -> np.ndarray:
    """The typical days (day, hour), each once, in g a kWh."""
    with (library.folder() / "profiles" / f"{name}.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(int(row["day"]), int(row["hour"])) for row in rows] == [divmod(hour, 24) for hour in range(384)]
    days = np.array([float(row["gCO2e_kWh"]) for row in rows]).reshape(8, 2, 24)
    assert (days[:, 0] == days[:, 1]).all()
    return days[:, 0]


@pytest.mark.parametrize("name", NAMES)
def test_typical_days_go_from_the_cleanest_nights_to_the_dirtiest(name: str) -> None:
    days = typical(name)
    ratio = days[:, NIGHT].mean(axis=1) / days[:, DAY].mean(axis=1)
    assert list(ratio) == sorted(ratio)


@pytest.mark.parametrize(("hours", "mean"), [(NIGHT, 307), (DAY, 199), (EVENING, 304)])
def test_california_is_that_of_its_whole_year(hours: slice, mean: float) -> None:
    assert typical("california")[:, hours].mean() == pytest.approx(mean, abs=1)


def test_great_britain_is_that_of_its_whole_year() -> None:
    # 184, 236 and 258 are means over the source's rows, which are denser in 71 of its days
    days = typical("great-britain")
    assert days[:, NIGHT].mean() == pytest.approx(184, abs=2)
    assert days[:, slice(9, 21)].mean() == pytest.approx(236, abs=10)
    assert days[:, 18].mean() == pytest.approx(258, abs=10)


def test_the_nights_of_washington_are_within_what_its_days_span() -> None:
    days = typical("washington")
    night, day = days[:, NIGHT].mean(), days[:, DAY].mean()
    assert 52 <= night <= 69
    assert 37 <= day <= 57
    assert 0.65 <= day / night <= 0.9  # six days of winter and summer alone: 0.65 to 0.84
