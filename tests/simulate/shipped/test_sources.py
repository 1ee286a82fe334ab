from __future__ import annotations

import re

import pytest

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import library, sources


def test_every_source_says_where_it_is_and_whether_it_was_read() -> None:
    for key, source in sources.shipped().items():
        assert re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*", key)
        assert source.title
        assert source.where
        assert isinstance(source.verified, bool)


@pytest.mark.parametrize("name", library.names())
def test_shipped_scenarios_cite_shipped_sources(name: str) -> None:
    scenario = load(name)
    cited = {each.source for each in (*scenario.inputs.values(), *scenario.claims)} - {""}
    assert {key for text in cited for key in text.split(", ")} <= sources.shipped().keys()


def test_every_shipped_source_is_cited() -> None:
    text = "\n".join(path.read_text() for path in library.folder().rglob("*") if path.suffix in {".yaml", ".csv"})
    assert [key for key in sources.shipped() if len(re.findall(rf"\b{key}\b", text)) < 2] == []


def test_keys_are_written_out_and_other_text_is_left() -> None:
    assert sources.describe("vadari-2026") == (
        "S. S. Vadari (2026), The Model Parking Tax: Quantifying the Hidden Energy Cost of Always-On GPU Model"
        " Deployment, arXiv 2605.23918v1, unverified"
    )
    assert sources.describe("ccf, mlco2").count("; ") == 1
    assert sources.describe("ccf, our meter") == "ccf, our meter"
