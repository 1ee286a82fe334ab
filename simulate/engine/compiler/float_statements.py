"""Statements rewritten in floats: assignments, conditions and loops."""

from __future__ import annotations

import ast

from .float_expressions import FloatExpressions, constant_at


class FloatStatements(FloatExpressions, ast.NodeTransformer):
    """Rewrites one function in place."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """The function without annotations, defaults and decorators."""
        plain = [ast.copy_location(ast.arg(each.arg), each) for each in (*node.args.posonlyargs, *node.args.args)]
        node.args = ast.arguments(posonlyargs=[], args=plain, kwonlyargs=[], kw_defaults=[], defaults=[])
        node.decorator_list, node.returns = [], None
        node.body = [self.visit(each) for each in node.body]
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """`pass` instead of a docstring or an unused result."""
        return ast.copy_location(ast.Pass(), node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        """The assignment without its annotation."""
        made = ast.Assign([node.target], self.visit(node.value)) if node.value else ast.Pass()
        return ast.copy_location(made, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """``x = x + …`` for ``x += …``."""
        before = ast.copy_location(ast.Name(ast.unparse(node.target), ast.Load()), node.target)
        after = ast.copy_location(ast.BinOp(before, node.op, node.value), node)
        return ast.copy_location(ast.Assign([node.target], self.visit(after)), node)

    def visit_If(self, node: ast.If) -> ast.If:
        """The condition and both branches."""
        node.test = self.boolean(node.test)
        node.body, node.orelse = ([self.visit(each) for each in body] for body in (node.body, node.orelse))
        return node

    def visit_For(self, node: ast.For) -> ast.For:
        """A loop over a range of whole numbers, with a float as its variable."""
        node.body = [self.visit(each) for each in node.body]
        if not (isinstance(node.iter, ast.Call) and self._namespace.value(node.iter.func) is range):
            node.iter = self.visit(node.iter)
            return node
        node.iter.func = self.name(range)
        node.iter.args = [self._count(each) for each in node.iter.args]
        variable = ast.copy_location(ast.Name(ast.unparse(node.target), ast.Load()), node.target)
        node.body.insert(0, ast.copy_location(ast.Assign([node.target], self.call(float, variable)), node))
        return node

    def _count(self, node: ast.expr) -> ast.expr:
        """A bound of a range: a whole number, or a length."""
        number = self._namespace.constant(node)
        if isinstance(node, ast.Call):
            node.func, node.args = self.name(len), [self.visit(node.args[0])]
        return node if number is None else constant_at(node, int(number))
