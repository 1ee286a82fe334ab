import math
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Shortfall
from carbonspan.simulate.show import text
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.datasets.stored_answer import stored_answer


def same(one, other):
    """Whether two marginals in units have the same numbers."""
    fields = [name for name in vars(one) if name not in ("bins", "unit", "substance")]
    assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]
    for name in ("low", "high", "counts"):
        np.testing.assert_array_equal(getattr(one.bins, name), getattr(other.bins, name))


def test_every_marginal_comes_back(plain, regional):
    for answer in (plain, regional):
        found = stored_answer(dataset(answer))
        for one, other in zip(answer.in_units().marginals, found.marginals, strict=True):
            same(one, other)


def test_what_identifies_the_answer_comes_back(regional):
    found = stored_answer(dataset(regional))
    names = ("headline", "hash", "samples", "seed", "design", "levels", "warnings", "versions", "processor")
    assert [getattr(found, name) for name in names] == [getattr(regional, name) for name in names]


def test_the_question_comes_back_with_its_claims_in_the_units_of_outputs(plain):
    subject = replace(plain.subject, option_names={"norway": "Norway"}, boundary=("serving", "training"))
    found = stored_answer(dataset(replace(plain, subject=subject))).subject
    assert replace(found, claims=()) == replace(subject, claims=(), sources=("pointon-2023",))
    (claim,), (held,) = subject.claims, found.claims
    assert (claim.low, held.low, held.high) == (3820, 3.82, 3.82)
    assert held.rounding == pytest.approx(claim.rounding / 1000)
    assert (held.name, held.output, held.stated, held.source) == (claim.name, "emissions", claim.stated, claim.source)


def test_an_open_end_of_a_claim_comes_back_open(plain):
    (claim,) = plain.subject.claims
    open_ended = replace(claim, high=math.inf, at={}, below={})
    (held,) = stored_answer(
        dataset(replace(plain, subject=replace(plain.subject, claims=(open_ended,))))
    ).subject.claims
    assert (held.low, held.high) == (3.82, math.inf)


def test_it_prints_as_the_run_did_without_the_time(plain, regional):
    for answer in (plain, regional):
        bare = replace(answer, seconds=0.0)
        assert text.render(stored_answer(dataset(answer))) == text.render(bare)


def test_moments_that_do_not_exist_are_absent_with_their_reason(plain, make_answer):
    reason = "the law has no mean"
    marginal = replace(plain.marginals[1], mean=None, sd=None, skewness=None, without_moments=reason)
    found = stored_answer(dataset(make_answer([marginal], plain.subject))).main
    assert (found.mean, found.sd, found.skewness, found.without_moments) == (None, None, None, reason)
    assert found.lacking == "no mean or sd"


def test_an_error_that_does_not_exist_is_infinite_again(plain, make_answer):
    marginal = replace(plain.marginals[1], sd=replace(plain.marginals[1].sd, error=math.inf))
    found = stored_answer(dataset(make_answer([marginal], plain.subject))).main
    assert math.isinf(found.sd.error)


def test_a_kind_of_interval_that_was_not_computed_is_absent(plain, make_answer):
    marginal = replace(plain.marginals[1], intervals=plain.marginals[1].intervals[::2])
    found = stored_answer(dataset(make_answer([marginal], plain.subject))).main
    assert {each.kind for each in found.intervals} == {"equal-tailed"}


@pytest.mark.parametrize("missed", [Shortfall(0.001, 0.0132, 21_000_000), Shortfall(0.001, math.inf, None)])
def test_a_run_that_ended_early_is_marked(plain, missed):
    found = stored_answer(dataset(replace(plain, interrupted=True, shortfall=missed)))
    assert found.interrupted
    assert found.shortfall == missed
