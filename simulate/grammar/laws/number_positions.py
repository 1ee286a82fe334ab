"""Every number of a law that carries the input's unit, wherever its form puts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...laws.forms import Kind, Law
from ...laws.registry import BESIDE, LAWS, TRUNCATE
from ...problems import KeyPath

Entry = Mapping[Any, Any]
Change = Callable[[KeyPath, Any], Any]
Component = Callable[[KeyPath, Entry], Entry]


def component_of(path: KeyPath) -> KeyPath:
    """The component of a mixture that a number is in; empty outside."""
    return path[:2] if LAWS.get(str(path[0])) and _kind_of_scalar(LAWS[str(path[0])]) is Kind.COMPONENTS else ()


def numbers_of(entry: Entry) -> list[tuple[KeyPath, Any]]:
    """Every number of a law that carries the input's unit, with the path that leads to it."""
    found: list[tuple[KeyPath, Any]] = []

    def note(path: KeyPath, raw: Any) -> Any:
        found.append((path, raw))
        return raw

    def component(path: KeyPath, inner: Entry) -> Entry:
        found.extend(((*path, *rest), raw) for rest, raw in numbers_of(inner))
        return inner

    changed(entry, note, component)
    return found


def changed(entry: Entry, change: Change, component: Component) -> dict[Any, Any]:
    """`entry` with what `change` makes of each number in the input's unit, and `component` of each law of a mixture."""
    return {key: _body(key, body, change, component) for key, body in entry.items()}


def _body(key: Any, body: Any, change: Change, component: Component) -> Any:
    if key == TRUNCATE:
        return _listed((key,), body, change)
    if key in BESIDE:
        return change((key,), body)
    law = LAWS.get(str(key))
    return _of_law(law, body, change, component) if law else body


def _of_law(law: Law, body: Any, change: Change, component: Component) -> Any:
    """What follows a law's key."""
    path = (law.key,)
    match _kind_of_scalar(law), body:
        case Kind.COMPONENTS, list() | tuple():
            pairs = enumerate(body)
            return [component((*path, i), each) if isinstance(each, Mapping) else each for i, each in pairs]
        case Kind.ATOMS, Mapping():
            return {change((*path, _step(value)), value): share for value, share in body.items()}
        case Kind.QUANTILES, Mapping():
            return {key: change((*path, _step(key)), value) for key, value in body.items()}
        case None, list() | tuple():
            return _listed(path, body, change)
        case None, Mapping():
            united = {field.name for form in law.forms for field in form.written if field.kind.united}
            return {key: change((*path, key), raw) if key in united else raw for key, raw in body.items()}
    return body


def _kind_of_scalar(law: Law) -> Kind | None:
    """What a law's key is followed by; None where that are fields."""
    form = law.forms[0]
    return form.written[0].kind if form.style == "scalar" else None


def _listed(path: KeyPath, body: Any, change: Change) -> Any:
    """A list of numbers, of which an end of `truncate` may be open."""
    if not isinstance(body, list | tuple):
        return body
    return [raw if raw is None else change((*path, place), raw) for place, raw in enumerate(body)]


def _step(key: Any) -> str | int:
    """A mapping's key as a piece of a path."""
    return key if isinstance(key, str | int) else f"{key}"
