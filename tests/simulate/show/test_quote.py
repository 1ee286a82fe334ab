import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show import quote
from carbonspan.simulate.show.quote import Quote, Span, unknown
from carbonspan.simulate.units import unit

MANY = 100_000
WIDE = st.tuples(st.floats(-300, 300), st.sampled_from((-1.0, 1.0))).map(lambda drawn: drawn[1] * 10.0 ** drawn[0])
TRIPLES = st.lists(st.tuples(WIDE, WIDE.map(abs)), min_size=3, max_size=3).map(sorted)

UNKNOWN = unknown()


def span(low, median, high, *, extremes=None, samples=MANY):
    """Its extremes lie beyond its ends, on their side of zero, where none are given."""
    ends = Estimate(*low), Estimate(*median), Estimate(*high)
    beyond = (low[0] * (0.5 if low[0] > 0 else 1.5), high[0] * (0.5 if high[0] < 0 else 1.5))
    return Span(*ends, extremes or beyond, 0.9, samples)


def read(text):
    return float(re.sub(r"\([^)]*\)|,|about ", "", text))


@pytest.mark.parametrize(
    ("given", "extremes", "said"),
    [
        # ends of which no digit is known: a wide lognormal law, Student's t with half a degree of freedom
        (((3e-5, 2e-5), (1.2, 1.4), (8.6e4, 2e5)), (1e-9, 1e9), Quote("3e-5", "1", "about 100,000")),
        (((-47.0, 99.0), (0.1, 0.5), (4.3, 10.0)), (-1e6, 1e5), Quote("about -100", "0.1", "about 10")),
        (((-8.6e4, 2e5), (-1.2, 0.1), (-3e-5, 2e-5)), (-1e9, -1e-9), Quote("about -100,000", "-1.2", "-3e-5")),
        # an end that lies near zero beside the width is known, where the output reaches zero
        (((0.02, 0.05), (1.64, 0.05), (3.3, 0.05)), (-2.0, 5.0), Quote("0", "1.6", "3.3")),
        (((0.02, 0.05), (1.64, 0.05), (3.3, 0.05)), (0.01, 5.0), Quote("about 0.01", "1.6", "3.3")),
        # an atom at zero in 60 % of the draws
        (((0.0, 0.0), (0.0, 0.0), (1.39, 0.01)), (0.0, 4.0), Quote("0", "0", "1.4")),
        # an error that does not exist leaves nothing known
        (((1.0, math.inf), (2.0, 0.1), (3.0, math.nan)), (0.5, 9.0), Quote(UNKNOWN, "2.0", UNKNOWN)),
        (((5.0, 0.0), (5.0, 0.0), (5.0, 0.0)), (5.0, 5.0), Quote("5", "5", "5")),
    ],
)
def test_what_is_not_known_is_not_a_number(given, extremes, said):
    assert span(*given, extremes=extremes).quote == said


def test_one_sample_has_no_ends():
    one = (1162.84, math.inf)
    assert span(one, one, one, extremes=(1162.84, 1162.84), samples=1).quote == Quote(UNKNOWN, "1,162.84", UNKNOWN)


def test_an_interval_beyond_which_no_sample_lies_has_no_ends():
    found = span((1.0, 0.1), (2.0, 0.1), (3.0, 0.1), samples=19)
    assert found.quote.ends == UNKNOWN
    assert found.with_errors == (UNKNOWN, UNKNOWN)


@given(TRIPLES)
def test_no_end_is_written_on_the_wrong_side_of_another(triple):
    found = span(*triple)
    for texts in ((found.quote.low, found.quote.median, found.quote.high), found.with_errors):
        known = [read(text) for text in texts if text != UNKNOWN]
        assert known == sorted(known)


@given(TRIPLES)
def test_an_end_is_written_where_its_error_leaves_it_a_digit(triple):
    found = span(*triple)
    for (value, error), text in ((triple[0], found.quote.low), (triple[2], found.quote.high)):
        if error <= abs(value):
            assert text != UNKNOWN
            assert read(text) != 0
        elif triple[0][0] > 0 or triple[2][0] < 0:
            assert text.startswith("about ")
            assert abs(math.log10(read(text) / value)) <= 1 + 1e-12


def test_every_unit_has_the_same_digits_known(plain):
    marginal = plain.marginals[1]
    tonnes, grams = (quote.span(marginal.in_unit(unit(name)), 0.9) for name in ("t", "g"))
    assert tonnes.known == grams.known == (True, True)
    assert [read(text) * 1e6 for text in vars(tonnes.quote).values()] == pytest.approx(
        [read(text) for text in vars(grams.quote).values()], rel=1e-12
    )
