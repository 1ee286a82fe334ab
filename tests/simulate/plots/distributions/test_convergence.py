import re

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.plots.distributions import convergence
from carbonspan.simulate.plots.plot_data import Panel


class Ends(Panel):
    """A panel with an interval from 0 to 1 whose ends have the error `error`."""

    error = 0.0

    @property
    def ends(self):
        return tuple((Estimate(0.0, self.error), Estimate(1.0, self.error)) for _ in self.levels)


@pytest.fixture
def panel(make_marginal, make_answer, plain):
    def made(values, kind=Panel):
        answer = make_answer([make_marginal("emissions", "t", values, 1.0)], plain.subject)
        return kind(answer, answer.marginals[0])

    return made


def test_a_constant_has_settled_and_its_interval_has_no_width_to_compare_with(panel):
    assert convergence.verdict(panel(np.full(4_000, 42.0))) == "Settled: the same in all 4,000 samples"


@pytest.mark.parametrize(("share", "said"), [(0.01003, 1.003), (0.010004, 1.0004), (0.015, 1.5), (0.03, 3.0)])
def test_an_error_above_the_limit_is_printed_above_it(panel, share, said):
    found = panel(np.linspace(0, 1, 4_000), Ends)
    object.__setattr__(found, "error", share / 2)
    verdict = convergence.verdict(found)
    assert verdict.startswith("Not settled")
    assert float(re.search(r"is ([\d.]+) % of its width", verdict)[1]) == said
