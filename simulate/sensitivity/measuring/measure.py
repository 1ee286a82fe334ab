"""What measurements would buy: how much narrower the interval would be, and what a decision about a budget gains.

A measurement is not made: for every result that it may have, the belief about the input narrows to its posterior, the
output to the mixture of the table's rows, and what is found for all results is averaged (a preposterior analysis:
Raiffa & Schlaifer, Applied Statistical Decision Theory, 1961, chapter 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from numbers import Real
from typing import Final

from ...answer.answer import Event
from ...answer.identity import scenario_hash
from ...answer.run_options import Request
from ...answer.statistics.exceedance import events
from ...answer.subject import subject
from ...engine.program.coordinates import Coordinate, coordinates
from ...engine.program.plan import plan
from ...engine.run import Progress
from ...engine.runner import Runner
from ...problems import InvalidInput, Problem
from ...scenario.plausibility import implausible_names, implausible_values
from ...scenario.scenario import Scenario
from ..aggregates import analysed_headline, left_out, refuse_aggregates
from ..conditional import DUMMY, ConditionalTable, tables
from ..pick_freeze import Names
from .accuracy import PERFECT, Accuracy, accuracies
from .cells import Cells
from .decision import Decision, boundary, decision, expected_loss, outcomes
from .expected_width import expected_width
from .indirect import indirect
from .input_bins import InputBins, input_bins
from .measurements import Measurement, Measurements
from .one_draw import accuracy_of_draws, measurable, pairs_of_draws
from .pairs import MOST_SAMPLES, joint_cells, pairs

#: The default number of samples, which the tables count.
SAMPLES: Final = MOST_SAMPLES
#: Fewer samples leave bins of the tables empty.
FEWEST: Final = 10_000
#: One wrong decision is not worse than another by more than this: a larger number is a slip of the keyboard.
MOST_LOSS: Final = 1_000_000


def measure(  # noqa: PLR0913 - the options of a command, each by its name
    scenario: Scenario,
    request: Request,
    *,
    accuracy: Sequence[str] = (),
    pair: Sequence[str] = (),
    budget: str | None = None,
    loss: float = 1.0,
    progress: Progress | None = None,
) -> Measurements:
    """What measuring each input of nature ignorance, and each `pair` of them, buys at the first coordinate.

    Inputs that no `accuracy` names are measured perfectly. With a `budget` such as ``emissions < 10 t``, going ahead
    although it is exceeded is `loss` times as bad as holding back although it would be met.

    Raises InvalidInput with every mistake of a text, RunError if an output is not finite, and KeyboardInterrupt if
    interrupted.
    """
    if request.count < FEWEST:
        raise InvalidInput([Problem(f"must be at least {FEWEST:,}, got {request.samples}", "samples")])
    first = coordinates(scenario)[0]
    drawn = measurable(first.inputs)
    asked = accuracy_of_draws(accuracies(first.inputs, accuracy), drawn)
    together = pairs_of_draws(pairs(first.inputs, pair), drawn)
    event = _budget(scenario, budget, loss)
    found = tables(scenario, request, progress, boundaries={event.output: boundary(event)} if event else None)
    values = {name: table.values for (name, _), table in found.items()}
    bins = {name: input_bins(first.inputs[name].distribution, values[name]) for name in drawn}
    cells: dict[tuple[tuple[str, ...], str], Cells] = dict(_cells(found, bins))
    if together:
        runner = Runner(plan(scenario, seed=request.seed, design=request.design, at=(first,)), request.threads)
        joint = joint_cells(runner, min(request.count, MOST_SAMPLES), together, found, bins)
        cells |= {(names, output): each.filled() for (names, output), each in joint.items()}
    decided = None
    if event:
        table = found[DUMMY, event.output]
        decided = decision(
            outcomes(Cells(table.counts.astype(float), (), table.edges, table.spans), event), event, loss
        )
    return Measurements(
        subject=subject(scenario),
        headline=analysed_headline(scenario),
        hash=scenario_hash(scenario),
        samples=request.count,
        seed=request.seed,
        labels=first.labels,
        count=len(coordinates(scenario)),
        units={output.name: output.unit for output in scenario.outputs},
        variable=tuple(each.name for each in first.inputs.values() if each.varies and each.nature == "variability"),
        measurements=tuple(_measurements(scenario, first, cells, drawn, asked, decided)),
        decision=decided,
        warnings=(*map(str, (*scenario.warnings, *implausible_values(scenario))), *left_out(scenario)),
        implausible=implausible_names(scenario),
    )


def _budget(scenario: Scenario, text: str | None, loss: object) -> Event | None:
    if isinstance(loss, bool) or not isinstance(loss, Real) or not 0 < float(loss) <= MOST_LOSS:
        raise InvalidInput([Problem(f"must be a number above 0 and at most {MOST_LOSS:,}, got {loss!r}", "loss")])
    if text is None:
        if loss != 1:
            rule = "requires a budget, the budget to decide on, such as 'emissions < 10 t'"
            raise InvalidInput([Problem(f"{rule}, got {loss!r} without one", "loss")])
        return None
    (event,) = events(scenario, [text], option="--budget")
    refuse_aggregates(scenario, event.output, f"--budget {text}")
    return event


def _cells(
    found: Mapping[tuple[str, str], ConditionalTable], bins: Mapping[str, InputBins]
) -> Iterator[tuple[tuple[tuple[str, ...], str], Cells]]:
    """The cells of each input that can be measured, and each output."""
    for (name, output), table in found.items():
        if name in bins:
            yield ((name,), output), Cells(table.counts.astype(float), (bins[name],), table.edges, table.spans).filled()


def _measurements(  # noqa: PLR0913, PLR0917 - what is measured, how, and for which decision
    scenario: Scenario,
    first: Coordinate,
    cells: Mapping[tuple[tuple[str, ...], str], Cells],
    drawn: Mapping[str, Names],
    asked: Mapping[str, Accuracy],
    decided: Decision | None,
) -> Iterator[Measurement]:
    outputs = [output.name for output in scenario.outputs]
    measured = {inputs: tuple(name for first in inputs for name in drawn[first]) for inputs, _ in cells}
    through = indirect(scenario, first.inputs, measured.values())
    for inputs, names in measured.items():
        accurate = tuple(asked.get(name, PERFECT) for name in inputs)
        widths = {output: expected_width(cells[inputs, output], accurate) for output in outputs}
        loss = saving = None
        if decided:
            counted = outcomes(cells[inputs, decided.event.output], decided.event)
            loss, saving = expected_loss(counted, accurate, decided.loss)
        same = {name: drawn[name] for name in inputs if len(drawn[name]) > 1}
        yield Measurement(inputs, accurate, widths, loss, saving, through[names], same)
