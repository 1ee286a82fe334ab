"""Drafts of scenarios: items as an axis, factors that are used, and what options change."""

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.imports.draft import Draft, Item, alike, belief, law_of


def draft(*items: Item) -> Draft:
    made = Draft(title="t", model="m", origin="a tool", axis="run", totals=("out",))
    made.items = list(items)
    return made


def item(name: str, **entry: object) -> Item:
    return Item(name, {"x": {"nominal": 1, "evidence": "measured", **entry}})


def test_one_record_has_no_axis():
    data = draft(item("a")).data()
    assert data["inputs"] == {"x": {"nominal": 1, "evidence": "measured"}}
    assert data["defaults"] == {"source": "a tool"}
    assert not {"dimensions", "outputs", "factors"} & data.keys()


def test_several_records_are_an_axis_with_a_total():
    data = draft(item("First run"), item("2nd", nominal=2), item("First run")).data()
    assert data["dimensions"] == {"run": {"first_run": {}, "r_2nd": {"x": {"nominal": 2}}, "first_run_2": {}}}
    assert data["names"] == {"first_run": "First run", "r_2nd": "2nd", "first_run_2": "First run"}
    assert data["outputs"] == {"all_out": {"sum": "run", "of": "out"}}


def test_ranges_are_one_draw_and_their_grounds_are_kept():
    data = draft(item("a", uniform=[1, 2], note="n"), item("b", uniform=[2, 4], note="n")).data()
    assert data["dimensions"]["run"]["b"] == {"x": {"nominal": 1, "uniform": [2, 4], "same": True}}


def test_only_factors_that_are_used_are_written():
    made = draft(item("a", factors=["used"]))
    made.factors = {"used": belief("factor/database"), "unused": alike("factor/database")}
    assert made.data()["factors"] == {"used": {"catalog": "factor/database"}}


def test_a_factor_alike_has_the_law_and_the_grounds_of_its_row():
    found = alike("factor/database")
    assert (found["nominal"], found["gsd"], found["evidence"]) == (1, 1.16, "derived")
    assert law_of("factor/database") == {"gsd": 1.16}
    with pytest.raises(KeyError):
        belief("factor/none")


def test_too_many_records_and_none_are_refused():
    with pytest.raises(InvalidInput, match="a tool has no items"):
        draft().data()
    with pytest.raises(InvalidInput, match="has 201 items, more than 200; choose some with --pick"):
        draft(*(item(str(index)) for index in range(201))).data()


def test_a_sentence_is_noted_once():
    made = draft(item("a"))
    for _ in range(2):
        made.doubt("this")
        made.omit("that")
    assert (made.doubtful, made.left_out) == (["this"], ["that"])
