import json

import pytest

from carbonspan.simulate.answer.hindcasts.hindcast import hindcast
from carbonspan.simulate.reader.hindcasts import load_case, shipped_before
from carbonspan.simulate.show.quote import span
from carbonspan.simulate.show.reports import hindcast as shown
from carbonspan.simulate.show.reports.hindcast_export import as_dict

SAMPLES = 20_000


@pytest.fixture(scope="module")
def found():
    """The file whose truths are hit, missed, and of two sources."""
    (path,) = [path for path in shipped_before() if path.stem == "training-hours"]
    return hindcast([load_case(str(path))], samples=SAMPLES)


def test_a_row_says_prediction_truth_and_verdict(found):
    (first, *others) = shown.rows(found.sets["seen"])
    assert first[0] == "training-hours/llama-3.1-8b"
    assert first[2:] == ("1,460,000", "GPU·hours", "MISS", "> 99.9", "logged")
    verdicts = [first[4], *(row[4] for row in others)]
    assert verdicts == sorted(verdicts, key=["MISS", "hit"].index)
    assert len(verdicts) == 5


def test_json_is_as_promised(found):
    data = json.loads(json.dumps(as_dict(found), allow_nan=False))
    seen = data["sets"]["seen"]
    assert set(data["sets"]) == {"seen"}
    assert set(seen["coverage"]) == {"0.5", "0.9", "0.95"}
    assert list(seen["score"]) == ["carbonspan", "plus_minus_20_percent", "likely_range"]
    for truth in data["truths"]:
        assert truth["hit"] == (truth["low"] <= truth["measured"] <= truth["high"])
    assert [truth["hit"] for truth in data["truths"]] == sorted(truth["hit"] for truth in data["truths"])
    for counts in seen["pit"].values():
        assert sum(counts) == pytest.approx(5)
    assert {name: group["truths"] for name, group in seen["groups"].items()} == {"meta-cards": 4, "starcoder-2023": 1}
    share = sum(truth["hit"] for truth in data["truths"]) / 5
    assert seen["coverage"]["0.9"]["share"] == pytest.approx(share)
    assert 0 < seen["coverage"]["0.9"]["p_value"] <= 1
    assert seen["coverage"]["0.9"]["grouped"]["truths"] == 3
    assert data["frozen"]["training-hours"]["holds"]


def test_numbers_are_in_the_unit_of_the_truth(found):
    first = as_dict(found)["truths"][0]
    assert (first["measured"], first["unit"]) == (pytest.approx(1.46e6), "gpu*hour")


def test_tables_say_what_json_says(found):
    data = as_dict(found)["sets"]["seen"]
    level, hits, *_ = list(shown.coverage_rows(found.sets["seen"]))[1]
    assert (level, hits) == ("90 %", f"{data['coverage']['0.9']['hits']} of 5")
    assert [row[0].partition(":")[0] for row in shown.score_rows(found.sets["seen"])] == list(data["score"])


def test_the_tables_are_explained(found):
    text = "\n".join(shown.sentences(found))
    assert "logged: counted in a log" in text
    assert "metered:" not in text
    assert "Gneiting & Raftery 2007" in text


def test_a_row_has_the_digits_of_a_headline(found):
    for row, each in zip(shown.rows(found.sets["seen"]), found.sets["seen"].misses_first, strict=True):
        assert row[1] == span(each.marginal.in_unit(each.truth.unit), 0.9).quote.ends
