"""States and answers, which are HDF5 files: damaged bytes, and sound files with attributes and arrays that are not."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import h5py
import numpy as np
from hypothesis import strategies as st

from . import damage, texts

#: What an attribute may be.
VALUES: list[Any] = [
    0, -1, 2**63 - 1, 1.5, float("nan"), float("inf"), True, np.arange(3), np.zeros(0), np.array(["a", "b"], object),
    b"\xff",
    "", "{}", "[]", "null", "[[[[", '{"a": NaN}', '{"seed": 1e999}', "x" * 3_000, "1; 2; 3", "a = b", "\n\n", "a 1; b",
    '{"10": 1}', '{"a": {"b": {}}}', "\x1b[31m", "\u202e", '{"a": "\\ud800"}', "[" * 100_000,
]  # fmt: skip
#: What becomes of an array.
ARRAYS: list[Callable[[Any], Any]] = [
    lambda found: found[:0], lambda found: found[..., None], np.ravel, lambda found: found[:1],
    lambda found: np.concatenate([found, found]) if found.ndim else found, lambda found: np.array(0.0),
    lambda found: -found,
    lambda found: np.full(found.shape, np.nan), lambda found: np.full(found.shape, np.inf),
    lambda found: found.astype("f4"),
    lambda found: np.full(found.shape, 2**62), np.zeros_like,
    lambda found: np.array(["x", "\x1b"], object),
    lambda found: found.astype(complex), lambda found: found[::-1], lambda found: np.full(found.shape, -(2**63)),
    lambda found: np.full(found.shape, 1e308), lambda found: np.zeros(found.shape, "u1"),
]  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, whole: bytes, block: int = 0) -> bytes:
    """A sound file with attributes and arrays replaced, removed and added."""
    image = io.BytesIO(whole)
    with h5py.File(image, "r+") as file:
        holders: list[Any] = [file]
        file.visititems(lambda _, each: holders.append(each))
        for _ in range(draw(st.integers(1, 3))):
            _edit(draw, draw(st.sampled_from([each for each in holders if each])))
    return image.getvalue() if not block else image.getvalue()[block:]


def _edit(draw: st.DrawFn, holder: Any) -> None:
    how = draw(st.sampled_from(("attribute", "attribute", "lose", "array", "array", "remove", "add")))
    names = sorted(holder.attrs)
    members = sorted(holder) if isinstance(holder, h5py.Group) else []
    arrays = [name for name in members if isinstance(holder[name], h5py.Dataset)]
    if how == "attribute":
        name = draw(st.sampled_from([*names, "x", "units", "unit"]))
        holder.attrs[name] = draw(st.sampled_from(VALUES) | texts.pieces.map(lambda text: text.replace("\x00", "0")))
    elif how == "lose" and names:
        del holder.attrs[draw(st.sampled_from(names))]
    elif how == "array" and arrays:
        name = draw(st.sampled_from(arrays))
        _replace(holder, name, draw(st.sampled_from(ARRAYS)))
    elif how == "remove" and members:
        del holder[draw(st.sampled_from(members))]
    elif how == "add" and isinstance(holder, h5py.Group) and "added" not in holder:
        holder.create_dataset("added", data=draw(st.sampled_from((np.zeros(3), np.array("x", object)))))


def _replace(group: Any, name: str, change: Callable[[Any], Any]) -> None:
    """Put a changed array in the place of one; what cannot be changed so remains."""
    attributes = dict(group[name].attrs)
    try:
        found = change(group[name][()])
    except (TypeError, ValueError, IndexError, AttributeError):
        return
    del group[name]
    made = group.create_dataset(name, data=found)
    for key, value in attributes.items():
        if key not in ("DIMENSION_LIST", "REFERENCE_LIST"):
            made.attrs[key] = value


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """An HDF5 file with its bytes damaged, or its content edited."""
    return damage.damaged_bytes(whole) | edited(whole)


def sealed(magic: bytes, block: int, content: bytes) -> bytes:
    """A state with the digest of its content, whatever that is."""
    return (magic + hashlib.sha256(content).hexdigest().encode() + b"\n").ljust(block, b"\0") + content
