"""Overrides by a name that people know: ``region=fr`` sets every input that follows from the place."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

from ...grammar.diagnostics import Diagnostics
from ...problems import InvalidInput, Problem, nearest
from ...shipped import catalog, names
from .override import Override

_AXES = ("dimensions", "choices")


def expanded(
    overrides: Sequence[Override], known: Container[str], data: Any, diagnostics: Diagnostics
) -> list[Override]:
    """The overrides, with one for each input in the place of those that name a thing.

    An input that is given by its own name keeps that value, and of two things that decide it, the later one does.
    Adds a problem for a name that is not known, and for a thing that decides nothing of this scenario.
    """
    own = [each for each in overrides if each.name in known or each.name not in names.kinds()]
    taken = {each.name for each in own}
    found: dict[str, Override] = {}
    kinds: dict[str, Override] = {}
    for given in overrides:
        if given not in own:
            kind = names.kinds()[given.name].name
            if kind in kinds:
                message = f"{kind} is given twice, before as {kinds[kind].text}; give one"
                diagnostics.problems.append(Problem(message, file=given.option))
            kinds.setdefault(kind, given)
            found |= {each.name: each for each in _of_thing(given, known, data, diagnostics) if each.name not in taken}
    return [*own, *found.values()]


def misplaced_name(given: Override) -> str:
    """What to write instead of a value that names a thing which decides the input; empty for another value."""
    things = names.named_as(given.value) if isinstance(given.value, str) else ()
    return next(
        (
            f"must be a number with a unit, got {given.value!r}; for {thing.label}, write {kind.name}={given.value}"
            for kind, thing in things
            if given.name in thing.entries
        ),
        "",
    )


def _of_thing(given: Override, known: Container[str], data: Any, diagnostics: Diagnostics) -> Iterator[Override]:
    kind = names.kinds()[given.name]
    if given.name in (axes := list(_axes(data))):
        near = [each for each in _options(data, given.name) if each in nearest(str(given.value), [each])]
        example = (near or list(_options(data, given.name)))[0]
        rule = f"is an axis of this scenario ({', '.join(axes)}), answered for each of its options"
        diagnostics.problems.append(
            Problem(f"{rule}; `--choice {given.name}={example}` answers one", file=given.option)
        )
        return
    try:
        thing = kind.find(str(given.value), option=given.option)
    except InvalidInput as error:
        diagnostics.problems += error.problems
        return
    decided = {name: entry for name, entry in thing.entries.items() if name in known}
    if not decided:
        rule = f"decides {', '.join(thing.entries) or 'nothing'}, and this scenario has no such input"
        remedy = f"; `carbonspan ask {given.value}` answers for it" if kind.is_asked else ""
        diagnostics.problems.append(Problem(f"{rule}{remedy}", file=given.option))
    for name, entry in decided.items():
        yield Override(name, catalog.as_row(entry), given.text)


def _axes(data: Any) -> Iterable[str]:
    return (name for kind in _AXES for name in (data.get(kind) or {}))


def _options(data: Any, axis: str) -> Iterable[str]:
    return next((list(map(str, data[kind][axis])) for kind in _AXES if axis in (data.get(kind) or {})), [])
