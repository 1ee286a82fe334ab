"""A law by its key in a scenario file, and the forms it may be written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...laws.base import Distribution, LawError
from ...problems import KeyPath
from .context import Context
from .entry import Change, ChangeLaw, KeysEntry, LawEntry, ListEntry, Paths, ScalarEntry
from .fields import shown
from .problems import Problems


@dataclass(frozen=True)
class Law:
    """A law's key, what it is in a few words, and its forms; only a law written as a mapping has several."""

    key: str
    summary: str
    forms: tuple[type[LawEntry], ...]

    @property
    def form(self) -> type[LawEntry]:
        """The first form, which says whether a mapping, a list or a single value follows the key."""
        return self.forms[0]

    @property
    def is_beside(self) -> bool:
        """Whether the law's fields are keys of the input itself."""
        return issubclass(self.form, KeysEntry)

    @property
    def examples(self) -> list[dict[str, Any]]:
        """One example a form: the law keys of an input."""
        return [dict(form.example) if self.is_beside else {self.key: form.example} for form in self.forms]

    @property
    def choices(self) -> str:
        """How the law may be written.

        >>> from .positive import LAWS
        >>> [law.choices for law in LAWS if law.key == "gamma"]
        ['{shape, scale} or {mean, sd}']
        """
        brackets = "[{}]" if issubclass(self.form, ListEntry) else "{{{}}}"
        return " or ".join(brackets.format(", ".join(form.names())) for form in self.forms)

    @property
    def written(self) -> list[str]:
        """Each form as a person writes it, a question mark after the fields that may be left out.

        >>> from .bounded import LAWS
        >>> LAWS[0].written
        ['uniform: [low, high]']
        """
        return [self._written(form) for form in self.forms]

    def _written(self, form: type[LawEntry]) -> str:
        if issubclass(form, ScalarEntry):
            return f"{self.key}: {form.what}"
        names = [name if name in form.required() else f"{name}?" for name in form.names()]
        if issubclass(form, KeysEntry):
            return ", ".join(f"{name}: …" for name in names)
        opening, closing = "[]" if issubclass(form, ListEntry) else "{}"
        return f"{self.key}: {opening}{', '.join(names)}{closing}"

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of what follows the key."""
        schemas = [form.model_json_schema() for form in self.forms]
        return {**(schemas[0] if len(schemas) == 1 else {"anyOf": schemas}), "description": self.summary}

    def read(self, body: object, context: Context) -> Distribution:
        """The distribution that what follows the key describes; LawError with all that is wrong."""
        names = self.form.names()
        if issubclass(self.form, ScalarEntry):
            return self.form.read({names[0]: body}, {names[0]: ()}, context)
        if issubclass(self.form, ListEntry) and isinstance(body, Sequence) and not isinstance(body, str):
            if len(body) != len(names):
                raise LawError(f"must be [{', '.join(names)}], got {len(body)} values")
            paths: Paths = {name: (index,) for index, name in enumerate(names)}
            return self.form.read(dict(zip(names, body, strict=True)), paths, context)
        if not isinstance(body, Mapping):
            raise LawError(f"must be {self.choices}, got {shown(body)}")
        return self._mapping(body, context)

    def _mapping(self, body: Mapping[str, Any], context: Context) -> Distribution:
        """The law in the form that has most of the fields written."""
        form = max(self.forms, key=lambda form: len(form.model_fields.keys() & body.keys()))
        paths: Paths = {name: (name,) for name in form.names()}
        problems = Problems()
        for name in (name for name in body if name not in paths):
            problems.add(f"unknown field {name!r} of {self.key}; write {self.choices}", name)
        for name in form.required():
            if name not in body:
                problems.add(f"needs {name} beside {', '.join(map(str, body)) or 'it'}; write {self.choices}")
        if problems.found:
            problems.attempt((), None, form.checked, body, paths, context)
        problems.finish()
        return form.read(body, paths, context)

    def changed(self, body: Any, change: Change, change_law: ChangeLaw) -> Any:
        """`body` with each number in the input's unit changed, and each law inside it by `change_law`."""
        if issubclass(self.form, ScalarEntry):
            return self.form.changed((self.key,), body, change, change_law)
        if isinstance(body, Mapping):
            names = {name for form in self.forms for name in form.in_unit()}
            return {key: change((self.key, key), raw) if key in names else raw for key, raw in body.items()}
        return changed_list((self.key,), body, change)


def changed_list(path: KeyPath, body: Any, change: Change) -> Any:
    """A list with what `change` returns for each number; an end of `truncate` may be None, and stays so."""
    if not isinstance(body, list | tuple):
        return body
    return [raw if raw is None else change((*path, index), raw) for index, raw in enumerate(body)]
