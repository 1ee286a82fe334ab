"""Variations of a scenario: the same with other values of some inputs, without reading its file again."""

from __future__ import annotations

from collections.abc import Mapping

from ..grammar.diagnostics import Diagnostics
from ..problems import InvalidInput
from ..scenario.scenario import Scenario
from .overrides import overridden, read_values
from .read import read_document, with_surprises
from .resolved_documents import resolved_document


def vary(scenario: Scenario, *sets: Mapping[str, object]) -> Scenario:
    """`scenario` with each value of `sets` in the place of that of the input of its name, as with ``--set``.

    Raises InvalidInput with every problem, each with its option, and for a scenario that has no text.

    >>> from .load import load
    >>> vary(load("chatgpt/by-words"), {"pue": 1.1}, {"latency": "0.2 to 0.5"}).inputs["latency"].stated
    'p5: 0.2, p95: 0.5'
    """
    for each in sets:
        if not isinstance(each, Mapping):
            raise InvalidInput(f"with_ takes a mapping of names to values such as {{'pue': 1.2}}, got {each!r}")
    if not scenario.resolved:
        raise InvalidInput(f"{scenario.name} was put together in code and has no entries that a value could replace")
    document = resolved_document(scenario.resolved)
    diagnostics = Diagnostics(document)
    overrides = [override for each in sets for override in read_values(each, diagnostics)]
    models = {part.model.name: part.model for part in scenario.parts}
    changed = overridden(document, overrides, diagnostics)
    varied = read_document(changed, name=scenario.name, path=scenario.path, models=models)
    return with_surprises(varied, scenario, overrides)
