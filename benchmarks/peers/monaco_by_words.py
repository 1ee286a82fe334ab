"""``chatgpt/by-words`` by monaco, which runs the model as a Python function, one case after another."""

from __future__ import annotations

from typing import Any

import monaco
import numpy as np
from by_words import LAWS, OUTPUTS, PROBABILITIES, Answer, Beta, Lognormal, outputs
from scipy import stats


def law_of(law: Lognormal | Beta) -> dict[str, Any]:
    """A law as monaco takes it: scipy's, and its arguments."""
    if isinstance(law, Lognormal):
        return {"dist": stats.lognorm, "distkwargs": {"s": law.sigma, "scale": law.median}}
    bounds = {"loc": law.low, "scale": law.high - law.low}
    return {"dist": stats.beta, "distkwargs": {"a": law.alpha, "b": law.beta, **bounds}}


def values_of(case: monaco.Case) -> tuple[float, ...]:
    """The inputs of a case, as floats."""
    return tuple(float(case.invals[name].val) for name in LAWS)


def keep(case: monaco.Case, *found: float) -> None:
    """Keep the outputs of a case."""
    for name, value in zip(OUTPUTS, found, strict=True):
        case.addOutVal(name, value)


def run(samples: int, seed: int = 1) -> list[Answer]:
    """What is found of each output, from random draws."""
    functions = {
        monaco.SimFunctions.PREPROCESS: values_of,
        monaco.SimFunctions.RUN: outputs,
        monaco.SimFunctions.POSTPROCESS: keep,
    }
    sim = monaco.Sim(
        "by words", samples, functions, samplemethod=monaco.SampleMethod.RANDOM, seed=seed, verbose=False, debug=True
    )
    for name, law in LAWS.items():
        sim.addInVar(name, **law_of(law))
    sim.runSim()
    return [_answer(sim.outvars[name]) for name in OUTPUTS]


def _answer(variable: monaco.OutVar) -> Answer:
    """What monaco's statistics say of an output."""
    variable.addVarStat(monaco.VarStatType.MEAN)
    for p in PROBABILITIES:
        variable.addVarStat(monaco.VarStatType.PERCENTILE, {"p": p})
    mean, *quantiles = (float(statistic.vals) for statistic in variable.varstats)
    return Answer(mean, float(np.std(variable.nums, ddof=1)), np.array(quantiles))
