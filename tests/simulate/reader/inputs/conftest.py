"""Files that a person has, made anew: a node's power log, and a year of hourly values in UTC and in local time."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

HEAD = [
    "Datetime (UTC)", "Country", "Zone Name", "Zone Id", "Carbon intensity gCO₂eq/kWh (direct)",
    "Carbon intensity gCO₂eq/kWh (Life cycle)", "Data Source",
]  # fmt: skip
YEAR = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(8784)]
LOST, TWICE = datetime(2024, 5, 5, 13, tzinfo=UTC), datetime(2024, 8, 1, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """The folder of the files, and what a careful person computes from them: kWh, W and g/kWh."""

    folder: Path
    bridged: float
    without_gaps: float
    standard_error: float
    effective: float
    hourly: np.ndarray

    def mean(self, start: datetime, hours: int) -> float:
        first = YEAR.index(start)
        return float(self.hourly[first : first + hours].mean())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Readings 15 s apart, an AR(1) process of 10 minutes, with a gap of 25 minutes, [N/A], repeats and swaps."""
    folder = tmp_path_factory.mktemp("made")
    rng = np.random.Generator(np.random.PCG64(20241128))
    count, decay = 20_160, np.exp(-15 / 600)
    noise, level = rng.normal(0, 1, count), np.zeros(count)
    for index in range(1, count):
        level[index] = decay * level[index - 1] + np.sqrt(1 - decay**2) * noise[index]
    power, times = np.clip(5200 + 700 * level, 900, 6400).round(1), np.arange(count) * 15.0
    kept, missing = np.ones(count, bool), np.zeros(count, bool)
    kept[9000:9100] = False
    missing[rng.choice(count, 40, replace=False)] = True
    write_power(folder / "power.csv", times, power, kept, missing, rng)
    good = kept & ~missing
    pieces = 0.5 * (power[good][1:] + power[good][:-1]) * np.diff(times[good])
    effective = good.sum() * (1 - decay) / (1 + decay)
    values = hourly_values(rng)
    write_hourly(folder / "hourly.csv", values)
    write_local(folder / "local.csv", values)
    return Made(
        folder,
        pieces.sum() / 3.6e6,
        pieces[np.diff(times[good]) <= 60].sum() / 3.6e6,
        power[good].std(ddof=1) / np.sqrt(effective),
        effective,
        values,
    )


def write_power(path: Path, times, power, kept, missing, rng) -> None:
    start = datetime(2024, 3, 4, 8, tzinfo=UTC)
    rows = [
        [f"{start + timedelta(seconds=float(time)):%Y/%m/%d %H:%M:%S}.000", "[N/A]" if lost else f"{value:.1f} W"]
        for time, value, lost in zip(times[kept], power[kept], missing[kept], strict=True)
    ]
    for index in sorted(rng.choice(len(rows) - 1, 12, replace=False), reverse=True):
        rows.insert(index + 1, list(rows[index]))
    for index in rng.choice(len(rows) - 2, 5, replace=False):
        rows[index], rows[index + 1] = rows[index + 1], rows[index]
    with path.open("w", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows([["timestamp", " power.draw [W]"], *rows])


def hourly_values(rng) -> np.ndarray:
    hours, days = np.array([each.hour for each in YEAR]), np.arange(8784) / 24
    season, sun = 60 * np.cos(2 * np.pi * days / 366), 70 * np.exp(-(((hours - 12) / 3.5) ** 2))
    return (290 + season - sun + rng.normal(0, 18, 8784)).round(2)


def write_hourly(path: Path, values: np.ndarray) -> None:
    with path.open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(HEAD)
        for time, value in zip(YEAR, values, strict=True):
            row = [
                f"{time:%Y-%m-%d %H:%M:%S}",
                "Nowhere",
                "Nowhere",
                "NW",
                f"{0.8 * value:.2f}",
                f"{value:.2f}",
                "made",
            ]
            table.writerows([row] * (0 if time == LOST else 2 if time == TWICE else 1))


def berlin(time: datetime) -> datetime:
    """The clock of Berlin in 2024: summer time from 31 March to 27 October, 01:00 UTC."""
    summer = datetime(2024, 3, 31, 1, tzinfo=UTC) <= time < datetime(2024, 10, 27, 1, tzinfo=UTC)
    return time + timedelta(hours=2 if summer else 1)


def write_local(path: Path, values: np.ndarray) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        table = csv.writer(stream, delimiter=";")
        table.writerow(["MTU (CET/CEST)", "Intensität [g/kWh]"])
        for time, value in zip(YEAR, values, strict=True):
            first, last = berlin(time), berlin(time + timedelta(hours=1))
            step = f"{first:%d.%m.%Y %H:%M} - {last:%d.%m.%Y %H:%M}"
            table.writerow([step, f"{value:.2f}".replace(".", ",")])
