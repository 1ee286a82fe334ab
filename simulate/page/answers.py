"""The answers of a scenario and of its variations, as a page shows them: those asked for lately are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..answer.answer import Answer
from ..answer.run import run_scenario
from ..answer.statistics.marginal import Marginal
from ..answer.subject import quoted_output
from ..cache.recent import Recent
from ..files.yaml_writer import flow
from ..plots.evidence.published import is_about
from ..plots.plot_data import Panel
from ..problems import InvalidInput, Problem, did_you_mean
from ..reader.documents.resolve import entry_at
from ..reader.documents.resolved_documents import resolved_document
from ..reader.overrides.changed_scenario import ChangedScenario
from ..reader.overrides.entry_fields import EntryFields, entry_fields, law_text
from ..reader.overrides.shared_wholes import named_wholes, stated_shares
from ..reader.overrides.variation import vary
from ..scenario.plausibility import implausible_inputs
from ..scenario.scenario import Axis, Scenario
from ..scenario.selection import pick
from ..show import claim_sentences, text
from ..show.tables import medians
from ..show.terminals.columns import Columns
from .address import Address

#: Enough samples for two digits of an interval, and few enough to follow a slider.
SAMPLES = 100_000
_KEPT = 64


@dataclass(frozen=True)
class ShownAnswer:
    """The answer at one address, `computed` in base units.

    `panel` is its output at one coordinate, in the units of people.
    """

    address: Address
    scenario: Scenario
    computed: Answer
    panel: Panel

    @property
    def answer(self) -> Answer:
        """The answer in the units of people."""
        return self.panel.answer

    @cached_property
    def sentence(self) -> str:
        """The sentence to quote."""
        return text.headline(self.answer, self.panel.marginal, self.panel.marginal.coordinates)

    @property
    def about(self) -> list[str]:
        """What is to be known beside it: the nominal value's percentile, and claims about the output shown."""
        claims = tuple(each for each in self.computed.subject.claims if is_about(each, self.panel))
        subject = replace(self.computed.subject, claims=claims)
        found = (each.text for each in claim_sentences.sentences(replace(self.computed, subject=subject)))
        return [each for each in (text.nominal_sentence(self.panel.marginal), *found) if each]

    @cached_property
    def warnings(self) -> list[str]:
        """The warnings but those about nominal values, which are said beside each input."""
        beside = {str(each) for each in implausible_inputs(self.scenario)}
        return [each for each in self.answer.warnings if each not in beside]

    @property
    def table(self) -> Columns:
        """The medians of all outputs with their intervals."""
        return medians(self.answer).columns


@dataclass(frozen=True)
class Explorer:
    """A scenario whose variations are answered, each with the same samples of the same seed.

    It is `called` by the name on the command line.
    """

    base: Scenario
    called: str
    samples: int = SAMPLES
    seed: int = 0
    _scenarios: Recent[Address, Scenario] = field(default_factory=lambda: Recent(most=_KEPT))
    _answers: Recent[Address, Answer] = field(default_factory=lambda: Recent(most=_KEPT))
    _shown: Recent[Address, ShownAnswer] = field(default_factory=lambda: Recent(most=_KEPT))
    _fields: Recent[tuple[str, ...], dict[str, EntryFields]] = field(default_factory=lambda: Recent(most=_KEPT))

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes with several options."""
        return tuple(each for each in self.base.axes if len(each.options) > 1)

    @property
    def summed(self) -> set[str]:
        """The axes that an output is a sum or a mean over, which needs all of their options."""
        return {each.over for each in self.base.aggregates}

    @property
    def headline(self) -> str:
        """The output that the scenario as it is in its file is quoted by."""
        return quoted_output(self._picked(Address()))

    def options(self, address: Address) -> dict[str, str]:
        """The option of each axis that is shown: the one that is picked, else the first.

        Raises InvalidInput for an option that there is not.
        """
        picked = pick(self.base, address.choices).axes
        return {axis.name: axis.options[0].label for axis in picked}

    def shown(self, address: Address) -> ShownAnswer:
        """The answer at `address`; raises InvalidInput and RunError as a run does, and for an unknown output."""
        shown = self._shown.get(address)
        if shown is None:
            shown = self._answered(address)
            self._shown.put(address, shown)
        return shown

    def _answered(self, address: Address) -> ShownAnswer:
        scenario = self.scenario(address)
        one = replace(address, output="")
        answer = self._answers.get(one)
        if answer is None:
            answer = run_scenario(
                scenario, samples=self.samples, seed=self.seed, describe_inputs=False, shortest_intervals=False
            )
            self._answers.put(one, answer)
        found = answer.in_units()
        return ShownAnswer(address, scenario, answer, Panel(found, self._marginal(found, address)))

    def scenario(self, address: Address) -> Scenario:
        """The variation at `address` with one option of each axis, except those that an output is summed over."""
        one = replace(address, output="")
        found = self._scenarios.get(one)
        if found is None:
            found = vary(self._picked(address), *_each(address.sets), fixes=address.fixes)
            self._scenarios.put(one, found)
        return found

    def whole(self, address: Address) -> Scenario:
        """The variation at `address` with all options of its axes."""
        return vary(self.base, *_each(address.sets), fixes=address.fixes)

    def changed(self, address: Address) -> ChangedScenario:
        """The variation at `address`, whole, with what was changed."""
        return ChangedScenario(self.called, self.whole(address), self.base, address.sets, address.fixes)

    def fields(self, address: Address) -> dict[str, EntryFields]:
        """The entries of the inputs at `address` by name, those that are held as they are when they are not."""
        found = self._fields.get(address.sets)
        if found is None:
            found = {each.name: each for each in entry_fields(self.scenario(replace(address, fixes=())))}
            self._fields.put(address.sets, found)
        return found

    def texts(self, address: Address) -> dict[str, str]:
        """The laws that have no fields, and the shares of wholes, as the text of ``--set`` has them, by name."""
        laws = {name: law_text(each.entry) for name, each in self.fields(address).items() if not each.fields}
        return laws | {name: flow(stated_shares(entry)) for name, entry in self.wholes(address).items()}

    def wholes(self, address: Address) -> dict[str, dict[str, Any]]:
        """The entries of the wholes with shares at `address` by name."""
        data = resolved_document(self.scenario(replace(address, fixes=())).resolved).data
        return {name: entry_at(data, key_path) for name, key_path in named_wholes(data)}

    def _picked(self, address: Address) -> Scenario:
        """The scenario as it is in its file, with one option of each axis that can be picked."""
        key = Address((), address.choices)
        found = self._scenarios.get(key)
        if found is None:
            options = self.options(address)
            found = pick(self.base, [f"{axis}={label}" for axis, label in options.items() if axis not in self.summed])
            self._scenarios.put(key, found)
        return found

    def _marginal(self, answer: Answer, address: Address) -> Marginal:
        if address.output and address.output not in answer.outputs:
            rule = f"no output is called {address.output!r}; {did_you_mean(address.output, answer.outputs)}"
            raise InvalidInput([Problem(rule, file="output")])
        options = self.options(address)
        found = answer.of(address.output or answer.headline)
        return next(each for each in found if each.coordinates.items() <= options.items())


def _each(sets: Sequence[str]) -> Iterator[dict[str, object]]:
    """A mapping for each text of ``--set``, so that two of one name are refused."""
    for given in sets:
        name, equals, value = (piece.strip() for piece in given.partition("="))
        if not equals or not value:
            raise InvalidInput([Problem("must be INPUT=VALUE, such as pue=1.2", file=f"--set {given}")])
        yield {name: value}
