from __future__ import annotations

import re

import pytest

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import library, sources


def test_every_source_has_a_location_and_says_whether_it_was_read() -> None:
    for key, source in sources.shipped().items():
        assert re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*", key)
        assert source.title
        assert source.location
        assert re.fullmatch(r"(\d{4}\.\d{4,5}(v\d+)?)?", source.arxiv)
        assert re.fullmatch(r"(10\.\d{4,}/\S+)?", source.doi)
        assert not re.search(r"arxiv|\bdoi\b", source.where, re.IGNORECASE)
        assert isinstance(source.verified, bool)


@pytest.mark.parametrize("name", library.names())
def test_shipped_scenarios_cite_shipped_sources(name: str) -> None:
    scenario = load(name)
    cited = {each.source for each in (*scenario.inputs.values(), *scenario.claims)} - {""}
    assert {key for text in cited for key in text.split(", ")} <= sources.shipped().keys()


def test_every_shipped_source_is_cited() -> None:
    text = "\n".join(path.read_text() for path in library.folder().rglob("*") if path.suffix in {".yaml", ".csv"})
    assert [key for key in sources.shipped() if len(re.findall(rf"\b{key}\b", text)) < 2] == []


def test_a_source_is_written_out() -> None:
    assert str(sources.shipped()["vadari-2026"]) == (
        "S. S. Vadari (2026), The Model Parking Tax: Quantifying the Hidden Energy Cost of Always-On GPU Model"
        " Deployment, arXiv 2605.23918v1, unverified"
    )
    assert str(sources.shipped()["llmcarbon"]).endswith("Language Models, arXiv 2309.14393, its source code")
    assert sources.shipped()["freitag-2021"].location == "doi 10.1016/j.patter.2021.100340"


def test_the_others_of_a_group_are_no_name() -> None:
    assert (sources.shipped()["falk-2025"].names, sources.shipped()["falk-2025"].has_others) == (("S. Falk",), True)
    assert (sources.shipped()["ccf"].names, sources.shipped()["ccf"].has_others) == (("Thoughtworks",), False)
    assert (sources.shipped()["carboncast"].names, sources.shipped()["carboncast"].has_others) == ((), False)
