"""The Python interface: load a scenario, run it, and ask which of its inputs matter and what to measure."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from .answer.statistics.levels import LEVELS
from .problems import InvalidInput
from .scenario.scenario import Scenario

if TYPE_CHECKING:
    import xarray

    from .asking.asked import AnsweredQuestion

T = TypeVar("T", str, float)


def load(
    name: str | Path, *, sets: str | Sequence[str] | Mapping[str, object] = (), fixes: str | Sequence[str] = ()
) -> Scenario:
    """The scenario called `name`: a shipped one's name, or a file's path.

    `sets` are texts such as ``"pue=1.2"`` or ``"latency=0.2 to 0.5"`` that replace a value or a law, or a mapping of
    names to values such as ``{"pue": 1.2}``; `fixes` are names of inputs to hold at their nominal values. A single text
    needs no list.

    Raises InvalidInput with all problems, each with its position.

    >>> load("chatgpt/by-words").title
    'ChatGPT, served by response words'
    """
    from .reader.load import load as read

    return read(str(name), sets=_overrides(sets), fixes=_texts("fixes", fixes, "pue"))


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
    from .asking.asked import ask as answered

    texts = {
        name.removesuffix("_"): f"{value:.15g}" if isinstance(value, float) else str(value)
        for name, value in options.items()
        if value is not None
    }
    return answered(
        model,
        texts,
        sets=_overrides(sets),
        observed=_measured(observed, error),
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
    from .answer.run import run_scenario
    from .report.notebook import shown
    from .show.datasets.dataset import dataset

    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    asked = partial(
        run_scenario,
        scenario,
        seed=seed,
        design=design,
        threads=threads,
        levels=_several(levels),
        probabilities=_texts("probabilities", probabilities, "emissions > 3 t"),
        progress=progress,
    )
    measured = _measured(observed, error, tolerance)
    if measured:
        from .show.reports.update_export import dataset as updated_dataset
        from .updating.observed_run import run_observed

        found = run_observed(asked, scenario, measured, error, samples=samples, design=design, draws=draws)
        answer, tree = found.posterior, updated_dataset(found)
    else:
        answer = asked(samples=samples, tolerance=tolerance, draws=draws)
        tree = dataset(answer)
    for caution in answer.cautions:
        warnings.warn(caution, stacklevel=2)
    return shown(tree)


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
    from .report.notebook import open_answer

    return open_answer(path)


def _measured(observed: str | Sequence[str], error: str | None, tolerance: float | None = None) -> Sequence[str]:
    """The texts of what was observed; raises InvalidInput for other options that do not go with them."""
    texts = _texts("observed", observed, "energy=0.11 Wh ± 10%")
    if error is not None and not texts:
        raise InvalidInput("error: requires observed, what was measured with this error")
    if texts and tolerance is not None:
        raise InvalidInput("tolerance: does not go with observed; give samples")
    return texts


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
    from .reader.overrides.sweeps import swept_by_values

    swept = swept_by_values(scenario if isinstance(scenario, Scenario) else load(scenario), values)
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
    from .answer.run_options import Request
    from .sensitivity.analysis import SAMPLES, Questions
    from .sensitivity.analysis import sensitivity as analyse
    from .show.reports.sensitivity_tree import tree

    if not isinstance(scenario, Scenario):
        scenario = load(scenario)
    sets = tuple(_texts("closed", closed, "latency,pue"))
    questions = Questions(on, second_order=second_order, closed=sets, shapley=shapley)
    request = Request(SAMPLES if samples is None else samples, seed, threads or 0, design)
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
    from .answer.run_options import Request
    from .sensitivity.measuring.measure import SAMPLES
    from .sensitivity.measuring.measure import measure as measured
    from .show.reports.measure_dataset import dataset

    found = measured(
        scenario if isinstance(scenario, Scenario) else load(scenario),
        Request(SAMPLES if samples is None else samples, seed, threads or 0),
        accuracy=_texts("accuracies", accuracies, "latency=10%"),
        pair=_texts("pairs", pairs, "latency,users"),
        budget=None if budget is None else _texts("budget", budget, "emissions < 10 t")[0],
        loss=loss,
        progress=progress,
    )
    return dataset(found)


def _overrides(sets: str | Sequence[str] | Mapping[str, object]) -> Sequence[str]:
    """What ``--set`` takes as texts, from texts or from values by name."""
    if not isinstance(sets, Mapping):
        return _texts("sets", sets, "pue=1.2")
    from .reader.overrides.override_text import override_text

    return [override_text(name, value) for name, value in sets.items()]


def compare(  # noqa: PLR0913 - the options of a comparison, by keyword
    scenarios: Sequence[Scenario | str | Path | xarray.DataTree],
    *,
    outputs: str | Sequence[str | None] | None = None,
    same: str | Sequence[str] = (),
    apart: str | Sequence[str] = (),
    per: str | None = None,
    any_boundary: bool = False,
    samples: float | None = None,
    seed: int = 0,
    design: Literal["random", "sobol"] = "random",
    threads: int | None = None,
    levels: float | Sequence[float] = LEVELS,
    progress: Callable[[int, int], None] | None = None,
) -> xarray.DataTree:
    """How `scenarios` lie to each other, computed from the same samples: a tree of datasets, with errors.

    Scenarios are called A, B and so on, in their order. ``/probability`` has how likely each is below each other one,
    ``/difference`` and ``/ratio`` how the second of each two lies to the first, ``/ranks`` of three and more how likely
    each is the lowest, second lowest and so on. Each is compared by its headline's output at its first coordinate;
    `outputs` are other ones, one for all or one each.

    Inputs are one draw in several scenarios if their stream and law are the same; all others are drawn apart. `same`
    are inputs that are one draw although their laws differ, `apart` those that are not although they do not. The
    attributes `paired` and `apart` list what was paired, ``/ratio_drawn_apart`` has the ratio without. `per`, such as
    ``"1 day"``, computes all scenarios for one amount of their functional unit; with `any_boundary`, they may count
    different things.

    An answer of `run` with draws is compared by these, which are then the samples of the comparison.

    The default is 1e7 samples. The same scenarios, seed and count give the same bits on any number of `threads`.

    Raises InvalidInput for scenarios that cannot be compared, as for unlike functional units, boundaries or units, and
    RunError if an output is not finite.

    >>> found = compare(["chatgpt/by-words", "chatgpt/by-hardware"], samples=100_000)
    >>> bool(0.05 < found["probability"]["below"].sel(first="A", second="B") < 0.08)
    True
    """
    from .answer.run_options import Request
    from .comparing.compare import compare_scenarios
    from .comparing.pairing import PairingRules
    from .comparing.sides import Agreement
    from .show.reports.compare_tree import tree
    from .show.reports.stored_draws import compare_stored, is_stored

    if isinstance(scenarios, str | Path | Scenario) or not isinstance(scenarios, Sequence):
        raise InvalidInput(f"scenarios: must be a list of two or more, such as ['a.yaml', 'b.yaml'], got {scenarios!r}")
    chosen = (outputs,) * len(scenarios) if isinstance(outputs, str | None) else tuple(outputs)
    if len(chosen) != len(scenarios):
        raise InvalidInput(
            f"outputs: must be one for all scenarios or one each, got {len(chosen)} for {len(scenarios)}"
        )
    request = Request(samples, seed, threads or 0, design, levels=tuple(_several(levels)))
    rules = PairingRules(tuple(_texts("same", same, "pue")), tuple(_texts("apart", apart, "pue")))
    agreement = Agreement(per, any_boundary)
    items = [_read_for_comparison(each) for each in scenarios]
    if any(map(is_stored, items)):
        found = compare_stored(items, request, outputs=chosen, rules=rules, agreement=agreement)
    else:
        found = compare_scenarios(items, request, outputs=chosen, rules=rules, agreement=agreement, progress=progress)
    for caution in found.cautions:
        warnings.warn(caution, stacklevel=2)
    return tree(found)


def _read_for_comparison(given: Scenario | str | Path | xarray.DataTree) -> Any:
    """A scenario or an answer, read from its file if it is named."""
    from .show.datasets.opened import opened
    from .show.reports.stored_draws import is_stored

    if not isinstance(given, str | Path):
        return given
    return opened(given) if is_stored(given) else load(given)


def gap(  # noqa: PLR0913 - the options of a gap, by keyword
    first: Scenario | str | Path,
    second: Scenario | str | Path,
    *,
    output: str | None = None,
    same: str | Sequence[str] = (),
    apart: str | Sequence[str] = (),
    per: str | None = None,
    any_boundary: bool = False,
    samples: float | None = None,
    seed: int = 0,
    design: Literal["random", "sobol"] = "random",
    threads: int | None = None,
) -> xarray.DataTree:
    """Why two scenarios differ: the ratio of the second to the first as a product of factors, a tree of datasets.

    ``/factors`` has a factor for each output that both have and that the compared one is computed from, over the one
    before; ``/inputs``, if both are of one model, one for each input whose beliefs differ, and ``/factor_inputs`` those
    within each factor. Each factor has its value at nominal values (`nominal`), its additive share of the logarithm
    (`log`), and over what is uncertain its geometric mean (`expected`) and 90 % interval. Other options are those of
    `compare`; 65,536 samples at most are used.

    Raises InvalidInput for scenarios that cannot be compared, and for outputs that are not positive.

    >>> found = gap("chatgpt/by-hardware", "chatgpt/by-words")
    >>> [round(float(each), 2) for each in found["factors"]["nominal"]]
    [75.95, 1.63, 1.19]
    """
    from .answer.run_options import Request
    from .comparing.gap import gap as between
    from .comparing.pairing import PairingRules
    from .comparing.sides import Agreement, sides
    from .show.reports.gap_tree import tree

    scenarios = [each if isinstance(each, Scenario) else load(each) for each in (first, second)]
    one, other = sides(scenarios, (output, output), Agreement(per, any_boundary))
    rules = PairingRules(tuple(_texts("same", same, "pue")), tuple(_texts("apart", apart, "pue")))
    return tree(between(one, other, Request(samples, seed, threads or 0, design), rules))


def _texts(option: str, given: object, example: str) -> Sequence[str]:
    """One or several texts as a sequence; raises InvalidInput for anything else."""
    texts: list[object] = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    if wrong := [each for each in texts if not isinstance(each, str)]:
        raise InvalidInput(f"{option} takes texts such as {example!r}, got {wrong[0]!r}")
    return [str(each) for each in texts]


def _several(given: T | Sequence[T]) -> Sequence[T]:
    """One or several values as a sequence; a single text is one value, not its characters."""
    return (given,) if isinstance(given, str | int | float) else given
