"""The instructions of `gather.eight_cubics`, for LLVM."""

from __future__ import annotations

from typing import Any, Final

from llvmlite import ir

from ..gather import LANES, WIDTH

_DOUBLE: Final = ir.DoubleType()
_INDEX: Final = ir.IntType(64)
_DOUBLES: Final = ir.VectorType(_DOUBLE, LANES)
_ROW: Final = ir.VectorType(_DOUBLE, WIDTH)
_INTEGERS: Final = ir.VectorType(ir.IntType(32), LANES)
_HALVES: Final = ir.Constant(_DOUBLES, [ir.Constant(_DOUBLE, 0.5)] * LANES)


def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    """The instructions of `eight_cubics`."""
    arrays = zip(signature.args[:4], arguments[:4], strict=True)
    data = [context.make_array(kind)(context, builder, value).data for kind, value in arrays]
    begin = builder.gep(data[3], [builder.mul(arguments[4], ir.Constant(_INDEX, WIDTH))])
    rows = [_row(builder, begin, data[2], builder.add(arguments[5], ir.Constant(_INDEX, i))) for i in range(LANES)]
    start = builder.gep(data[1], [arguments[5]])
    whole = builder.load(builder.bitcast(start, _INTEGERS.as_pointer()), align=4)
    t = builder.fadd(builder.sitofp(whole, _DOUBLES), _HALVES)
    value = _horner(builder, _transposed(builder, rows), t)
    end = builder.gep(data[0], [arguments[5]])
    builder.store(value, builder.bitcast(end, _DOUBLES.as_pointer()), align=8)
    return context.get_dummy_value()


def _row(builder: Any, begin: Any, offsets: Any, j: Any) -> Any:
    """The four coefficients of sample `j`."""
    offset = builder.zext(builder.load(builder.gep(offsets, [j])), _INDEX)
    return builder.load(builder.bitcast(builder.gep(begin, [offset]), _ROW.as_pointer()), align=8)


def _transposed(builder: Any, rows: list[Any]) -> list[Any]:
    """The columns of eight rows of four."""

    def shuffled(a: Any, b: Any, *order: int) -> Any:
        kind = ir.VectorType(ir.IntType(32), len(order))
        return builder.shuffle_vector(a, b, ir.Constant(kind, [ir.Constant(ir.IntType(32), i) for i in order]))

    pairs = [shuffled(rows[i], rows[i + 2], *range(8)) for i in (0, 1, 4, 5)]
    even = [shuffled(a, b, 0, 8, 2, 10, 4, 12, 6, 14) for a, b in (pairs[:2], pairs[2:])]
    odd = [shuffled(a, b, 1, 9, 3, 11, 5, 13, 7, 15) for a, b in (pairs[:2], pairs[2:])]
    halves = (0, 1, 4, 5, 8, 9, 12, 13), (2, 3, 6, 7, 10, 11, 14, 15)
    return [shuffled(*half, *order) for order in halves for half in (even, odd)]


def _horner(builder: Any, coefficients: list[Any], t: Any) -> Any:
    """The polynomial of `coefficients`, constant first, at `t`; a product and a sum may become one instruction."""
    value = coefficients[-1]
    for coefficient in reversed(coefficients[:-1]):
        value = builder.fadd(builder.fmul(value, t, flags=("contract",)), coefficient, flags=("contract",))
    return value
