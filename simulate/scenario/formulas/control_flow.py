"""Definite assignment: whether a formula's variables are set before they are read, and every path returns.

Python raises an error otherwise; compiled code would read arbitrary memory.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .unsupported_syntax import Violation


class DefiniteAssignment:
    """Follows the statements of one function and collects `violations`."""

    def __init__(self, definition: ast.FunctionDef) -> None:
        arguments = definition.args
        self.violations: list[Violation] = []
        self._variables = _assigned(definition)
        known = {each.arg for each in (*arguments.posonlyargs, *arguments.args)}
        if self._body(definition.body, known) is not None:
            self.violations.append((definition, "may end without a `return`; return its numbers on every path"))

    def _body(self, body: Sequence[ast.stmt], known: set[str]) -> set[str] | None:
        """The variables that are set after `body`; None if its end is unreachable."""
        for statement in body:
            after = self._statement(statement, known)
            if after is None:
                return None
            known = after
        return known

    def _statement(self, statement: ast.stmt, known: set[str]) -> set[str] | None:
        match statement:
            case ast.If():
                return self._branches(statement, known)
            case ast.For():
                self._read(statement.iter, known)
                self._body(statement.body, known | _assigned(statement.target))
                return known
            case ast.Return() | ast.Break() | ast.Continue() | ast.Raise():
                self._read(statement, known)
                return None
            case ast.AugAssign(target=ast.Name(id=name)):
                self._read(statement.value, known)
                self._require(statement.target, name, known)
        self._read(statement, known)
        return known | (_assigned(statement) if getattr(statement, "value", None) else set())

    def _branches(self, statement: ast.If, known: set[str]) -> set[str] | None:
        self._read(statement.test, known)
        branches = [self._body(body, known) for body in (statement.body, statement.orelse)]
        reachable = [branch for branch in branches if branch is not None]
        return set.intersection(*reachable) if reachable else None

    def _read(self, node: ast.AST, known: set[str]) -> None:
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
                self._require(each, each.id, known)

    def _require(self, node: ast.AST, name: str, known: set[str]) -> None:
        if name in self._variables and name not in known:
            self.violations.append((node, f"reads {name}, which may not be set yet; set it on every path before"))


def _assigned(node: ast.AST) -> set[str]:
    """The variables that `node` assigns to."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def flow_violations(definition: ast.FunctionDef) -> Iterator[Violation]:
    """Each variable of a function that may be read before it is set, and a missing return."""
    yield from DefiniteAssignment(definition).violations
