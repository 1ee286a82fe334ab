"""Options of commands that take scenarios and change their inputs.

Commands that take several scenarios have them for all that they fit, or for the one whose letter is before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ...problems import InvalidInput, Problem, did_you_mean
from .gathered import gathered

if TYPE_CHECKING:
    from ...reader.overrides.changed_scenario import ChangedScenario
    from ...scenario.scenario import Scenario

_LETTERS = "ABCDEFGHIJKL"
_LETTER = re.compile(r"([A-L]):(.+)", re.DOTALL)
#: A letter's scenario for each option's text, None for a text without a letter.
_Given = Sequence[tuple[int | None, str]]

sets = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="INPUT=VALUE",
    help="Replace the value or law of an input, such as pue=1.2 or 'latency=0.2 to 0.5'; can be repeated.",
)

fixes = click.option(
    "--fix",
    "fixes",
    multiple=True,
    metavar="INPUT",
    help="Hold an input at its nominal value; can be repeated.",
)

choices = click.option(
    "--choice",
    "choices",
    multiple=True,
    metavar="CHOICE=OPTION",
    help="Answer only this option of a choice or dimension; can be repeated.",
)

choice = click.option(
    "--choice",
    "choices",
    multiple=True,
    metavar="CHOICE=OPTION",
    help="Only this option of a choice or dimension; can be repeated.",
)

_FOR_ONE = "for one scenario alone with its letter before it"

sets_of_several = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="[A:]INPUT=VALUE",
    help=f"Replace the value or law of an input; {_FOR_ONE}, as in B:pue=1.2; can be repeated.",
)

fixes_of_several = click.option(
    "--fix",
    "fixes",
    multiple=True,
    metavar="[A:]INPUT",
    help=f"Hold an input at its nominal value; {_FOR_ONE}; can be repeated.",
)

choices_of_several = click.option(
    "--choice",
    "choices",
    multiple=True,
    metavar="[A:]CHOICE=OPTION",
    help=f"Only this option of a choice or dimension, by default the first; {_FOR_ONE}; can be repeated.",
)

choices_of_each = click.option(
    "--choice",
    "choices",
    multiple=True,
    metavar="[A:]CHOICE=OPTION",
    help=f"Only this option of a choice or dimension; {_FOR_ONE}; can be repeated.",
)

outputs_of_several = click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="[A:]OUTPUT",
    help=f"The output to compare; {_FOR_ONE}, as in B:total_energy.  [default: the headline's]",
)


@dataclass(frozen=True)
class Changes:
    """What is changed of scenarios, as ``--set``, ``--fix`` and ``--choice`` say."""

    sets: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sets or self.fixes or self.choices)

    def scenario(self, name: str) -> Scenario:
        """The scenario called `name`, changed; raises InvalidInput with all problems."""
        from ...reader.load import load
        from ...scenario.selection import pick

        return pick(load(name, sets=self.sets, fixes=self.fixes), self.choices)

    def several(self, names: Sequence[str]) -> list[ChangedScenario]:
        """The scenarios called `names`, each with the changes that are for it.

        Raises InvalidInput with all problems, among them an option that fits no scenario and a letter that none has.
        """
        from ...reader.load import load as read
        from ...reader.overrides.changed_scenario import loaded

        plain = [read(name) for name in names]
        inputs = [[*scenario.inputs] for scenario in plain]
        axes = [[axis.name for axis in scenario.axes] for scenario in plain]
        sets = _dealt("--set", self.sets, inputs, "input")
        fixes = _dealt("--fix", self.fixes, inputs, "input")
        choices = _dealt("--choice", self.choices, axes, "choice")
        return [loaded(name, sets=sets[k], fixes=fixes[k], choices=choices[k]) for k, name in enumerate(names)]

    def scenarios(self, names: Sequence[str]) -> list[Scenario]:
        """As `several`, the scenarios alone."""
        return [each.scenario for each in self.several(names)]


#: Decorators with the three options, which the command takes as one argument, `changes`.
of_one = gathered("changes", Changes, sets, fixes, choice)
of_several = gathered("changes", Changes, sets_of_several, fixes_of_several, choices_of_several)
of_each = gathered("changes", Changes, sets_of_several, fixes_of_several, choices_of_each)


def output_of(scenario: Scenario, name: str | None) -> str:
    """The output that ``--output`` names, by default the headline's; raises InvalidInput if none can be analysed."""
    from ...sensitivity.aggregates import analysed_headline, refuse_aggregates

    if name is None:
        return analysed_headline(scenario)
    where, outputs = f"--output {name}", [each.name for each in scenario.outputs]
    refuse_aggregates(scenario, name, where)
    if name not in outputs:
        raise InvalidInput([Problem(f"no output is called so; {did_you_mean(name, outputs)}", file=where)])
    return name


def load_stored(names: Sequence[str]) -> list[Any]:
    """The answers and the scenarios that `names` are of; none if no name is that of an answer's file."""
    from ...reader.load import load as read
    from ...show.datasets.opened import opened
    from ...show.reports.stored_draws import is_stored

    if not any(map(is_stored, names)):
        return []
    return [opened(name) if is_stored(name) else read(name) for name in names]


def outputs_of(names: Sequence[str], given: Sequence[str]) -> list[str | None]:
    """The output of each scenario that ``--output`` names; None where it names none."""
    found: list[str | None] = [None] * len(names)
    for side, text in _read("--output", given, len(names)):
        for k in range(len(names)) if side is None else (side,):
            if side is not None or found[k] is None:
                found[k] = text
    return found


def _dealt(option: str, given: Sequence[str], known: Sequence[Sequence[str]], kind: str) -> list[list[str]]:
    """The texts of an option for each scenario: those with its letter, and those that name something it has.

    A single scenario has them all, and says itself what it has not.
    """
    found: list[list[str]] = [[] for _ in known]
    for side, text in _read(option, given, len(known)):
        name = text.partition("=")[0].strip()
        fitting = (
            [side] if side is not None else [k for k, names in enumerate(known) if name in names or len(known) == 1]
        )
        if not fitting:
            every = list(dict.fromkeys(each for names in known for each in names))
            remedy = did_you_mean(name, every) if every else "none has any"
            raise InvalidInput([Problem(f"no scenario has the {kind} {name!r}; {remedy}", file=f"{option} {text}")])
        for k in fitting:
            found[k].append(text)
    return found


def _read(option: str, given: Sequence[str], count: int) -> _Given:
    """Each text with the index of the scenario whose letter is before it."""
    found = []
    for text in given:
        match = _LETTER.fullmatch(text)
        side = _LETTERS.index(match[1]) if match else None
        if side is not None and side >= count:
            known = f"the scenarios are A to {_LETTERS[count - 1]}" if count > 1 else "there is one scenario, A"
            raise InvalidInput([Problem(known, file=f"{option} {text}")])
        found.append((side, match[2] if match else text))
    return found
