"""The verbs of the Python interface: load a scenario, run it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from .problems import InvalidInput
from .scenario.scenario import Scenario

if TYPE_CHECKING:
    import xarray

T = TypeVar("T", str, float)


def load(name: str | Path, *, sets: str | Sequence[str] = (), fixes: str | Sequence[str] = ()) -> Scenario:
    """The scenario called `name`: a shipped one's name, or a file's path.

    `sets` are texts such as ``"pue=1.2"`` or ``"latency=0.2 to 0.5"`` that replace a value or a law; `fixes` names
    inputs to hold at their nominal values. One of either needs no list around it.

    Raises InvalidInput with every mistake that was found, each with its place.

    >>> load("chatgpt/by-words").title
    'ChatGPT, served by response words'
    """
    from .reader.load import load as read

    return read(str(name), sets=_texts("sets", sets, "pue=1.2"), fixes=_texts("fixes", fixes, "pue"))


def run(  # noqa: PLR0913 - the options of a run, each by its name
    scenario: Scenario | str | Path,
    *,
    samples: float | None = None,
    seed: int = 0,
    design: Literal["random", "sobol"] = "random",
    threads: int | None = None,
    tolerance: float | None = None,
    levels: float | Sequence[float] = (0.5, 0.9, 0.95),
    draws: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> xarray.DataTree:
    """The answer to `scenario`: intervals, quantiles, moments and more, as a tree of datasets with units.

    1e7 samples unless `samples`, any whole number such as ``1e5``, or a `tolerance` (twice the error of the 90 %
    interval's ends, as a share of its width) says otherwise; `draws` asks for so many samples themselves. The same
    scenario, seed and count give the same bits on any number of `threads`. `progress` is called with the samples done
    and wanted.

    Warns where the answer misleads without it: of a tolerance that `samples` do not suffice for, of samples too few for
    the intervals. All warnings are in the attribute `warnings` of the tree.

    Raises InvalidInput for arguments that mean nothing, and RunError where the model's outputs are not finite.

    >>> result = run("chatgpt/by-words", samples=100_000, seed=1)
    >>> low, high = result["intervals"]["emissions"].sel(level=0.9, kind="equal-tailed").values
    >>> bool(0.4 < low < 0.6 and 10 < high < 12)
    True
    """
    from .answer.run import run_scenario
    from .show.dataset import dataset

    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    answer = run_scenario(
        scenario,
        samples=samples,
        seed=seed,
        design=design,
        threads=threads,
        tolerance=tolerance,
        levels=_several(levels),
        draws=draws,
        progress=progress,
    )
    for caution in answer.cautions:
        warnings.warn(caution, stacklevel=2)
    return dataset(answer)


def _texts(option: str, given: object, example: str) -> Sequence[str]:
    """The texts that were given to an option, one or several; InvalidInput for anything else."""
    texts: list[object] = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    if wrong := [each for each in texts if not isinstance(each, str)]:
        raise InvalidInput(f"{option} takes texts such as {example!r}, got {wrong[0]!r}")
    return [str(each) for each in texts]


def _several(given: T | Sequence[T]) -> Sequence[T]:
    """What was given, one alone as a sequence too: a text would else be read letter by letter."""
    return (given,) if isinstance(given, str | int | float) else given
