"""A scenario as options of the command line change it, with what it was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...scenario.scenario import Input, Scenario
from ...scenario.selection import pick
from ..load import load


@dataclass(frozen=True)
class ChangedScenario:
    """A `scenario` with the name it was asked for by, which may be a file's, and the options that made it of `before`.

    `sets`, `fixes` and `choices` are the texts of ``--set``, ``--fix`` and ``--choice``.
    """

    called: str
    scenario: Scenario
    before: Scenario
    sets: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Each option with its text, in an order that gives the same scenario.

        >>> loaded("chatgpt/by-words", sets=["pue=1.1"], fixes=["latency"]).options
        (('--set', 'pue=1.1'), ('--fix', 'latency'))
        """
        pairs = (("--set", self.sets), ("--fix", self.fixes), ("--choice", self.choices))
        return tuple((option, text) for option, texts in pairs for text in texts)

    def replaced(self) -> Iterator[tuple[str, Input, Input]]:
        """Each input that differs, of an option with its label behind the name, as it was before and as it is now."""
        before = dict(_inputs(self.before))
        for name, now in _inputs(self.scenario):
            was = before.get(name)
            if was and (was.distribution, was.nominal, was.factors) != (now.distribution, now.nominal, now.factors):
                yield name, was, now


def unchanged(scenario: Scenario) -> ChangedScenario:
    """A scenario as it is, asked for by its own name."""
    return ChangedScenario(scenario.name, scenario, scenario)


def loaded(
    name: str, *, sets: Sequence[str] = (), fixes: Sequence[str] = (), choices: Sequence[str] = ()
) -> ChangedScenario:
    """The scenario called `name`, changed by the options; raises InvalidInput with every problem."""
    before = load(name)
    changed = load(name, sets=sets, fixes=fixes) if sets or fixes else before
    return ChangedScenario(name, pick(changed, choices), before, tuple(sets), tuple(fixes), tuple(choices))


def _inputs(scenario: Scenario) -> Iterator[tuple[str, Input]]:
    """Every input by its name, and those of options by name and option."""
    yield from scenario.inputs.items()
    for axis in scenario.axes:
        for option in axis.options:
            yield from ((f"{name} at {axis.name} {option.label}", given) for name, given in option.inputs.items())
