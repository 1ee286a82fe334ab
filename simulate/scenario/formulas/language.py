"""What a formula may be made of: statements and expressions that mean the same compiled as they do in Python.

Numbers, truths and tuples of them are all that compiled code computes with, and it can raise nothing. Whatever else a
function holds is a fault, with its place and what to write instead.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from ...problems import nearby
from .call_check import about_call, is_open_limit, is_truth
from .control_flow import unsettled
from .name_resolution import UNKNOWN, Finding, Scope, is_number, is_series, scope_of
from .reachable import calls_itself, helpers
from .source_positions import definition, stands

_MADE_OF = "a formula is made of assignments, `if`, `for` over a range, and `return`"
_COMPUTES = "a formula computes with numbers one by one"
_BOUNDS = "raises or asserts, which a compiled model cannot; state bounds in the annotation instead"
_PLAIN = "must be a plain function, which returns its numbers: no async, no yield"
_RECKONED = "write the sum out, or loop over a range"
_STATEMENTS: dict[type[ast.AST], str] = {
    ast.Raise: _BOUNDS,
    ast.Assert: _BOUNDS,
    ast.Import: "imports inside the function; import at the top of the file",
    ast.ImportFrom: "imports inside the function; import at the top of the file",
    ast.Global: "sets a global; a model only computes from its arguments",
    ast.Nonlocal: "sets a variable of another function; a model only computes from its arguments",
    ast.While: "loops with `while`, which may never end; write `for … in range(…)`",
    ast.FunctionDef: "defines a function inside; define it at the top of the file",
    ast.Lambda: "defines a function inside; define it at the top of the file",
    ast.ClassDef: "defines a class inside; define it at the top of the file",
    ast.ListComp: f"makes a list; {_RECKONED}",
    ast.SetComp: f"makes a set; {_RECKONED}",
    ast.GeneratorExp: f"makes a generator; {_RECKONED}",
    ast.DictComp: f"makes a dictionary; {_COMPUTES}",
    ast.Dict: f"makes a dictionary; {_COMPUTES}",
    ast.Set: f"makes a set; {_COMPUTES}",
    ast.List: "makes a list; write a tuple of numbers at the top of the file, or separate variables",
    ast.JoinedStr: f"makes a text; {_COMPUTES}",
    ast.NamedExpr: "assigns inside an expression; assign on a line of its own",
    ast.Starred: "unpacks with *; name each number",
    ast.Slice: "takes a slice; read one item by its index",
    ast.Is: "compares with `is`; write ==",
    ast.IsNot: "compares with `is not`; write !=",
    ast.In: "asks with `in`; compare with == and join the comparisons with `or`",
    ast.NotIn: "asks with `not in`; compare with != and join the comparisons with `and`",
    ast.Invert: "inverts bits; write `not`",
    ast.LShift: "shifts bits; multiply by a power of 2",
    ast.RShift: "shifts bits; divide by a power of 2",
    ast.MatMult: f"multiplies matrices; {_COMPUTES}",
    ast.Yield: _PLAIN,
    ast.YieldFrom: _PLAIN,
    ast.Await: _PLAIN,
}
_BITS = (ast.BitAnd, ast.BitOr, ast.BitXor)


class Fault(NamedTuple):
    """Something a model must not do, and the file, line and column that do it."""

    message: str
    file: str
    line: int
    column: int


def faults(function: FunctionType) -> list[Fault]:
    """Everything in what `function` reaches that would not mean the same compiled, or could not be compiled.

    >>> from .lookup import load_model
    >>> faults(load_model("serving.by_words").function)
    []
    """
    found = (fault for helper in helpers(function) for fault in _faults_of(helper, called=helper is not function))
    return list(dict.fromkeys(found))


def _faults_of(function: FunctionType, *, called: bool) -> Iterator[Fault]:
    """What is wrong with one function, and where it is `called` with its arguments: a model's are its signature."""
    written = definition(function)
    if not isinstance(written, ast.FunctionDef):
        plain = _PLAIN if written else "has no `def` in a file that can be read; write it as a function there"
        yield Fault(f"{function.__name__} {plain}", *stands(function))
        return
    file = nearby(function.__code__.co_filename)
    if calls_itself(function):
        yield Fault(f"{function.__name__} calls itself; write a loop over a range", *stands(function))
    grammar = Grammar(scope_of(function), _defined_in(written))
    arguments = grammar.of_arguments(written.args) if called else ()
    found = [*arguments, *grammar.of_body(written.body)]
    for node, message in found or unsettled(written):
        yield Fault(f"{function.__name__} {message}", file, *_place(node))


