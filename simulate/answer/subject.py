"""The subject of an answer: the scenario in the words that people read, and which of its outputs is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .. import units
from ..scenario.claim import Claim
from ..scenario.scenario import Input, Quantity, Scenario
from ..units import Unit
from ..units.definitions import of_substance
from ..units.vocabulary import vocabulary
from .scale import Scale, scale_of


@dataclass(frozen=True)
class Subject:
    """A scenario as its answer quotes it.

    `per` is the functional unit, and `output_per` that of each output if the parts have no common one. `option_names`
    are those of options as readers see them, `parts` are the parts' names, `sources` what the inputs give as their
    sources, and `resolved` is the whole file as YAML. `scales` are those of its swept axes. `observed` says
    which measurements the answer is given, empty for none.
    """

    name: str
    title: str
    per: Mapping[str, str] = field(default_factory=dict)
    boundary: tuple[str, ...] = ()
    option_names: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    resolved: str = ""
    claims: tuple[Claim, ...] = ()
    output_per: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    observed: str = ""

    def per_of(self, output: str) -> Mapping[str, str]:
        """The functional unit of an output; empty if it has none."""
        return self.per or self.output_per.get(output, {})


def subject(scenario: Scenario) -> Subject:
    """The subject of the answers of `scenario`.

    >>> from ..reader.load import load
    >>> subject(load("chatgpt/by-words")).per
    {'duration': '1 day'}
    """
    return Subject(
        scenario.name,
        scenario.title,
        scenario.per,
        scenario.boundary,
        scenario.names,
        parts_of(scenario.inputs),
        tuple(dict.fromkeys(given.source for given in _believed(scenario))),
        scenario.resolved,
        scenario.claims,
        {output.name: output.per for output in scenario.outputs if output.per},
        {axis.name: scale_of(axis) for axis in scenario.axes if axis.numbers},
    )


def parts_of(inputs: Iterable[str]) -> tuple[str, ...]:
    """The parts after which inputs are called: ``serving`` for ``serving.pue``."""
    return tuple(sorted({name.partition(".")[0] for name in inputs if "." in name}))


def _believed(scenario: Scenario) -> Iterator[Input]:
    """Every input as the answer takes it: the scenario's own unless all options replace it, then those of options."""
    for name, given in scenario.inputs.items():
        instead = [[option.inputs[name] for option in axis.options if name in option.inputs] for axis in scenario.axes]
        replaced = any(len(each) == len(axis.options) for each, axis in zip(instead, scenario.axes, strict=True))
        yield from () if replaced else (given,)
        for each, axis in zip(instead, scenario.axes, strict=True):
            yield from () if axis.counts or axis.numbers else each


def headline_output(scenario: Scenario) -> str:
    """The output that is quoted: the scenario's headline, else one that is chosen.

    That is the last mass of the substance (of a composed scenario, the total), else the last output.
    A part that another one builds on gives no headline.

    >>> from ..reader.load import load
    >>> headline_output(load("chatgpt/by-words"))
    'emissions'
    """
    if scenario.headline:
        return scenario.headline
    behind = _behind(scenario)
    outputs = [quantity for quantity in scenario.outputs if quantity.name not in behind]
    return ([quantity for quantity in outputs if substance(scenario, quantity)] or outputs)[-1].name


def quoted_output(scenario: Scenario) -> str:
    """The output that an answer quotes: the last sum or mean of the headline's output over a dimension, else itself."""
    main = headline_output(scenario)
    return next((each.name for each in reversed(scenario.aggregates) if each.of == main), main)


def substance(scenario: Scenario, output: Quantity) -> str:
    """The vocabulary's substance if an output is a mass of it, even where it is shown in plain tonnes; else empty."""
    name = vocabulary().substance.name
    dimensions = (output.unit.dimension, _declared(scenario, output.name).dimension)
    return name if ((of_substance(name), "1"),) in dimensions else ""


def _behind(scenario: Scenario) -> set[str]:
    """The outputs of parts whose outputs feed others, and the sums of such outputs alone."""
    sums = {quantity.name: quantity.sums or (quantity.name,) for quantity in scenario.outputs}
    fed = {name for part in scenario.parts for output in part.computed for name in sums[output]}
    own = [{f"{part.name}_{output.name}" for output in part.model.outputs} for part in scenario.parts]
    behind = {name for names in own if names & fed for name in names}
    return {name for name, summed in sums.items() if behind.issuperset(summed)}


def _declared(scenario: Scenario, output: str) -> Unit:
    """The unit in which a model declares an output; that of a total or an aggregate is that of what it adds up."""
    output = next((each.of for each in scenario.aggregates if each.name == output), output)
    sums = {quantity.name: quantity.sums for quantity in scenario.outputs}
    while sums.get(output):
        output = sums[output][0]
    for part in scenario.parts:
        for declared in part.model.outputs:
            if output == (f"{part.name}_{declared.name}" if part.name else declared.name):
                return units.unit(declared.unit)
    return units.ONE
