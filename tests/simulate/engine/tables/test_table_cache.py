"""Tables in the cache have the bits that were computed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.cache.behind import write_now
from carbonspan.simulate.engine.tables.table_cache import table
from carbonspan.simulate.engine.tables.tabulate import tabulate
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.normal import Normal

LAWS = [Normal(0.0, 1.0), Beta(0.3, 0.3)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_now()  # what waits belongs into the folder of before
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path / "cache"))
    table.cache_clear()
    return tmp_path / "cache" / "tables"


def same(law: Distribution) -> None:
    """In the next process, the table of `law` has the bits that are computed."""
    table.cache_clear()
    for found, computed in zip(table(law), tabulate(law), strict=True):
        assert found.dtype == np.float64
        assert found.flags.c_contiguous
        assert found.tobytes() == np.ascontiguousarray(computed).tobytes()
    write_now()


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_a_cached_table_has_the_bits_of_a_computed_one(
    folder: Path, law: Distribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    same(law)
    assert len(list(folder.iterdir())) == 1
    with monkeypatch.context() as patched:
        patched.setattr("carbonspan.simulate.engine.tables.tabulate.tabulate", lambda _: pytest.fail("it is cached"))
        table.cache_clear()
        table(law)
    same(law)


@pytest.mark.parametrize("law", LAWS, ids=repr)
@pytest.mark.parametrize("first", [0.0, 0.5, 0.99])
def test_a_table_whose_end_is_zeros_is_detected(folder: Path, law: Distribution, first: float) -> None:
    same(law)
    (path,) = folder.iterdir()
    held = path.read_bytes()
    at = int(first * len(held))
    path.write_bytes(held[:at] + bytes(len(held) - at))
    same(law)
    assert path.read_bytes() == held
