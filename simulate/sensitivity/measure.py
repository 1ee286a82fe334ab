"""What measurements would buy: how much narrower the interval would be, and what a decision about a budget gains.

A measurement is not made: for every result that it may have, the belief about the input narrows to its posterior, the
output to the mixture of the table's rows, and what is found for all results is averaged (a preposterior analysis:
Raiffa & Schlaifer, Applied Statistical Decision Theory, 1961, chapter 4).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Final

from ..answer.answer import Event
from ..answer.exceedance import events
from ..answer.marginal import Estimate
from ..answer.run import scenario_hash
from ..answer.run_options import Request
from ..answer.subject import Subject, headline_output, subject
from ..engine.program.coordinates import Coordinate, coordinates
from ..engine.program.plan import plan
from ..engine.run import Progress
from ..engine.runner import Runner
from ..problems import InvalidInput, Problem
from ..scenario.scenario import Input, Scenario
from ..units import Unit
from .accuracy import PERFECT, Accuracy, accuracies
from .conditional import DUMMY, ConditionalTable, tables
from .decision import Decision, boundary, decision, expected_loss, outcomes
from .expected_width import Cells, Widths, expected_width
from .indirect import indirect
from .input_bins import InputBins, input_bins
from .pairs import MOST_SAMPLES, joint_cells, pairs

#: The default number of samples, which the tables count.
SAMPLES: Final = MOST_SAMPLES


@dataclass(frozen=True)
class Measurement:
    """A measurement of one input, or of two together: the width of each output's interval, and the decision's loss.

    `accuracies` are those of its `inputs`. `loss` is expected after it and `saving` the value of its information, None
    without a budget. `indirect` are outputs that read none of its inputs: it narrows them through correlations alone.
    """

    inputs: tuple[str, ...]
    accuracies: tuple[Accuracy, ...]
    widths: Mapping[str, Widths]
    loss: Estimate | None = None
    saving: Estimate | None = None
    indirect: Mapping[str, tuple[str, ...]] | None = None

    @property
    def name(self) -> str:
        """``users``, or ``users, latency`` for both together."""
        return ", ".join(self.inputs)

    @property
    def stated(self) -> str:
        """The accuracy in words; that of each input if they differ."""
        texts = [each.stated for each in self.accuracies]
        return texts[0] if len(set(texts)) == 1 else ", ".join(texts)


@dataclass(frozen=True)
class Measurements:
    """What measurements of a scenario's inputs buy at the first of `count` coordinates, `labels`.

    `variable` are the inputs that differ from case to case, which no measurement narrows. `units` are those in which
    outputs are shown.
    """

    subject: Subject
    headline: str
    hash: str
    samples: int
    seed: int
    labels: Mapping[str, str]
    count: int
    units: Mapping[str, Unit]
    variable: tuple[str, ...]
    measurements: tuple[Measurement, ...]
    decision: Decision | None = None
    warnings: tuple[str, ...] = ()

    def ranked(self, output: str) -> list[Measurement]:
        """The measurements, that which narrows `output` most first."""
        return sorted(self.measurements, key=lambda each: _order(each.widths[output].share.value))

    def by_loss(self) -> list[Measurement]:
        """The measurements, that which leaves the least expected loss first."""
        return sorted(self.measurements, key=lambda each: each.loss.value if each.loss else 0.0)


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
    first = coordinates(scenario)[0]
    asked = accuracies(first.inputs, accuracy)
    together = pairs(first.inputs, pair)
    event = _budget(scenario, budget, loss)
    found = tables(scenario, request, progress, boundaries={event.output: boundary(event)} if event else None)
    bins = _bins(found, first.inputs)
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
        headline=headline_output(scenario),
        hash=scenario_hash(scenario),
        samples=request.count,
        seed=request.seed,
        labels=first.labels,
        count=len(coordinates(scenario)),
        units={output.name: output.unit for output in scenario.outputs},
        variable=tuple(each.name for each in first.inputs.values() if each.varies and each.nature == "variability"),
        measurements=tuple(_measurements(scenario, first, cells, asked, decided)),
        decision=decided,
        warnings=tuple(map(str, scenario.warnings)),
    )


def _budget(scenario: Scenario, text: str | None, loss: object) -> Event | None:
    if isinstance(loss, bool) or not isinstance(loss, Real) or not 0 < float(loss) < math.inf:
        raise InvalidInput([Problem(f"must be a number above 0, got {loss!r}", "loss")])
    return events(scenario, [text], option="--budget")[0] if text is not None else None


def _bins(found: Mapping[tuple[str, str], ConditionalTable], inputs: Mapping[str, Input]) -> dict[str, InputBins]:
    """The bins of every input that can be measured."""
    values = {name: table.values for (name, _), table in found.items()}
    return {
        name: input_bins(inputs[name].distribution, bounds)
        for name, bounds in values.items()
        if name != DUMMY and inputs[name].nature == "ignorance"
    }


def _cells(
    found: Mapping[tuple[str, str], ConditionalTable], bins: Mapping[str, InputBins]
) -> Iterator[tuple[tuple[tuple[str, ...], str], Cells]]:
    """The cells of each input that can be measured, and each output."""
    for (name, output), table in found.items():
        if name in bins:
            yield ((name,), output), Cells(table.counts.astype(float), (bins[name],), table.edges, table.spans).filled()


def _measurements(
    scenario: Scenario,
    first: Coordinate,
    cells: Mapping[tuple[tuple[str, ...], str], Cells],
    asked: Mapping[str, Accuracy],
    decided: Decision | None,
) -> Iterator[Measurement]:
    outputs = [output.name for output in scenario.outputs]
    for inputs in dict.fromkeys(inputs for inputs, _ in cells):
        accurate = tuple(asked.get(name, PERFECT) for name in inputs)
        widths = {output: expected_width(cells[inputs, output], accurate) for output in outputs}
        loss = saving = None
        if decided:
            counted = outcomes(cells[inputs, decided.event.output], decided.event)
            loss, saving = expected_loss(counted, accurate, decided.loss)
        yield Measurement(inputs, accurate, widths, loss, saving, indirect(scenario, first.inputs, inputs))


def _order(share: float) -> float:
    """A share to sort by; those that are not numbers come last."""
    return math.inf if math.isnan(share) else share