def _place(node: Any) -> tuple[int, int]:
    return node.lineno, node.col_offset + 1


@dataclass(frozen=True)
class Grammar:
    """The rules for one function, whose names stand for what `scope` holds.

    `refused` are names that statements give which are refused already: what uses them is no second mistake.
    """

    scope: Scope
    refused: frozenset[str] = frozenset()

    def of_arguments(self, each: ast.arguments) -> Iterator[Finding]:
        """What is wrong with a function's arguments."""
        for extra in (each.vararg, each.kwarg, *each.kwonlyargs):
            if extra:
                yield extra, "takes arguments with *; give each argument a name and a place"
        for default in each.defaults:
            if self.scope.constant(default) is None:
                yield default, "has a default that is no number; let its callers give it"

    def of_body(self, body: Sequence[ast.stmt]) -> Iterator[Finding]:
        """What is wrong with a function's statements."""
        for statement in body:
            yield from self._statement(statement)

    def _statement(self, node: ast.stmt) -> Iterator[Finding]:
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass() | ast.Break() | ast.Continue():
                return
            case ast.Return(value=None | ast.Constant(value=None)):
                yield node, "returns nothing; end it with `return` and its numbers"
            case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
                yield from self._expression(value)
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                yield from self._assignment(node)
            case ast.If(test=test, body=body, orelse=orelse):
                yield from self._expression(test)
                yield from self.of_body([*body, *orelse])
            case ast.For():
                yield from self._loop(node)
            case _:
                yield node, _STATEMENTS.get(type(node)) or f"holds a `{type(node).__name__.lower()}`; {_MADE_OF}"

    def _assignment(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> Iterator[Finding]:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            yield from self._target(target)
        if isinstance(node, ast.AugAssign):
            yield from self._operator(node, node.op)
        if node.value:
            yield from self._expression(node.value)

    def _target(self, node: ast.expr) -> Iterator[Finding]:
        match node:
            case ast.Name():
                return
            case ast.Tuple(elts=elements):
                for element in elements:
                    yield from self._target(element)
            case ast.Starred():
                yield node, _STATEMENTS[ast.Starred]
            case _:
                yield node, "changes what it was given; a formula sets variables of its own alone"

    def _loop(self, node: ast.For) -> Iterator[Finding]:
        yield from self._target(node.target)
        if isinstance(node.iter, ast.Call) and self.scope.value(node.iter.func) is range:
            yield from self._range(node.iter)
        else:
            yield from self._expression(node.iter)
        if node.orelse:
            yield node.orelse[0], "has an `else` after a loop; set a variable inside the loop and test it"
        yield from self.of_body(node.body)

    def _range(self, node: ast.Call) -> Iterator[Finding]:
        """A loop's count is fixed in the file, so that it ends and each sample takes the same steps."""
        for given in node.args:
            if not isinstance(self.scope.constant(given), int) and not self._is_length(given):
                yield given, "loops a number of times that is not fixed; write a whole number, such as range(12)"

    def _is_length(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Call) and self.scope.value(node.func) is len

    def _expression(self, node: ast.expr) -> Iterator[Finding]:
        match node:
            case ast.Constant():
                yield from self._literal(node)
            case ast.Name() | ast.Attribute():
                yield from self._read(node)
            case ast.BinOp(op=operation):
                yield from self._operator(node, operation)
                yield from self._all(node.left, node.right)
            case ast.UnaryOp(op=operation, operand=operand):
                yield from self._operator(node, operation)
                yield from self._expression(operand)
            case ast.Compare(left=left, ops=comparisons, comparators=others):
                for comparison in comparisons:
                    yield from self._operator(node, comparison)
                yield from self._all(left, *others)
            case ast.BoolOp() | ast.Tuple() | ast.IfExp() | ast.Subscript():
                yield from self._all(*(each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)))
            case ast.Call():
                yield from self._call(node)
            case _:
                yield node, _STATEMENTS.get(type(node)) or f"holds a {type(node).__name__}; {_COMPUTES}"

    def _all(self, *nodes: ast.expr) -> Iterator[Finding]:
        for node in nodes:
            yield from self._expression(node)

    def _literal(self, node: ast.Constant) -> Iterator[Finding]:
        if not isinstance(node.value, int | float):
            yield node, f"holds {node.value!r}, which is no real number; {_COMPUTES}"
        elif not _fits(node.value):
            yield node, "holds a whole number too large for a float, which ends at 1.8e308"

    def _operator(self, node: ast.AST, operation: ast.AST) -> Iterator[Finding]:
        if message := _STATEMENTS.get(type(operation)):
            yield node, message
        elif isinstance(node, ast.BinOp) and isinstance(operation, ast.Pow) and self._is_complex(node):
            yield node, "raises a negative number to a fraction, which gives no real number"
        elif isinstance(operation, _BITS) and not (isinstance(node, ast.BinOp) and is_truth(self.scope, node)):
            yield node, "combines bits; write `and` or `or` between comparisons"

    def _is_complex(self, node: ast.BinOp) -> bool:
        """Whether a power of constants has an imaginary part, as Python gives it."""
        base, power = self.scope.constant(node.left), self.scope.constant(node.right)
        return base is not None and base < 0 and isinstance(power, float) and not power.is_integer()

    def _read(self, node: ast.Name | ast.Attribute) -> Iterator[Finding]:
        """A constant from outside must be numbers; a field of a variable is whatever it is."""
        name, value = ast.unparse(node), self.scope.value(node)
        if value is UNKNOWN:
            yield from self._unknown(node, name)
        elif is_number(value):
            if not _fits(value):
                yield node, f"reads {name}, a whole number too large for a float, which ends at 1.8e308"
        elif not is_series(value):
            yield node, f"reads {name}, which is {_shown(value)}; a formula reads numbers, and tuples or arrays of them"

    def _unknown(self, node: ast.Name | ast.Attribute, name: str) -> Iterator[Finding]:
        if isinstance(node, ast.Name):
            if node.id not in self.scope.own:
                yield node, f"reads {name}, which is not defined"
        elif (base := self.scope.value(node.value)) is UNKNOWN:
            yield from self._expression(node.value)
        else:
            yield node, f"reads {name}, which {_shown(base)} has not"

    def _call(self, node: ast.Call) -> Iterator[Finding]:
        if _root(node.func) not in self.refused:
            yield from about_call(self.scope, node)
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
            yield from self._expression(node.func.value)
        for given in (*node.args, *(keyword.value for keyword in node.keywords)):
            if not is_open_limit(self.scope, node, given):
                yield from self._expression(given)


def _defined_in(written: ast.FunctionDef) -> frozenset[str]:
    """What a function defines or imports inside."""
    inside = [node for statement in written.body for node in ast.walk(statement)]
    names = {node.name for node in inside if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    imports = (alias for node in inside if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names)
    return frozenset(names | {alias.asname or alias.name.partition(".")[0] for alias in imports})


def _root(node: ast.expr) -> str:
    """The name that an attribute, or an attribute of one, belongs to."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _fits(value: Any) -> bool:
    """Whether a number is one that a float can come near."""
    try:
        float(value)
    except OverflowError:
        return False
    return True


def _shown(value: object) -> str:
    """What a constant is that is no number, in plain words."""
    if isinstance(value, ModuleType):
        return f"the module {value.__name__}"
    if isinstance(value, np.ndarray):
        return f"an array of {' x '.join(map(str, value.shape))} of {value.dtype}"
    kinds = {str: "a text", list: "a list", dict: "a dictionary", set: "a set", type(None): "None", complex: "complex"}
    return kinds.get(type(value)) or f"a {type(value).__name__}"
