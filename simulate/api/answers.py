"""Answers of scenarios and of questions: computed, swept and read from files."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..answer.statistics.levels import LEVELS
from ..scenario.scenario import Scenario
from .arguments import check_progress, measured_texts, overrides, several, texts
from .scenarios import scenario_of

if TYPE_CHECKING:
    import xarray

    from ..asking.asked import AnsweredQuestion


def ask(  # noqa: PLR0913 - the options of the command, by keyword
    model: str | None = None,
    /,
    *,
    sets: str | Sequence[str] | Mapping[str, object] = (),
    observed: str | Sequence[str] = (),
    error: str | None = None,
    samples: float | None = None,
    seed: int = 0,
    **options: object,
) -> AnsweredQuestion:
    """The answer to a question in one line, with what was assumed for it, most important first.

    `model` is a name as people write it; `options` are those of ``carbonspan ask``, numbers or texts, such as
    ``out=400``, ``region="fr"`` or ``requests="3.2e6/month"``; ``in_`` stands for ``in``, a word of Python. `sets`
    are as in `load`, `observed` and `error` as in `run`.

    Printed, the result is what the command prints. Its `answer` has the numbers, its `scenario` runs and varies as
    any other, ``to_yaml()`` is the text of its file, and ``to_dict()`` the JSON object of ``--json``.

    Raises InvalidInput with every problem, similar names among the remedies.

    >>> asked = ask("llama-3.1-70b", out=400, region="fr", accelerator="h100")
    >>> print(str(asked).splitlines()[0])
    Llama 3.1 70B: 400 tokens written, in France, on NVIDIA H100
    """
    from ..asking.asked import ask as answered

    given = {
        name.removesuffix("_"): f"{value:.15g}" if isinstance(value, float) else str(value)
        for name, value in options.items()
        if value is not None
    }
    return answered(
        model,
        given,
        sets=overrides(sets),
        observed=measured_texts(observed, error),
        error=error,
        samples=samples,
        seed=seed,
    )


def run(  # noqa: PLR0913 - the options of a run, by keyword
    scenario: Scenario | str | Path,
    *,
    samples: float | None = None,
    seed: int = 0,
    design: Literal["random", "sobol"] = "random",
    threads: int | None = None,
    tolerance: float | None = None,
    levels: float | Sequence[float] = LEVELS,
    draws: int = 0,
    probabilities: str | Sequence[str] = (),
    observed: str | Sequence[str] = (),
    error: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> xarray.DataTree:
    """The answer to `scenario`: intervals, quantiles, moments and more, as a tree of datasets with units.

    The default is 1e7 samples; `samples`, `seed`, `draws` and `threads` are any whole numbers, such as ``1e5``.
    `tolerance` is twice the error of the 90 % interval's ends, as a share of its width: the run stops when it is
    reached. `draws` is the number of samples to return themselves. `probabilities` are events such as
    ``"emissions > 3 t"``; the group ``probabilities`` of the tree has how likely they are. `progress` is called with
    the numbers of samples done and to do. The same scenario, seed and count give the same bits on any number of
    `threads`.

    `observed` are measurements of outputs or inputs, such as ``"energy=0.11 Wh ± 10%"``, or without an error if `error`
    is that of all. The answer is then what to believe after them, by importance weights on the same draws, 2^18 of them
    by default; the groups ``learnt`` and ``observations`` of the tree say what was learnt of which input, and
    ``before`` has the answer before.

    Warns if the answer would be misleading: if `samples` are too few for the tolerance or for the intervals, or if a
    measurement contradicts what was believed. All warnings are in the attribute `warnings` of the tree.

    Raises InvalidInput for invalid arguments, also for measurements that leave too few effective samples, and RunError
    if the model's outputs are not finite.

    >>> result = run("chatgpt/by-words", samples=100_000, seed=1)
    >>> low, high = result["intervals"]["emissions"].sel(level=0.9, kind="equal-tailed").values
    >>> bool(0.15 < low < 0.2 and 15 < high < 21)
    True
    """
    from ..answer.run import run_scenario
    from ..report.notebook import shown
    from ..show.datasets.dataset import dataset

    scenario = scenario_of(scenario)
    check_progress(progress)
    asked = partial(
        run_scenario,
        scenario,
        seed=seed,
        design=design,
        threads=threads,
        levels=several(levels),
        probabilities=texts("probabilities", probabilities, "emissions > 3 t"),
        progress=progress,
    )
    measured = measured_texts(observed, error, tolerance)
    if measured:
        from ..show.reports.update_export import dataset as updated_dataset
        from ..updating.observed_run import run_observed

        found = run_observed(asked, scenario, measured, error, samples=samples, design=design, draws=draws)
        answer, tree = found.posterior, updated_dataset(found)
    else:
        answer = asked(samples=samples, tolerance=tolerance, draws=draws)
        tree = dataset(answer)
    for caution in answer.cautions:
        warnings.warn(caution, stacklevel=2)
    return shown(tree)


def sweep(  # noqa: PLR0913 - the options of a run, by keyword
    scenario: Scenario | str | Path,
    values: Mapping[str, str | Iterable[float | str]],
    *,
    samples: float | None = None,
    seed: int = 0,
    design: Literal["random", "sobol"] = "random",
    threads: int | None = None,
    tolerance: float | None = None,
    levels: float | Sequence[float] = LEVELS,
    draws: int = 0,
    probabilities: str | Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> xarray.DataTree:
    """The answer to `scenario` at each of several `values` of one input, or two, on the same draws of all others.

    `values` maps the name of an input to numbers in the unit of its file, to texts such as ``"100 W"``, or to a text
    such as ``"0.3..0.9:7"``, seven values at even steps, or ``"100..400 W:7log"``, at even ratios. The swept inputs are
    the leading dimensions of the tree, with numeric coordinates; `swept` input by input, the group ``elasticity`` has
    d log(median) / d log(input). At each value, the answer is that of `run` with the input set to it, to the last bit.
    The other arguments are those of `run`.

    Raises InvalidInput for an input that cannot be swept, for values that cannot be read or are outside the bounds of
    the model, for more than two inputs or too many values, and as `run` does.

    >>> tree = sweep("chatgpt/by-words", {"utilization": [0.3, 0.6, 0.9]}, samples=100_000)
    >>> tree["quantiles"]["emissions"].sel(utilization=0.6, probability=0.5).round(1).item()
    2.4
    """
    from ..reader.overrides.sweeps import swept_by_values

    swept = swept_by_values(scenario_of(scenario), values)
    return run(
        swept,
        samples=samples,
        seed=seed,
        design=design,
        threads=threads,
        tolerance=tolerance,
        levels=levels,
        draws=draws,
        probabilities=probabilities,
        progress=progress,
    )


def open(path: str | Path) -> xarray.DataTree:  # noqa: A001 - called as carbonspan.open
    """The answer in a netCDF file that `run --out` or ``to_netcdf`` wrote, as `run` returns it.

    In a notebook, it shows its sentence, a small picture and a table; `tree.carbonspan` has the sentence.

    Raises InvalidInput if the file cannot be read, or holds no answer.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = run("chatgpt/by-words", samples=10_000).to_netcdf(f"{folder}/answer.nc", engine="h5netcdf")
    ...     open(f"{folder}/answer.nc").carbonspan.sentence
    'emissions: 1.8 t CO2e a day; 90 % credible interval 0.18 to 18 t'
    """
    from ..report.notebook import open_answer

    return open_answer(path)
