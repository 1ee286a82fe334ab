"""What the bits of an answer depend on."""

import numpy as np

import carbonspan
from carbonspan.simulate.answer.identity import processor, versions


def test_the_versions_are_those_that_are_installed() -> None:
    found = versions()
    assert found["numpy"] == np.__version__
    assert found["carbonspan"] == carbonspan.__version__
    assert set(found) == {"carbonspan", "numpy", "scipy", "numba", "llvmlite"}


def test_the_processor_has_a_name_and_features() -> None:
    name, _, features = processor().partition(": ")
    assert name
    assert features.split(",") == sorted(features.split(","))
