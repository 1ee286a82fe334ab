"""Whether the statements of a formula are supported."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .expression_check import ExpressionCheck
from .unsupported_syntax import STATEMENTS, Violation, unsupported


@dataclass(frozen=True)
class StatementCheck:
    """The rules for the statements of one function."""

    expressions: ExpressionCheck

    def arguments(self, arguments: ast.arguments) -> Iterator[Violation]:
        """Violations in a function's arguments."""
        for extra in (arguments.vararg, arguments.kwarg, *arguments.kwonlyargs):
            if extra:
                yield extra, "takes arguments with *; make each a named positional argument"
        for default in arguments.defaults:
            if self.expressions.namespace.constant(default) is None:
                yield default, "has a default that is not a number; pass the argument in every call"

    def body(self, statements: Sequence[ast.stmt]) -> Iterator[Violation]:
        """Violations in a function's statements."""
        for statement in statements:
            yield from self._statement(statement)

    def _statement(self, node: ast.stmt) -> Iterator[Violation]:
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass() | ast.Break() | ast.Continue():
                return
            case ast.Return(value=None | ast.Constant(value=None)):
                yield node, "returns nothing; end it with `return` and its numbers"
            case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
                yield from self.expressions.violations(value)
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                yield from self._assignment(node)
            case ast.If(test=test, body=body, orelse=orelse):
                yield from self.expressions.violations(test)
                yield from self.body([*body, *orelse])
            case ast.For():
                yield from self._loop(node)
            case _:
                yield node, unsupported(node) or f"contains a `{type(node).__name__.lower()}`; {STATEMENTS}"

    def _assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> Iterator[Violation]:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from self._target(target)
        if isinstance(node, ast.AugAssign):
            yield from self.expressions.operator(node, node.op)
        if node.value:
            yield from self.expressions.violations(node.value)

    def _target(self, node: ast.expr) -> Iterator[Violation]:
        match node:
            case ast.Name():
                return
            case ast.Tuple(elts=elements):
                for element in elements:
                    yield from self._target(element)
            case ast.Starred():
                yield node, unsupported(node)
            case _:
                yield node, "modifies an item or attribute; a formula only assigns to its own variables"

    def _loop(self, node: ast.For) -> Iterator[Violation]:
        yield from self._target(node.target)
        if isinstance(node.iter, ast.Call) and self.expressions.namespace.value(node.iter.func) is range:
            yield from self._range(node.iter)
        else:
            yield from self.expressions.violations(node.iter)
        if node.orelse:
            yield node.orelse[0], "has an `else` after a loop; set a variable inside the loop and test it"
        yield from self.body(node.body)

    def _range(self, node: ast.Call) -> Iterator[Violation]:
        """The number of iterations must be fixed, so that the loop ends and each sample takes the same steps."""
        for bound in node.args:
            if not isinstance(self.expressions.namespace.constant(bound), int) and not self._is_length(bound):
                yield bound, "loops a number of times that is not fixed; write a whole number, such as range(12)"

    def _is_length(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Call) and self.expressions.namespace.value(node.func) is len
