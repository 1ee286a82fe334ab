"""What a run's state is kept with: what its samples are a function of, so that no other run goes on from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...cache.digest import digest
from ...engine.accumulators.base import Saved
from ...engine.compiler.code_cache import kernels_key
from ...engine.program.plan import Plan
from ...engine.state import State
from ...kernels.moments import FIELDS
from ..answer import HASH_LETTERS, Event
from ..compared_pairs import ComparedPairs
from ..identity import processor, scenario_hash, versions

#: What follows from the rest unless a file that a scenario names, or the engine's code, has changed.
_DERIVED = {
    "draws": "a file that the scenario names, or a law, has changed",
    "pairs": "other pairs of coordinates are compared",
    "engine": "the code of the engine has changed",
}

#: Features of processors that a message names.
_MOST_FEATURES = 8


@dataclass(frozen=True)
class SavedState:
    """A state as arrays, and what it is a state of.

    `identity` has everything that its numbers are a function of, by name. `asked` are the arguments that the run was
    asked with, and `rounds` how accurate a run to a tolerance was at each of its counts.
    """

    identity: Mapping[str, str]
    asked: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    rounds: Mapping[int, float] = field(default_factory=dict)


def plan_identity(planned: Plan) -> dict[str, str]:
    """All that the samples of a plan are a function of."""
    return {
        "scenario": scenario_hash(planned.scenario)[:HASH_LETTERS],
        "seed": str(planned.seed),
        "design": planned.design,
        **machine_identity(),
        "draws": _digest(*planned.program),
    }


def machine_identity() -> dict[str, str]:
    """All that the bits of a sample are a function of beside its plan: libraries, processor and engine."""
    return {
        **{f"version of {name}": version for name, version in versions().items()},
        "processor": processor(),
        "engine": kernels_key()[:HASH_LETTERS],
    }


def identity(planned: Plan, events: tuple[Event, ...], pairs: ComparedPairs) -> dict[str, str]:
    """All that the state of a run is a function of, beside its samples."""
    return {
        **plan_identity(planned),
        "events": "; ".join(map(str, events)) or "none",
        "pairs": _digest(np.array(pairs.counted, np.int64)),
    }


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """What two identities differ in, in words; what follows from something else is left out."""
    names = [name for name in {**here, **there} if there.get(name) != here.get(name)]
    named = [name for name in names if name not in _DERIVED]
    if not named:
        return [_DERIVED[name] for name in names]
    return [_difference(name, there.get(name, "none"), here.get(name, "none")) for name in named]


def fits(arrays: Mapping[str, NDArray[Any]], empty: Saved) -> bool:
    """Whether arrays can be those of a state, from what an `empty` one of the same run saves."""
    return arrays.keys() == empty.keys() and all(
        array.dtype.kind in (empty[name].dtype.kind, "i")
        and (array.ndim == empty[name].ndim or not empty[name].size)
        and array.shape[1:] == (empty[name].shape[1:] or array.shape[1:])
        for name, array in arrays.items()
    )


def agrees(state: State) -> bool:
    """Whether the counts of a state are those of its samples, batch by batch."""
    sizes = np.array(state.done.sizes)
    moments = state.moments.batches()
    if moments.shape[1:] != (len(state.moments.extremes), FIELDS) or (moments[..., 0] != sizes[:, None]).any():
        return False
    histograms = [state.histograms.of(output) for output in range(state.histograms.outputs)]
    return all(
        np.array_equal(each.batches.sum(axis=1), sizes) and int(each.counts.sum()) == int(sizes.sum())
        for each in histograms
    )


def _difference(name: str, there: str, here: str) -> str:
    if name == "processor":
        (one, _, ours), (other, _, theirs) = there.partition(": "), here.partition(": ")
        names = [one, other] if one != other else []
        found = [*names, *sorted(filter(None, set(ours.split(",")) ^ set(theirs.split(","))))]
        more = f" and {len(found) - _MOST_FEATURES:,} more" if len(found) > _MOST_FEATURES else ""
        return f"the processor differs in {', '.join(found[:_MOST_FEATURES])}{more}"
    return f"the {name} is {there}, not {here}"


def _digest(*arrays: NDArray[Any]) -> str:
    pieces = (piece for array in arrays for piece in (str(array.dtype), str(array.shape), array.tobytes()))
    return digest(*pieces)[:HASH_LETTERS]
