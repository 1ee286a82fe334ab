from dataclasses import replace

import pytest

from carbonspan.simulate.answer.subject import subject
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Option
from carbonspan.simulate.shipped.sources import shipped
from carbonspan.simulate.show import citations


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("chien-2023", "Chien et al. 2023"),
        ("dodge-2022", "Dodge et al. 2022"),
        ("openai-2018", "Amodei and Hernandez 2018"),
        ("tang-2023", "Tang Shushu 2023"),
        ("ling-2001", "Ling 2001"),
        ("boavizta", "Boavizta"),
        ("ecologits", "EcoLogits"),
        ("wallstreetcn-2023", "“How much CO2 ChatGPT emits” 2023"),
        ("lets-wait-awhile", "Hourly carbon intensity of 2020 from ENTSO-E generation and IPCC 2011 medians"),
        ("mfu", "Share of peak throughput over whole training runs"),
        ("our log, May 2026", "our log, May 2026"),
        (
            "a report of our provider about all that it has ever metered",
            "a report of our provider about all that it has ever metered",
        ),
    ],
)
def test_a_source_in_short(source, text):
    assert citations.short(source) == text


def test_no_shipped_source_is_cut():
    names = map(citations.short, shipped())
    assert not any("…" in name or name.endswith((",", " and", " of")) for name in names)


def test_sources_are_cited_once_in_the_order_of_the_file():
    found = citations.cited(subject(load("bert/by-region")).sources)
    assert found[:2] == ("dodge-2022", "ccf")
    assert len(set(found)) == len(found)


def test_sources_of_options_count_and_what_they_replace_does_not(make_scenario):
    plain = make_scenario()
    given = plain.inputs["latency"]
    mine, yours = (replace(given, source=source) for source in ("mine", "yours"))
    axis = Axis("whose", "dimension", (Option("mine", {"latency": mine}), Option("yours", {"latency": yours})))
    assert citations.cited(subject(replace(plain, axes=(axis,))).sources) == ("mine", "yours")
    half = replace(axis, options=(axis.options[0], Option("yours", {})))
    assert citations.cited(subject(replace(plain, axes=(half,))).sources) == ("pointon-2023", "mine")


def test_what_is_counted_or_set_by_hand_has_no_source():
    found = citations.cited(subject(load("bert/by-hour", sets=["energy=3 kWh"])).sources)
    assert not any("counted" in source or "--set" in source for source in found)


def test_as_many_as_fit_are_named():
    sources = ["chien-2023", "dodge-2022", "boavizta", "boavizta"]
    full = "Sources: Chien et al. 2023; Dodge et al. 2022; Boavizta."
    cut = "Sources: Chien et al. 2023 and 2 more."
    said = lambda most: citations.sentence(sources, lambda text: len(text) <= most)  # noqa: E731
    assert said(len(full)) == full
    assert said(len(full) - 1) == said(0) == cut
    assert citations.sentence([], lambda text: True) == ""
