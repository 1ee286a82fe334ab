"""Measured energies of a token, read from a checkout of the ML.ENERGY leaderboard; none are part of this repository.

``git clone https://github.com/ml-energy/leaderboard``, commit 0cd52da, has them in public/data/tasks. They are the
processors' energy alone, prompts included, in steady state, for batch sizes from 8 to several thousand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from families import family

#: Tasks whose requests are questions and answers; completing code has prompts many times as long as what it writes.
TASKS = ("lm-arena-chat", "gpqa")
Floats = np.ndarray


@dataclass(frozen=True)
class Measurements:
    """Configurations, one an index: parameters in 1e9, energy in J a token, power in W of all accelerators."""

    model: Floats
    family: Floats
    task: Floats
    accelerator: Floats
    precision: Floats
    total: Floats
    active: Floats
    accelerators: Floats
    batch: Floats
    energy: Floats
    power: Floats
    tokens: Floats

    def __len__(self) -> int:
        return len(self.energy)

    def where(self, chosen: Floats) -> Measurements:
        """Those that are `chosen`, a mask or indices."""
        return Measurements(**{name: values[chosen] for name, values in vars(self).items()})

    @property
    def weight(self) -> Floats:
        """One in all for each model, task and accelerator, however many settings were tried."""
        keys = [" ".join(map(str, key)) for key in zip(self.model, self.task, self.accelerator, strict=True)]
        _, each, count = np.unique(keys, return_inverse=True, return_counts=True)
        return 1 / count[each]


def read(folder: Path) -> Measurements:
    """All configurations of a leaderboard's public/data."""
    found = [
        {**each, "task": task}
        for task in TASKS
        for each in json.loads((folder / "tasks" / f"{task}.json").read_text(encoding="utf-8"))["configurations"]
    ]

    def column(key: str) -> Floats:
        return np.array([each[key] for each in found])

    return Measurements(
        model=column("nickname"),
        family=np.array([family(each["nickname"]) for each in found]),
        task=column("task"),
        accelerator=column("gpu_model"),
        precision=column("weight_precision"),
        total=column("total_params_billions"),
        active=column("activated_params_billions"),
        accelerators=column("num_gpus").astype(float),
        batch=column("avg_batch_size"),
        energy=column("energy_per_token_joules"),
        power=column("avg_power_watts"),
        tokens=column("avg_output_len"),
    )
