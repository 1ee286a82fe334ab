"""Whether a formula's variables have values wherever they are read, and whether it returns on every way through it.

Python raises an error where they have not; compiled code would read whatever its memory holds.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .name_resolution import Finding


class Flow:
    """Reads one function from top to bottom, and collects what is `wrong`."""

    def __init__(self, definition: ast.FunctionDef) -> None:
        arguments = definition.args
        self.wrong: list[Finding] = []
        self._variables = _stored(definition)
        given = {each.arg for each in (*arguments.posonlyargs, *arguments.args)}
        if self._through(definition.body, given) is not None:
            self.wrong.append((definition, "may end without a `return`; let every way through it return its numbers"))

    def _through(self, body: Sequence[ast.stmt], known: set[str]) -> set[str] | None:
        """The variables that have values after `body`; None where nothing gets past it."""
        for statement in body:
            after = self._past(statement, known)
            if after is None:
                return None
            known = after
        return known

    def _past(self, statement: ast.stmt, known: set[str]) -> set[str] | None:
        match statement:
            case ast.If():
                return self._either(statement, known)
            case ast.For():
                self._read(statement.iter, known)
                self._through(statement.body, known | _stored(statement.target))
                return known
            case ast.Return() | ast.Break() | ast.Continue() | ast.Raise():
                self._read(statement, known)
                return None
            case ast.AugAssign(target=ast.Name(id=name)):
                self._read(statement.value, known)
                self._need(statement.target, name, known)
        self._read(statement, known)
        return known | (_stored(statement) if getattr(statement, "value", None) else set())

    def _either(self, statement: ast.If, known: set[str]) -> set[str] | None:
        self._read(statement.test, known)
        ways = [self._through(body, known) for body in (statement.body, statement.orelse)]
        open_ways = [way for way in ways if way is not None]
        return set.intersection(*open_ways) if open_ways else None

    def _read(self, node: ast.AST, known: set[str]) -> None:
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
                self._need(each, each.id, known)

    def _need(self, node: ast.AST, name: str, known: set[str]) -> None:
        if name in self._variables and name not in known:
            self.wrong.append((node, f"reads {name}, which may have no value there; give it one on every way before"))


def _stored(node: ast.AST) -> set[str]:
    """The variables that `node` gives values to."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def unsettled(definition: ast.FunctionDef) -> Iterator[Finding]:
    """Every variable of a function that may be read before it has a value, and the lack of a return."""
    yield from Flow(definition).wrong
