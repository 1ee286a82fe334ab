"""What a netCDF file that carbonspan wrote holds if it is no answer of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class StoredKind:
    """A kind of tree by the groups that it has, what it is called, and what to do with it instead."""

    groups: frozenset[str]
    called: str
    remedy: str


_DRAWN = "`carbonspan plot` draws it alone, and `carbonspan {0} --csv` writes a table"
_WRITTEN = "`carbonspan {0} --csv` writes a table"
_KINDS = (
    StoredKind(frozenset({"sobol", "tornado"}), "a sensitivity analysis", _DRAWN.format("sensitivity")),
    StoredKind(frozenset({"measurements"}), "what measurements would buy", _DRAWN.format("measure")),
    StoredKind(
        frozenset({"scenarios", "probability", "difference"}),
        "a comparison",
        f"{_WRITTEN.format('compare')}, and with --plot it draws a picture",
    ),
    StoredKind(
        frozenset({"ratio", "factors"}),
        "the gap between two scenarios",
        f"{_WRITTEN.format('gap')}, and with --plot it draws a picture",
    ),
    StoredKind(frozenset({"figures", "pairs"}), "what two figures differ by", _WRITTEN.format("gap")),
)


def other_kind(tree: xr.DataTree) -> StoredKind | None:
    """The kind of a tree that carbonspan wrote and that is no answer of a run; None for any other tree.

    >>> import xarray as xr
    >>> other_kind(xr.DataTree.from_dict({"/sobol": None, "/tornado": None})).called
    'a sensitivity analysis'
    """
    return next((each for each in _KINDS if each.groups <= set(tree.children)), None)
