import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show.headline import headline
from carbonspan.simulate.show.quote import Span

INTERVAL = "90 % credible interval"


def said(low, median, high, *, extremes=(0.001, 1e9), samples=100_000, unit="t CO2e", per="a day"):
    span = Span(Estimate(*low), Estimate(*median), Estimate(*high), extremes, 0.9, samples)
    return headline(span, unit=unit, per=per)


def test_a_count_is_said_in_the_plural():
    sentence = said((39.7, 0.1), (89.3, 0.1), (200.7, 0.1), unit="tree", per="per t CO2e")
    assert sentence == f"89 trees per t CO2e; {INTERVAL} 40 to 200 trees"
    alone = said((1.0, 0.0), (1.0, 0.0), (1.0, 0.0), extremes=(1.0, 1.0), unit="flight", per="a year")
    assert alone == "1 flight a year; the same in all 100,000 samples"


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        ((3e-5, 2e-5), (8.6e4, 2e5), f"2 t CO2e a day; {INTERVAL} 3e-5 to about 100,000 t"),
        ((0.2, 0.3), (30.0, 2.0), f"2 t CO2e a day; {INTERVAL} about 0.1 to 30 t"),
        ((3e-5, 4e-5), (8.6e4, 2e5), f"2 t CO2e a day; {INTERVAL} about 1e-5 to about 100,000 t"),
    ],
)
def test_an_end_of_which_no_digit_is_known_has_its_order_of_magnitude(low, high, sentence):
    assert said(low, (2.0, 1.0), high) == sentence


def test_an_exact_value_has_the_digits_of_the_table():
    assert said((192.53, 0.0), (192.53, 0.0), (192.53, 0.0), extremes=(192.53, 192.53), unit="", per="") == (
        "192.53; the same in all 100,000 samples"
    )
