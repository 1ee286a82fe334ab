"""What options changed of a scenario, in words, and the command lines that repeat a report's numbers."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator

from ..comparing.compared import Compared
from ..comparing.pairing import PairingRules
from ..comparing.sides import LETTERS, Agreement
from ..reader.overrides.changed_scenario import ChangedScenario
from ..scenario.scenario import Input
from ..show.reports.shares import listed
from ..units import counted, readable
from ..units.number_format import significant
from .study import Study

#: How a law of one value is stated.
_CONSTANT = "constant"


def in_words(asked: ChangedScenario) -> str:
    """What differs from the scenario as it is in its file; empty if nothing does.

    >>> from ..reader.overrides.changed_scenario import loaded
    >>> in_words(loaded("chatgpt/by-words", fixes=["latency"]))
    'latency held at 0.35 GPU·s/word in place of p5: 0.15, p95: 0.6'
    """
    replaced = [_replaced(*each) for each in asked.replaced()]
    picked = [" ".join(each.strip() for each in text.split("=", 1)) for text in asked.choices]
    return "; ".join([*replaced, *([f"only {listed(picked)}"] if picked else [])])


def _replaced(name: str, was: Input, now: Input) -> str:
    if was.nominal == now.nominal and not now.varies:
        return f"{name} held at {_nominal(now)} in place of {was.stated}"
    return f"{name} from {_believed(was)} to {_believed(now)}"


def _believed(given: Input) -> str:
    """The nominal value of an input with its law, as its author wrote it."""
    return f"{_nominal(given)} ({given.stated})" if given.stated not in {"", _CONSTANT} else _nominal(given)


def _nominal(given: Input) -> str:
    return counted(significant(given.unit.from_base(given.nominal), 4), readable(given.unit.text))


def run_command(study: Study) -> str:
    """The command line that prints the answer of a study again."""
    asked = study.asked
    return _line("run", [asked.called], asked.options, study.answer.samples, study.answer.seed, study.answer.design)


def compare_command(
    asked: Iterable[ChangedScenario], found: Compared, rules: PairingRules, agreement: Agreement, outputs: Iterable[str]
) -> str:
    """The command line that prints a comparison again; every option has the letter of the scenario it changes."""
    asked = list(asked)
    changes = [
        (option, f"{letter}:{text}")
        for letter, each in zip(LETTERS, asked, strict=False)
        for option, text in each.options
    ]
    options = [*changes, *_comparing(rules, agreement, outputs)]
    return _line("compare", [each.called for each in asked], options, found.samples, found.seed, found.design)


def _comparing(rules: PairingRules, agreement: Agreement, outputs: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("--output", text) for text in outputs)
    yield from (("--same", name) for name in rules.same)
    yield from (("--apart", name) for name in rules.apart)
    yield from (("--per", agreement.per),) if agreement.per else ()
    yield from (("--any-boundary", ""),) if agreement.any_boundary else ()


def _line(  # noqa: PLR0913, PLR0917 - what a command line is made of
    verb: str, names: Iterable[str], options: Iterable[tuple[str, str]], samples: int, seed: int, design: str
) -> str:
    given = [word for pair in options for word in pair if word]
    counted = ["--samples", str(samples), "--seed", str(seed), "--design", design]
    return " ".join(map(_shell_word, ["carbonspan", verb, *names, *given, *counted]))


def _shell_word(text: str) -> str:
    r"""A text as one word of a shell; with the bytes of what cannot be printed, as names of files may have any.

    >>> print(_shell_word("my file.yaml"), _shell_word("two" + chr(10) + "lines.yaml"))
    'my file.yaml' $'two\012lines.yaml'
    """
    if text.isprintable():
        return shlex.quote(text)
    kept = (each if each.isprintable() and each not in "'\\" else _octal(each) for each in text)
    return f"$'{''.join(kept)}'"


def _octal(character: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in os.fsencode(character))
