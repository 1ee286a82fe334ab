"""Datasets from arrays on named dimensions."""

import numpy as np

from carbonspan.simulate.show.datasets.variables import NO_UNIT, group, texts


def test_axes_and_coordinates_are_dimensions_with_their_attributes() -> None:
    variables = {"a": (("region", "p"), np.ones((2, 1)), {"units": "t"})}
    found = group(variables, {"region": np.array(["x", "y"])}, p=([0.5], dict(NO_UNIT))).dataset()
    assert dict(found.sizes) == {"region": 2, "p": 1}
    assert (found["a"].attrs, found["p"].attrs, found["region"].attrs) == ({"units": "t"}, {"units": "1"}, {})


def test_no_texts_are_an_array_of_objects_too() -> None:
    assert (texts([]).dtype, texts(["a"]).tolist()) == (np.dtype(object), ["a"])
