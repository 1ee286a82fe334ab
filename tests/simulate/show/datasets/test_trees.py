"""Trees of groups are those that xarray's public functions make."""

import numpy as np
import pytest
import xarray as xr

from carbonspan.simulate.show.datasets import trees
from carbonspan.simulate.show.datasets.trees import assembled, by_children, is_known, quickly
from carbonspan.simulate.show.datasets.variables import NO_UNIT, Group, Variables, group


def _groups() -> dict[str, Group]:
    variables: Variables = {
        "a": (("region", "p"), np.arange(4.0).reshape(2, 2), {"units": "t"}),
        "b": (("region", "bin"), np.arange(6).reshape(2, 3), {}),
        "c": ((), np.array(1.5), dict(NO_UNIT)),
    }
    first = group(variables, {"region": np.array(["x", "y"], dtype=object)}, p=([0.5, 0.9], dict(NO_UNIT)))
    none: Variables = {"d": (("pair",), np.array([], float), dict(NO_UNIT))}
    return {
        "/": Group(attributes={"title": "one", "seed": 0}),
        "/first": first,
        "/none": group(none),
        "/below": Group(),
        "/below/second": first.with_attributes(note="two"),
    }


def _slots(tree: xr.DataTree) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [(node.path, tuple(node.children), repr(node.to_dataset()), repr(node.attrs)) for node in tree.subtree]


def test_nodes_made_here_are_those_of_xarray() -> None:
    assert is_known()
    quick, public = quickly(_groups()), by_children(_groups())
    assert quick.identical(public)
    assert _slots(quick) == _slots(public)
    assert [node.name for node in quick.subtree] == [node.name for node in public.subtree]


def test_trees_can_be_changed_and_copied_as_any_other() -> None:
    tree, other = assembled(_groups()), assembled(_groups())
    tree["/first"]["a"].attrs["units"] = "kg"
    tree["/first/third"] = xr.Dataset({"e": ("region", [1.0, 2.0])})
    tree["/first"].attrs["note"] = "three"
    del tree["below"]
    assert other.identical(by_children(_groups()))
    assert tree["/first"].coords["region"].to_index().equals(tree["/first/third"].coords["region"].to_index())
    assert other.copy(deep=True).identical(other)
    assert other["/first"]["a"].sel(region="y", p=0.9).item() == 3.0
    with pytest.raises(ValueError, match="not aligned"):
        other["/first/fourth"] = xr.Dataset({"e": ("region", [1.0, 2.0, 3.0])})


def test_a_path_without_a_group_is_an_empty_node() -> None:
    tree = assembled({"/a/b": Group(attributes={"c": 1})})
    assert [node.path for node in tree.subtree] == ["/", "/a", "/a/b"]
    assert tree["/a/b"].attrs == {"c": 1}


def test_variables_of_one_dimension_have_one_length() -> None:
    variables: Variables = {"a": (("x",), np.zeros(2), {}), "b": (("x",), np.zeros(3), {})}
    with pytest.raises(ValueError, match="x: must have one length, got 2 and 3"):
        quickly({"/": group(variables)})


@pytest.mark.parametrize("reason", ["unknown xarray", "variables above others"])
def test_else_trees_are_made_by_public_functions(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    groups = _groups()
    if reason == "unknown xarray":
        monkeypatch.setattr(trees, "is_known", lambda: False)
    else:
        groups["/first/third"] = groups["/none"]
    monkeypatch.setattr(trees, "quickly", lambda _: pytest.fail("not to be called"))
    assert assembled(groups).identical(by_children(groups))


def test_an_xarray_of_other_slots_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "_SLOTS", frozenset({"_other"}))
    assert not is_known.__wrapped__()
