"""Trees of groups: by xarray's public functions, and node by node where xarray is built as this module knows it.

xarray aligns a node with all nodes above it as it is attached, which takes longer than a run of a million samples. Here
no node above another has a variable, so that nothing could be misaligned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .variables import Group, Variables, group

if TYPE_CHECKING:
    import xarray as xr

#: What a node of xarray's holds.
_SLOTS = frozenset(
    {
        "_attrs", "_cache", "_children", "_close", "_data_variables", "_encoding", "_name", "_node_coord_variables",
        "_node_dims", "_node_indexes", "_parent",
    }
)  # fmt: skip


def assembled(groups: Mapping[str, Group]) -> xr.DataTree:
    """A tree of groups by their path, with an empty node above a path that has none."""
    above = {each for path in groups for each in _above(path)}
    complete = {path: groups.get(path, Group()) for path in (*groups, *sorted(above))}
    is_plain = not any(complete[path].variables or complete[path].coordinates for path in above)
    return quickly(complete) if is_plain and is_known() else by_children(complete)


def by_children(groups: Mapping[str, Group]) -> xr.DataTree:
    """The tree of `groups`, in which every path has its parents; `DataTree.from_dict` copies subtrees for each node."""
    import xarray as xr

    nodes = {path: xr.DataTree(each.dataset()) for path, each in groups.items()}
    children = _children(nodes)
    for path in sorted(children, key=len, reverse=True):
        nodes[path].children = children[path]
    return nodes["/"]


def quickly(groups: Mapping[str, Group]) -> xr.DataTree:
    """The same tree, for `groups` of which those that have others below them hold no variables."""
    nodes = {path: _node(each) for path, each in groups.items()}
    for path, children in _children(nodes).items():
        for name, child in children.items():
            _with_slots(child, _parent=nodes[path], _name=name)
        _with_slots(nodes[path], _children=children)
    return nodes["/"]


@cache
def is_known() -> bool:
    """Whether nodes made here are those of the xarray that is installed."""
    import xarray as xr

    slots = {slot for each in xr.DataTree.__mro__ for slot in getattr(each, "__slots__", ())} - {"__weakref__"}
    if slots != _SLOTS:
        return False
    variables: Variables = {"a": (("x", "y"), np.zeros((1, 2)), {"units": "1"})}
    groups = {"/": Group(attributes={"b": 1}), "/c": group(variables, x=(["d"], {}))}
    return _held(by_children(groups)) == _held(quickly(groups))


def _node(given: Group) -> xr.DataTree:
    """A node without parent and children."""
    import xarray as xr

    coordinates = given.coordinates
    labels = {} if coordinates is None else {name: each.copy(deep=False) for name, each in _variables(coordinates)}
    variables = given.made()
    return _with_slots(
        xr.DataTree.__new__(xr.DataTree),
        _data_variables=variables,
        _node_coord_variables=labels,
        _node_dims=_sizes([*variables.values(), *labels.values()]),
        _node_indexes={} if coordinates is None else dict(coordinates.xindexes),
        _attrs=dict(given.attributes) or None,
        _encoding=None,
        _close=None,
        _name=None,
        _parent=None,
        _children={},
    )


def _with_slots(node: xr.DataTree, **held: Any) -> xr.DataTree:
    """`node`, whose slots now hold these."""
    for slot, value in held.items():
        object.__setattr__(node, slot, value)
    return node


def _variables(coordinates: xr.Coordinates) -> Any:
    return coordinates.variables.items()


def _sizes(variables: list[xr.Variable]) -> dict[Any, int]:
    """The length of each dimension; raises ValueError if variables differ."""
    sizes: dict[Any, int] = {}
    for variable in variables:
        for dim, size in zip(variable.dims, variable.shape, strict=True):
            if sizes.setdefault(dim, size) != size:
                raise ValueError(f"{dim}: must have one length, got {sizes[dim]} and {size}")
    return sizes


def _above(path: str) -> Iterator[str]:
    """The paths above an absolute `path`, from the nearest to the root."""
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        yield path


def _children(nodes: Mapping[str, xr.DataTree]) -> dict[str, dict[str, xr.DataTree]]:
    """The nodes below each path that has some, by name."""
    children: dict[str, dict[str, xr.DataTree]] = {}
    for path, node in nodes.items():
        if path != "/":
            parent, _, name = path.rpartition("/")
            children.setdefault(parent or "/", {})[name] = node
    return children


def _held(tree: xr.DataTree) -> list[dict[str, Any]]:
    """What the nodes of `tree` hold, slot by slot, with values as text."""
    own = sorted(_SLOTS - {"_parent", "_children", "_cache"})
    return [{slot: _text(getattr(node, slot)) for slot in own} | {"path": node.path} for node in tree.subtree]


def _text(held: Any) -> tuple[str, str]:
    return type(held).__name__, repr(held)
