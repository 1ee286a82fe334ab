"""Which inputs of a scenario matter, and what measuring them would buy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..scenario.scenario import Scenario
from .arguments import check_progress, texts
from .scenarios import scenario_of

if TYPE_CHECKING:
    import xarray


def sensitivity(  # noqa: PLR0913 - the options of an analysis, by keyword
    scenario: Scenario | str | Path,
    *,
    samples: float | None = None,
    seed: int = 0,
    design: Literal["random", "sobol"] = "sobol",
    threads: int | None = None,
    on: Literal["value", "log", "rank"] | None = None,
    second_order: bool = False,
    closed: str | Sequence[str] = (),
    shapley: bool | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> xarray.DataTree:
    """What the inputs of `scenario` explain of its outputs, as a tree of datasets: shares with their errors.

    ``/sobol`` has the first-order and total index of every input, output and coordinate; ``/conditional`` the output at
    each tercile of an input, ``/given_data`` Borgonovo's delta and PAWN, ``/tornado`` the swing of the output over each
    input. `second_order` adds those of all pairs, `closed` those of sets such as ``"latency,pue"``, and `shapley`
    Shapley effects, which are there by default if inputs correlate and are at most 12. Indices are shares of the
    variance of the output's value, logarithm or rank: `on`, by default what suits each output; ``/scale`` says which
    and why.

    `samples` are base points, 131072 by default. The same scenario, seed and count give the same bits on any number of
    `threads`. `progress` is called with the numbers of base points done and to do.

    Raises InvalidInput for invalid arguments, and RunError if the model's outputs are not finite.

    >>> found = sensitivity("chatgpt/by-words", samples=1 << 14)
    >>> round(float(found["sobol"]["emissions"].sel(input="users", index="total")), 2)
    0.61
    """
    from ..answer.run_options import Request, threads_of
    from ..sensitivity.analysis import SAMPLES, Questions
    from ..sensitivity.analysis import sensitivity as analyse
    from ..show.reports.sensitivity_tree import tree

    scenario = scenario_of(scenario)
    check_progress(progress)
    sets = tuple(texts("closed", closed, "latency,pue"))
    questions = Questions(on, second_order=second_order, closed=sets, shapley=shapley)
    request = Request(SAMPLES if samples is None else samples, seed, threads_of(threads), design)
    return tree(analyse(scenario, request, questions, progress=progress))


def measure(  # noqa: PLR0913 - the options of the command, by keyword
    scenario: Scenario | str | Path,
    *,
    accuracies: str | Sequence[str] = (),
    pairs: str | Sequence[str] = (),
    budget: str | None = None,
    loss: float = 1.0,
    samples: float | None = None,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> xarray.DataTree:
    """What measuring the inputs of `scenario` would buy, before it is done: a tree of datasets.

    Its group ``measurements`` has, for each input of nature ignorance, the expected width of each output's 90 %
    interval after measuring it over the width now, and its error. `accuracies` are standard errors such as
    ``"latency=10%"`` or ``"latency=30%, n=20"``, the mean of 20 readings; other measurements are perfect. `pairs` such
    as ``"latency,users"`` are measured together. With a `budget` such as ``"emissions < 10 t"``, the group ``decision``
    has what each measurement is worth if going ahead although the budget is exceeded is `loss` times as bad as holding
    back although it would be met. With dimensions or choices, the answer is that of the first coordinate.

    The default is 2^20 samples. The same scenario, seed and count give the same numbers on any number of `threads`.

    Raises InvalidInput for invalid arguments, and RunError if the model's outputs are not finite.

    >>> found = measure("chatgpt/by-words", accuracies="latency=10%")["measurements"]
    >>> found["measurement"].values[0].item()
    'users'
    >>> bool(0.61 < found["emissions"].sel(measurement="users") < 0.65)
    True
    """
    from ..answer.run_options import Request, threads_of
    from ..sensitivity.measuring.measure import SAMPLES
    from ..sensitivity.measuring.measure import measure as measured
    from ..show.reports.measure_dataset import dataset

    check_progress(progress)
    found = measured(
        scenario_of(scenario),
        Request(SAMPLES if samples is None else samples, seed, threads_of(threads)),
        accuracy=texts("accuracies", accuracies, "latency=10%"),
        pair=texts("pairs", pairs, "latency,users"),
        budget=None if budget is None else texts("budget", budget, "emissions < 10 t")[0],
        loss=loss,
        progress=progress,
    )
    return dataset(found)
