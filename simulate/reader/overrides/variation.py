"""Variations of a scenario: the same with other values of some inputs, without reading its file again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...grammar.diagnostics import Diagnostics
from ...problems import InvalidInput, Problem
from ...scenario.scenario import Scenario
from ..documents.resolved_documents import resolved_document
from ..read import read_document, with_surprises
from .overrides import Override, fixed_picks, overridden, read_values
from .shared_wholes import with_held_shares


def vary(scenario: Scenario, *sets: Mapping[str, object], fixes: Sequence[str] = ()) -> Scenario:
    """`scenario` with each value of `sets` in the place of that of the input of its name, as with ``--set``.

    The inputs of `fixes` are held at their nominal values, as with ``--fix``.

    Raises InvalidInput with every problem, each with its option, and for a scenario that has no text.

    >>> from ..load import load
    >>> vary(load("chatgpt/by-words"), {"pue": 1.1}, {"latency": "0.2 to 0.5"}).inputs["latency"].stated
    'p5: 0.2, p95: 0.5'
    """
    _check(scenario, sets)
    document = resolved_document(scenario.resolved)
    diagnostics = Diagnostics(document)
    picked = fixed_picks(document, fixes)
    overrides = [*(override for each in sets for override in read_values(each, diagnostics)), *picked]
    settled = {each.name for each in picked}
    changed, held = with_held_shares(
        overridden(document, overrides, diagnostics), [each for each in fixes if each not in settled]
    )
    models = {part.model.name: part.model for part in scenario.parts}
    varied = read_document(changed, name=scenario.name, path=scenario.path, fixes=held, models=models)
    varied = replace(varied, warnings=_warnings(varied.warnings, scenario.warnings, overrides))
    return with_surprises(varied, scenario, overrides)


def _check(scenario: Scenario, sets: Iterable[object]) -> None:
    """Raise InvalidInput for anything but mappings, and for a scenario whose entries are not known."""
    for each in sets:
        if not isinstance(each, Mapping):
            raise InvalidInput(f"with_ takes a mapping of names to values such as {{'pue': 1.2}}, got {each!r:.60}")
    if not scenario.resolved:
        rule = "was put together in code and has no entries that a value could replace"
        raise InvalidInput([Problem(f"{rule}; build it with Scenario.from_dict", scenario.name)])


def _warnings(
    found: Iterable[Problem], before: Iterable[Problem], overrides: Iterable[Override]
) -> tuple[Problem, ...]:
    """The warnings of a variation: those that it had `before` keep their positions, in the file or of an option."""
    known = {(each.field, each.message): each for each in before}
    again = {f"inputs.{given.name}" for given in overrides}
    earlier = (each for each in before if each.file.startswith("--set ") and each.field not in again)
    return (*(known.get((each.field, each.message), each) for each in found), *earlier)
