"""What a request takes and emits, by its tokens and the model's size."""

from __future__ import annotations

import pytest

from carbonspan.models.asking import by_tokens
from carbonspan.models.tokens import accelerators, active_share, by_size, share_read

WH, KWH, LITRE, YEAR = 3600, 3.6e6, 0.001, 365.25 * 86400
LAW = (0.19e-9, 3e-12, 0.7, 0.033, 0.37)
BASE = {
    "requests": 1,
    "output_tokens": 400,
    "reasoning_tokens": 0,
    "prompt_tokens": 0,
    "cached_tokens": 0,
    "total_parameters": 70e9,
    "active_parameters": 70e9,
    "weight": 2,
    "batch": 64,
    "memory": 80e9,
    "headroom": 1.7,
    "least_accelerators": 1,
    **dict(zip(("traffic", "arithmetic", "step", "floor", "sparsity"), LAW, strict=True)),
    "departure": 1,
    "sparse_departure": 1,
    "reasoning_ratio": 1.1,
    "prompt_ratio": 0.6,
    "cached_ratio": 0.1,
    "host": 1.3,
    "reserve": 1.1,
    "pue": 1.2,
    "carbon_intensity": 0.4 / KWH,
    "market_intensity": 0.1 / KWH,
    "effectiveness": 0.3 * LITRE / KWH,
    "generation": 3 * LITRE / KWH,
    "power": 500,
    "server": 5000,
    "gpus_per_server": 8,
    "gpu": 200,
    "lifetime": 4 * YEAR,
    "utilization": 0.75,
}


def asked(**changed: float):
    return by_tokens(*{**BASE, **changed}.values())


def test_a_request_adds_up() -> None:
    found = asked()
    token = by_size(140e9, 1, 140e9 * 1.7 / 80e9, 64, *LAW)
    processors = 400 * token * 1.1
    assert found.energy == pytest.approx(processors * 1.3 * 1.2)
    assert found.electricity == pytest.approx(found.energy * 0.4 / KWH)
    assert found.embodied == pytest.approx(processors / 500 / (4 * YEAR * 0.75) * (5000 / 8 + 200))
    assert found.emissions == pytest.approx(found.electricity + found.embodied)
    assert found.embodied_share == pytest.approx(found.embodied / found.emissions)
    assert found.market_emissions == pytest.approx(found.energy * 0.1 / KWH + found.embodied)
    assert found.water == pytest.approx((processors * 1.3 * 0.3 + found.energy * 3) * LITRE / KWH)


def test_tokens_take_what_they_are() -> None:
    one = asked().energy
    assert asked(requests=7).energy == pytest.approx(7 * one)
    assert asked(output_tokens=0, reasoning_tokens=400).energy == pytest.approx(1.1 * one)
    read = asked(output_tokens=0, prompt_tokens=1000).energy
    assert asked(output_tokens=0, cached_tokens=1000).energy == pytest.approx(0.1 * read)
    arithmetic = (3e-12 * 140e9 + 0.033) * 0.6 * 1000
    assert read == pytest.approx(arithmetic * 1.1 * 1.3 * 1.2)


def test_mixtures_of_experts_depart_by_more() -> None:
    sparse = {"total_parameters": 235e9, "active_parameters": 23.5e9}
    assert asked(**sparse, sparse_departure=2).energy == pytest.approx(2**0.9 * asked(**sparse).energy)
    assert asked(sparse_departure=2).energy == asked().energy


def test_a_batch_shares_what_is_read_and_nothing_else() -> None:
    alone, shared = (by_size(140e9, 1, 4, batch, *LAW) for batch in (1, 1e9))
    assert alone == pytest.approx(0.19e-9 * 140e9 + 0.7 * 4 + 3e-12 * 140e9 + 0.033)
    assert shared == pytest.approx(3e-12 * 140e9 + 0.033)


def test_more_active_than_all_parameters_are_all() -> None:
    assert float(active_share(70e9, 80e9)) == 1
    assert asked(active_parameters=80e9).energy == pytest.approx(asked().energy)


def test_experts_are_read_as_a_batch_needs_them() -> None:
    assert share_read(0.1, 1) == pytest.approx(0.1)
    assert share_read(0.1, 2) == pytest.approx(0.19)
    assert share_read(1.0, 5) == 1


def test_small_models_have_the_least_accelerators() -> None:
    assert float(accelerators(16e9, 1.7, 80e9, 1)) == 1
    assert float(accelerators(810e9, 1.7, 80e9, 1)) == pytest.approx(17.2, rel=1e-3)
