"""Usual ranges are quantiles, computed once."""

from pathlib import Path

import pytest

from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario import usual_ranges as module
from carbonspan.simulate.scenario.usual_ranges import USUAL, usual_ranges


def test_ranges_are_computed_once_for_each_list_of_laws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path))
    module._memo.cache_clear()
    laws = [Normal(0.0, 1.0), Normal(1.0, 2.0)]
    expected = [[float(law.quantile(p)) for p in USUAL] for law in laws]
    assert usual_ranges(laws) == expected
    assert usual_ranges(laws[::-1]) == expected[::-1]
    monkeypatch.setattr(Normal, "quantile", lambda *_: pytest.fail("it is kept"))
    module._memo.cache_clear()
    assert usual_ranges(laws) == expected
    module._memo.cache_clear()


def test_a_variation_computes_the_range_of_the_law_that_it_changes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path))
    module._memo.cache_clear()
    asked = []
    quantile = Normal.quantile
    monkeypatch.setattr(Normal, "quantile", lambda law, p: asked.append(law) or quantile(law, p))
    kept, before, after = Normal(0.0, 3.25), Normal(1.0, 4.25), Normal(1.0, 5.25)
    usual_ranges([kept, before])
    assert usual_ranges([kept, after])[0] == [float(quantile(kept, p)) for p in USUAL]
    assert asked == [kept, kept, before, before, after, after]
    module._memo.cache_clear()
