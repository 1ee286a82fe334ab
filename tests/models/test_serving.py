"""Oracles are the article's own sums, done by hand in hours, kilowatt-hours and tonnes."""

import pytest

from carbonspan.models import tokens
from carbonspan.models.serving import by_hardware, by_regression, by_requests, by_throughput, by_users, by_words, demand

DAY = 86400.0
KWH = 3.6e6

POINTON = {
    "users": 1e6,
    "questions": 10 / DAY,
    "words": 30,
    "duration": DAY,
    "latency": 0.35,
    "utilization": 1,
    "idle_power": 46,
    "full_power": 407,
    "pue": 1,
    "carbon_intensity": 0.322167 / KWH,
}
TANG = {
    "gpus": 16,
    "power": 250,
    "utilization": 1,
    "duration": DAY,
    "pue": 1,
    "carbon_intensity": 0.27 / KWH,
}


def test_pointon_reaches_the_published_figures():
    result = by_words(**POINTON)
    assert result.gpu_time / 3600 == pytest.approx(29_166.7, abs=0.05)
    assert result.energy / KWH == pytest.approx(11_870.8, abs=0.05)
    assert result.emissions / 1000 == pytest.approx(3.8244, abs=5e-5)


def test_tang_reaches_the_published_figures():
    result = by_hardware(**TANG)
    assert result.gpu_time / 3600 == pytest.approx(384, rel=1e-14)
    assert result.energy / KWH == pytest.approx(96, rel=1e-14)
    assert result.emissions == pytest.approx(25.92, rel=1e-14)


def test_the_two_answers_to_one_question_differ_by_the_published_factor():
    assert by_words(**POINTON).emissions / by_hardware(**TANG).emissions == pytest.approx(147.5, abs=0.1)


def test_half_load_draws_half_way_between_idle_and_full():
    # Cloud Carbon Footprint's own load of 50 %, by hand: 3.8244 t x 226.5 W / 407 W
    half = by_words(**POINTON | {"utilization": 0.5})
    assert half.emissions / 1000 == pytest.approx(3.8244 * 226.5 / 407, abs=5e-5)
    assert half.gpu_time == by_words(**POINTON).gpu_time


@pytest.mark.parametrize("argument", ["users", "questions", "words", "duration", "latency", "pue", "carbon_intensity"])
def test_emissions_by_words_are_proportional_to_each_factor(argument):
    doubled = by_words(**POINTON | {argument: 2 * POINTON[argument]})
    assert doubled.emissions == pytest.approx(2 * by_words(**POINTON).emissions, rel=1e-14)


@pytest.mark.parametrize("argument", TANG)
def test_emissions_by_hardware_are_proportional_to_each_factor(argument):
    doubled = by_hardware(**TANG | {argument: 2 * TANG[argument]})
    assert doubled.emissions == pytest.approx(2 * by_hardware(**TANG).emissions, rel=1e-14)


def test_pue_and_load_leave_the_gpu_time_alone():
    assert by_words(**POINTON | {"pue": 1.2}).gpu_time == by_words(**POINTON).gpu_time
    assert by_hardware(**TANG | {"utilization": 0.5}).gpu_time == by_hardware(**TANG).gpu_time


def test_demand_is_three_hundred_million_words_a_day():
    assert demand(1e6, 10 / DAY, 30) * DAY == pytest.approx(3e8, rel=1e-14)


def test_requests_take_their_processors_hosts_and_overhead():
    # 1,000 x 0.39 Wh x 1.3 x 1.12, by hand
    result = by_requests(1000, 0.39 * 3600, 1.3, 1.12, 0.384 / KWH)
    assert result.energy / 3600 == pytest.approx(567.84, rel=1e-12)
    assert result.emissions * 1000 == pytest.approx(218.05056, rel=1e-12)


def test_users_take_their_tokens():
    # 1,000 people x 10 a day x 30 days x 400 tokens x 2 J, by hand
    result = by_users(1000, 10 / DAY, 400, 30 * DAY, 2, 1.25, 0.4 / KWH)
    assert result.energy == pytest.approx(2.4e8 * 1.25, rel=1e-12)
    assert result.emissions == pytest.approx(3e8 * 0.4 / KWH, rel=1e-12)


def test_a_request_by_regression_takes_its_tokens_energy():
    regression = (1.1665e-15 * 3600, 0.011206, 4.0529e-5 * 3600)
    times = (6.7851e-13, 3.1193e-4, 0.019474)
    token = tokens.by_regression(4, tokens.gpu_energy(70e9, 64, *regression), tokens.latency(70e9, 64, *times), 64, 150)
    result = by_regression(5, 300, 70e9, 4, 64, *regression, *times, 150, 1.12, 0.384 / KWH)
    assert result.energy == pytest.approx(5 * 300 * token * 1.12, rel=1e-12)
    assert result.emissions == pytest.approx(result.energy * 0.384 / KWH, rel=1e-12)


def test_a_request_by_throughput_takes_its_tokens_energy():
    # 300 tokens of 1.4 J (test_tokens), by hand
    result = by_throughput(1, 300, 1e11, 2, 1e15, 0.1, 700, 1.1, 0.384 / KWH)
    assert result.energy == pytest.approx(462, rel=1e-12)
