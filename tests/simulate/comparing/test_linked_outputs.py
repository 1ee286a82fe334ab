"""Linked outputs of two scenarios, at nominal values and in samples."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.linked_outputs import linked, nominal_output
from carbonspan.simulate.comparing.pairing import PairingRules
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.reader.load import load

X = {"a": Lognormal(2.0, 0.5), "b": Lognormal(3.0, 0.5), "c": Constant(1.0)}
REQUEST = Request(1_000, 0)


def test_of_one_model_every_set_of_switched_inputs_is_computed(named: Callable, paired: Callable) -> None:
    outputs = linked(*paired([named("x", "product", X), named("y", "product", {**X, "a": Lognormal(5.0, 0.5)})]), 0)
    nominal = outputs.nominal()[:, -1]
    assert nominal[[0, -1]].tolist() == [nominal_output(side) for side in outputs.sides]
    assert nominal[-1] / nominal[0] == pytest.approx(2.5)
    logs, count = outputs.logs(REQUEST, PairingRules())
    assert logs.shape == (2, len(outputs.chain.links), 1_000)
    assert count == 1_000
    assert np.ptp(logs[1, -1] - logs[0, -1]) > 1.0  # laws that differ are drawn apart


def test_of_two_models_both_are_computed_once(paired: Callable) -> None:
    outputs = linked(*paired([load("chatgpt/by-words"), load("chatgpt/by-hardware")]), 0)
    assert outputs.game is None
    assert len(outputs.nominal()) == 2
    assert outputs.logs(REQUEST, PairingRules())[0].shape == (2, len(outputs.chain.links), 1_000)


def test_a_sample_that_is_not_positive_has_no_logarithm(named: Callable, paired: Callable) -> None:
    laws = {"b": Constant(0.0), "c": Constant(0.0)}
    pair = [named(name, "total", {"a": Normal(mean, 1.0), **laws}) for name, mean in (("x", 1.0), ("y", 2.0))]
    assert linked(*paired(pair), 0).logs(REQUEST, PairingRules()) == (None, 1_000)
