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
