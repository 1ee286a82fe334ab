"""How often intervals of ask/request cover what was measured for families of models that the law was not fitted to.

``python benchmarks/token_energy/score.py LEADERBOARD/public/data LEADERBOARD_V2/data/llm_text_generation [RANGES]``

It prints coverage and interval score of three sets: every family of the first by a law fitted to the others, with the
departure that these suggest; the 88 settings of 7 models that other tools were asked about; and the families of the
second, at which nobody looked before the law was fixed, by the shipped law. `RANGES`, a JSON file, maps a tool to
models, and these to the low and high end in Wh of a token.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from fit import NAMES, departures, fit
from measurements import Floats, Measurements, read, read_earlier

import carbonspan as cs

LEVELS = (0.5, 0.9, 0.95)
HOST, PUE = 150.0, 1.12  # W an accelerator beside it; a large cloud's
MEMORY = {"H100": 80, "B200": 180, "A100": 40}
ASKED = ("Llama 3.1 8B", "Llama 3.1 70B", "Llama 3.3 70B", "405B", "Scout", "Maverick", "235B A22B Instruct FP8")
SAMPLES = 1e5


def observed(each: Measurements) -> Floats:
    """Energy of a token at the data centre, in Wh."""
    return each.energy * (1 + HOST * each.accelerators / each.power) * PUE / 3600


def intervals(each: Measurements, constants: Floats | None = None, spreads: tuple[float, float] = (1, 1)) -> Floats:
    """The ends at each level in Wh of a token, the batch not known: by the shipped law, or by these `constants`."""
    found = np.empty((len(each), len(LEVELS), 2))
    for model, accelerator in sorted({*zip(each.model, each.accelerator, strict=True)}):
        chosen = (each.model == model) & (each.accelerator == accelerator)
        sets = asked(each.where(chosen))
        sets |= law(str(accelerator)) if constants is None else fitted(str(accelerator), constants, spreads)
        answer = cs.run(cs.load("ask/request", sets=sets), samples=SAMPLES, levels=LEVELS)
        ends = answer["intervals"]["energy"].sel(kind="equal-tailed")
        found[chosen] = [ends.sel(level=level).values for level in LEVELS]
    return found


def asked(one: Measurements) -> dict[str, object]:
    """What a person would say of a model and its hardware; the truth has neither idle hardware nor another PUE."""
    return {
        "output_tokens": 1,
        "total_parameters": float(one.total[0]) * 1e9,
        "active_parameters": float(one.active[0]) * 1e9,
        "weight": float(one.weight[0]),
        "memory": f"{MEMORY[one.accelerator[0]]} GB/gpu",
        "reserve": 1,
        "pue": PUE,
    }


def law(accelerator: str) -> dict[str, object]:
    """The shipped rows of an accelerator."""
    names = ("traffic", "arithmetic", "step", "floor")
    return {name: {"catalog": f"token/{accelerator.lower()}/{name}"} for name in names}


def fitted(accelerator: str, constants: Floats, spreads: tuple[float, float]) -> dict[str, object]:
    """Constants of a fit by the rules of the shipped rows."""
    value = dict(zip(NAMES, constants, strict=True))
    traffic, arithmetic = (value["newer_traffic"], value["newer_arithmetic"]) if accelerator == "B200" else (1, 1)
    dense, sparse = np.log(spreads)
    further = np.sqrt(max(sparse**2 - dense**2, 0)) / 0.9  # nine tenths of a mixture's parameters rest
    return {
        "traffic": {"nominal": value["traffic"] * traffic * 1e-9, "gsd": 1.1},
        "arithmetic": {"nominal": value["arithmetic"] * arithmetic * 1e-9, "gsd": 1.1},
        "step": {
            "nominal": value["step"] * traffic * np.sqrt(value["long_step"]),
            "gsd": float(np.sqrt(max(value["long_step"], 1.01))),
        },
        "floor": {"nominal": value["floor"] * arithmetic, "gsd": 1.3},
        "sparsity": {
            "nominal": value["sparsity"],
            "normal": {"mean": value["sparsity"], "sd": 0.1},
            "truncate": [0, 1],
        },
        "departure": {"nominal": 1, "gsd": float(np.exp(dense))},
        "sparse_departure": {"nominal": 1, "gsd": float(np.exp(further))} if further else 1,
    }


def left_out(each: Measurements) -> Floats:
    """The ends for every family, by the other families alone."""
    found = np.empty((len(each), len(LEVELS), 2))
    for name in np.unique(each.family):
        chosen, others = each.family == name, each.where(each.family != name)
        found[chosen] = intervals(each.where(chosen), fit(others), departures(others))
    return found


def score(ends: Floats, truth: Floats, level: float) -> tuple[float, float]:
    """Coverage, and the mean interval score (Gneiting and Raftery 2007) of logarithms: width and misses."""
    low, high, truth = np.log(ends[:, 0]), np.log(ends[:, 1]), np.log(truth)
    beyond = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    return float(np.mean(beyond == 0)), float(np.mean(high - low + 2 / (1 - level) * beyond))


def report(title: str, each: Measurements, ends: Floats, ranges: dict[str, dict[str, Floats]]) -> None:
    """Print a table; the worst families come first."""
    truth, sparse = observed(each), each.active < each.total
    groups = {"all": np.ones(len(each), bool), "dense": ~sparse, "mixtures": sparse}
    families = {name: each.family == name for name in np.unique(each.family)}
    worst = sorted(families, key=lambda name: score(ends[families[name], 1], truth[families[name]], 0.9))
    groups |= {name: families[name] for name in worst}
    print(f"\n{title}: {len(each)} configurations")
    print(f"{'':10}{'n':>5}" + "".join(f"{f'{level:.0%}':>8}{'score':>7}" for level in LEVELS) + "   truth/middle")
    for name, chosen in groups.items():
        if chosen.any():
            cells = "".join(
                "{:8.0%}{:7.2f}".format(*score(ends[chosen, k], truth[chosen], at)) for k, at in enumerate(LEVELS)
            )
            middle = np.sqrt(ends[chosen, 0].prod(axis=1))
            print(f"{name:10}{chosen.sum():5}{cells}{np.exp(np.median(np.log(truth[chosen] / middle))):10.2f}")
    for tool, known in ranges.items():
        for name in ("all", "dense", "mixtures"):
            both = groups[name] & np.isin(each.model, list(known))
            if both.any():
                theirs = score(np.array([known[model] for model in each.model[both]]), truth[both], 0.9)
                ours = score(ends[both, 1], truth[both], 0.9)
                cells = "{:.0%}, {:.2f}; ours {:.0%}, {:.2f}".format(*theirs, *ours)
                print(f"  {tool}, {name}, {both.sum()}: {cells}")


def main(folder: str, earlier: str, ranges: str | None = None) -> None:
    others = json.loads(Path(ranges).read_text(encoding="utf-8")) if ranges else {}
    each = read(Path(folder))
    ends = left_out(each)
    report("Each family by a law of the others", each, ends, {})
    is_asked = np.array([any(name in model for name in ASKED) for model in each.model])
    before = is_asked & (each.accelerator == "H100") & (each.task == "lm-arena-chat")
    report("Of these, in chat on H100s, what others were asked", each.where(before), ends[before], others)
    shipped = intervals(each.where(before))
    report("The same by the shipped law, which has seen them", each.where(before), shipped, others)
    second = read_earlier(Path(earlier))
    for accelerator in np.unique(second.accelerator):
        of = second.where(second.accelerator == accelerator)
        report(f"Families of the second set on {accelerator}s, by the shipped law", of, intervals(of), {})


if __name__ == "__main__":
    main(*sys.argv[1:])
