"""numba's own types, signatures and intrinsics, for those that kernels describe."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from numba.core import types
from numba.core.registry import cpu_target
from numba.core.typing import signature
from numba.extending import intrinsic

from .types import Array, NamedTuple, Scalar, Signature, Tuple

#: numba types its own module only in part.
_types: Any = types


def numba_type(described: Any) -> Any:
    """Numba's own type, or signature, for one `described` here; any other is returned unchanged."""
    match described:
        case Scalar():
            return getattr(_types, described.name)
        case Array():
            return _types.Array(numba_type(described.item), described.dimensions, "CA"[not described.contiguous])
        case NamedTuple():
            return _types.NamedTuple(list(map(numba_type, described.items)), described.made)
        case Tuple():
            return _types.BaseTuple.from_types(list(map(numba_type, described.items)))
        case Signature():
            return signature(numba_type(described.result), *map(numba_type, described.arguments))
    return described


def intrinsic_type(definition: Callable[..., Any]) -> Any:
    """The type of the intrinsic with this `definition`, whose signature may be described in `types`."""

    @wraps(definition)
    def translated(*arguments: Any) -> Any:
        described, generate = definition(*arguments)
        return numba_type(described), generate

    made, context = intrinsic(translated), cpu_target.typing_context
    context.refresh()
    return context.resolve_value_type(made)
