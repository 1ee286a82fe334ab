import re
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.sides import Agreement
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.overrides.changed_scenario import loaded, unchanged
from carbonspan.simulate.report.blocks import Listing, Paragraph, Picture, ReportTable
from carbonspan.simulate.report.document import AskedComparison, document

SECTIONS = ["The answer", "Which inputs matter", "What to measure next", "Inputs"]


def texts(sections):
    for section in sections:
        yield from (block.text for block in section.blocks if isinstance(block, Paragraph))
        yield from texts(section.inside)


def section(found, title):
    return next(each for each in found.sections if each.title == title)


def test_a_report_begins_with_the_sentence_its_picture_and_a_table(single):
    assert [each.title for each in single.sections[:4]] == SECTIONS
    first, *_ = single.sections[0].blocks
    assert first.is_quoted
    assert first.text.startswith("emissions: ")
    assert {Picture, ReportTable} <= {type(block) for block in single.sections[0].blocks}


def test_a_report_says_how_to_repeat_it(single):
    listings = [block for block in section(single, "How to repeat this").blocks if isinstance(block, Listing)]
    assert listings[0].text == "carbonspan run bloom/embodied --samples 20000 --seed 0 --design random"
    assert "inputs:" in listings[1].text


def test_a_report_lists_its_sources(single):
    (listing,) = [block for block in section(single, "Sources").blocks if isinstance(block, Listing)]
    assert listing.text.startswith("@misc{")


def test_several_scenarios_are_compared_first(several):
    assert [each.title for each in several.sections] == ["How they compare", *several.title.split(", ", 1)] or len(
        several.sections
    ) == 3
    compared = several.sections[0]
    assert "is above chatgpt/by-hardware with probability" in next(texts([compared]))
    assert [each.title for each in several.sections[1].inside][:4] == SECTIONS


def test_scenarios_that_cannot_be_compared_are_reported_all_the_same():
    found = document([loaded("bloom/embodied"), loaded("context/brain")], Request(2_000))
    refused, *_ = texts(found.sections[:1])
    assert re.fullmatch(r"They cannot be compared: unlike .*\.", refused)
    assert len(found.sections) == 3


def test_each_reason_against_a_comparison_is_a_sentence_and_its_options_help():
    asked = [loaded("chatgpt/by-words"), loaded("chatgpt/life-cycle")]
    unit, boundary, advice = texts(document(asked, Request(2_000)).sections[:1])
    assert unit.startswith("They cannot be compared: unlike functional units: ")
    assert boundary.startswith("They cannot be compared: unlike boundaries: ")
    assert "carbonspan report" in advice
    agreement = Agreement(re.search(r'--per "([^"]+)"', unit)[1], any_boundary=True)
    found = document(asked, Request(2_000), comparison=AskedComparison(agreement=agreement))
    assert "is above" in next(texts(found.sections[:1]))


def test_what_cannot_be_analysed_is_said_with_the_reason():
    scenario = load("bloom/embodied")
    fixed = load("bloom/embodied", fixes=[name for name, given in scenario.inputs.items() if given.varies])
    found = document([unchanged(replace(fixed, warnings=()))], Request(2_000))
    assert any("nothing" in text or "single value" in text or "cannot" in text for text in texts(found.sections[1:3]))


def test_a_wrong_count_is_refused_before_anything_is_computed():
    with pytest.raises(InvalidInput, match="samples: must be a whole number"):
        document([loaded("bloom/embodied")], Request(0))
