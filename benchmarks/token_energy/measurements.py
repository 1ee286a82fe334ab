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
#: Bytes of a parameter; MXFP4 has 4 bits each and a scale of 8 bits for 32 of them.
BYTES = {"bfloat16": 2.0, "fp8": 1.0, "mxfp4": 0.53}
Floats = np.ndarray


@dataclass(frozen=True)
class Measurements:
    """Configurations, one an index: parameters in 1e9, bytes of one, J a token, W of all accelerators together."""

    model: Floats
    family: Floats
    task: Floats
    accelerator: Floats
    weight: Floats
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
    def importance(self) -> Floats:
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
        weight=np.array([BYTES[each["weight_precision"]] for each in found]),
        total=column("total_params_billions"),
        active=column("activated_params_billions"),
        accelerators=column("num_gpus").astype(float),
        batch=column("avg_batch_size"),
        energy=column("energy_per_token_joules"),
        power=column("avg_power_watts"),
        tokens=column("avg_output_len"),
    )


#: Parameters in 1e9, total and active, of models of the second set that are no fitted family's.
EARLIER = {
    "Mistral-7B-Instruct-v0.3": ("Mistral", 7.2, 7.2),
    "Mistral-Nemo-Instruct-2407": ("Mistral", 12.2, 12.2),
    "Mistral-Large-Instruct-2407": ("Mistral", 123, 123),
    "Mixtral-8x7B-Instruct-v0.1": ("Mistral", 46.7, 12.9),
    "Mixtral-8x22B-Instruct-v0.1": ("Mistral", 141, 39),
    "Phi-3-mini-4k-instruct": ("Phi", 3.8, 3.8),
    "Phi-3-small-8k-instruct": ("Phi", 7.4, 7.4),
    "Phi-3-medium-4k-instruct": ("Phi", 14, 14),
}


def read_earlier(folder: Path) -> Measurements:
    """All chat configurations of the models above in data/llm_text_generation of the leaderboard's second version.

    ``github.com/ml-energy/leaderboard-v2``: earlier software, on A100s and H100s; 16 bits a parameter.
    """
    files = [path for path in sorted((folder / "chat").glob("*/*/*/*.json")) if path.parent.name in EARLIER]
    found = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    known = [EARLIER[path.parent.name] for path in files]
    tokens = np.array([each["Avg Output Tokens"] for each in found])
    request = np.array([each["Energy/req (J)"] for each in found])
    return Measurements(
        model=np.array([path.parent.name for path in files]),
        family=np.array([each[0] for each in known]),
        task=np.array(["chat"] * len(files)),
        accelerator=np.array(["A100" if "A100" in each["GPU"] else "H100" for each in found]),
        weight=np.full(len(files), 2.0),
        total=np.array([each[1] for each in known], float),
        active=np.array([each[2] for each in known], float),
        accelerators=np.array([each["TP"] * each["PP"] for each in found], float),
        batch=np.array([each["Avg BS (reqs)"] for each in found]),
        energy=request / tokens,
        power=request / tokens * np.array([each["Token tput (tok/s)"] for each in found]),
        tokens=tokens,
    )
