"""Cubics whose coefficients are gathered from a table, eight samples at a time.

A row of coefficients is one vector load. Eight rows are transposed into four vectors of one coefficient each, so that
the cubics of eight samples cost no more instructions than one: the compiler on its own loads every coefficient
separately, which takes twice as long.
"""

from __future__ import annotations

from typing import Any, Final

from .compiling.jit import intrinsic
from .compiling.types import void

#: Samples of one call.
LANES: Final = 8
#: Coefficients of a row.
WIDTH: Final = 4


@intrinsic
def eight_cubics(typingctx: Any, x: Any, distance: Any, offset: Any, table: Any, first: Any, j: Any) -> Any:
    """Put into ``x[j : j + 8]`` the cubics at ``distance[j : j + 8] + 1/2`` with rows at ``offset[j : j + 8]``.

    `offset` (uint32) counts doubles from row `first` (int64) of `table` (rows, 4); `distance` is int32.
    """
    from .compiling.gather_instructions import generate

    return void(x, distance, offset, table, first, j), generate
