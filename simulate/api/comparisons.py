"""Scenarios compared, and why two of them differ."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..answer.statistics.levels import LEVELS
from ..problems import InvalidInput
from ..scenario.scenario import Scenario
from .arguments import check_progress, several, texts
from .scenarios import scenario_of

if TYPE_CHECKING:
    import xarray


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
    from ..answer.run_options import Request, threads_of
    from ..comparing.compare import compare_scenarios
    from ..comparing.pairing import PairingRules
    from ..comparing.sides import Agreement
    from ..show.reports.compare_tree import tree
    from ..show.reports.stored_draws import compare_stored, is_stored

    if isinstance(scenarios, str | Path | Scenario) or not isinstance(scenarios, Sequence):
        raise InvalidInput(f"scenarios: must be a list of two or more, such as ['a.yaml', 'b.yaml'], got {scenarios!r}")
    check_progress(progress)
    chosen = (outputs,) * len(scenarios) if isinstance(outputs, str | None) else tuple(outputs)
    if len(chosen) != len(scenarios):
        raise InvalidInput(
            f"outputs: must be one for all scenarios or one each, got {len(chosen)} for {len(scenarios)}"
        )
    request = Request(samples, seed, threads_of(threads), design, levels=tuple(several(levels)))
    rules = PairingRules(tuple(texts("same", same, "pue")), tuple(texts("apart", apart, "pue")))
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
    from ..show.datasets.opened import opened
    from ..show.reports.stored_draws import is_stored

    if not is_stored(given):
        return scenario_of(given, "scenarios")
    return opened(given) if isinstance(given, str | Path) else given


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
    from ..answer.run_options import Request, threads_of
    from ..comparing.gap import gap as between
    from ..comparing.pairing import PairingRules
    from ..comparing.sides import Agreement, sides
    from ..show.reports.gap_tree import tree

    scenarios = [scenario_of(first, "first"), scenario_of(second, "second")]
    one, other = sides(scenarios, (output, output), Agreement(per, any_boundary))
    rules = PairingRules(tuple(texts("same", same, "pue")), tuple(texts("apart", apart, "pue")))
    return tree(between(one, other, Request(samples, seed, threads_of(threads), design), rules))
