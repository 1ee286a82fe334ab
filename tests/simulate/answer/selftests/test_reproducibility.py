from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import qmc

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.selftests import conformance, reproducibility


def test_both_generators_give_the_known_words() -> None:
    found = [*reproducibility.philox_words(), *reproducibility.sobol_points()]
    assert len(found) == 9
    assert [identity for identity in found if not identity.agrees] == []


def test_known_sobol_points_are_those_of_scipy() -> None:
    sequence = qmc.Sobol(5, scramble=False, bits=32)
    for point, words in reproducibility.SOBOL.items():
        sequence.reset()
        sequence.fast_forward(point)
        assert (sequence.random(1)[0] * 2.0**32).astype(np.uint64).tolist() == list(words)


def test_one_wrong_bit_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    given, words = reproducibility.PHILOX["ones"]
    monkeypatch.setitem(reproducibility.PHILOX, "ones", (given, (*words[:3], words[3] ^ 1)))
    assert [identity.agrees for identity in reproducibility.philox_words()] == [True, False, True]
    first, *rest = reproducibility.SOBOL[512]
    monkeypatch.setitem(reproducibility.SOBOL, 512, (first ^ 0x100, *rest))
    assert [i.quantity for i in reproducibility.sobol_points() if not i.agrees] == ["Sobol' point 512"]


def test_two_threads_give_the_bits_of_one() -> None:
    found = list(reproducibility.threads(conformance.scenario("gauge-block"), samples=200_000, seed=3))
    assert [identity.quantity for identity in found] == [
        "gauge-block on 2 threads, random",
        "gauge-block on 2 threads, sobol",
    ]
    assert all(identity.agrees for identity in found)
    assert found[0].obtained != found[1].obtained


def test_a_fingerprint_sees_the_last_bit_of_every_number() -> None:
    answer = run_scenario(conformance.scenario("normal-sum"), samples=10_000, levels=[0.9])
    (marginal,) = answer.marginals
    assert marginal.mean
    counts = marginal.bins.counts.copy()
    counts[0] += 1
    changed = [
        replace(marginal, mean=replace(marginal.mean, value=np.nextafter(marginal.mean.value, 9))),
        replace(marginal, maximum=np.nextafter(marginal.maximum, 0)),
        replace(marginal, bins=replace(marginal.bins, counts=counts)),
        replace(marginal, intervals=marginal.intervals[:1]),
    ]
    prints = {reproducibility.fingerprint(replace(answer, marginals=(each,))) for each in (marginal, *changed)}
    assert len(prints) == 5
    assert reproducibility.fingerprint(replace(answer, seconds=9.0)) in prints
