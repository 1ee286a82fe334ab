import json

import pytest

from carbonspan.simulate.problems import InvalidInput

RANGE, ONE, UNKNOWN = (f"ecologits-0.11.3{kind}.json" for kind in ("-range", "", "-unknown-model"))


def test_a_number_is_the_files(imported, nominal):
    found = nominal(imported("ecologits", ONE))
    assert found["energy"] / 3.6e6 == pytest.approx(9.878117046531579e-05, rel=1e-12)
    assert found["use"] == pytest.approx(3.483024070607035e-06, rel=1e-12)
    assert found["making"] == pytest.approx(3.2552083333333335e-06, rel=1e-12)
    assert found["emissions"] == pytest.approx(6.738232403940368e-06, rel=1e-12)


def test_the_ends_of_a_range_are_the_files_and_not_its_sums(imported):
    found = imported("ecologits", RANGE)
    assert found.data["inputs"]["request_energy"]["uniform"] == [2.554685443068512e-05, 3.101322774658987e-05]
    assert found.scenario.inputs["carbon_intensity"].nominal * 3.6e6 == pytest.approx(0.3844)
    assert any("guessed size of the model alone" in each for each in found.draft.doubtful)
    assert any("has not been released" in each for each in found.draft.doubtful)


def test_null_is_not_zero(imported, changed):
    with pytest.raises(
        InvalidInput, match="errors: the tool could not estimate this request: Could not find model `gpt-99`"
    ):
        imported("ecologits", UNKNOWN)
    path = changed(ONE, '"value": 9.878117046531579e-05', '"value": null')
    with pytest.raises(InvalidInput, match=r"energy\.value: must be a number, got null"):
        imported("ecologits", path)


def test_many_requests_share_what_is_unknown_of_the_model(imported, changed, tmp_path):
    one, ranged = (json.loads(changed(name, "{", "{").read_text()) for name in (ONE, RANGE))
    path = tmp_path / "many.json"
    path.write_text(json.dumps([one, {"impacts": ranged}, ranged | {"energy": ranged["energy"]}]))
    data = imported("ecologits", path).data
    assert list(data["dimensions"]["request"]) == ["request_1", "request_2", "request_3"]
    assert "uniform" in data["inputs"]["request_energy"]  # the range leads, so that others can have its draws
    path.write_text("\n".join(json.dumps(each) for each in (one, one)))
    assert len(imported("ecologits", path).draft.items) == 2


def test_ranges_of_several_requests_are_one_draw(imported, changed, tmp_path):
    ranged = json.loads(changed(RANGE, "{", "{").read_text())
    longer = json.loads(json.dumps(ranged))
    for impact in (longer["energy"], longer["usage"]["gwp"]):
        impact["value"] = {end: 2 * value for end, value in impact["value"].items()}
    path = tmp_path / "two.json"
    path.write_text(json.dumps([ranged, longer]))
    assert imported("ecologits", path).data["dimensions"]["request"]["request_2"]["request_energy"]["same"] is True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"json:1:2: invalid JSON"),
        ("[]", "has no impacts: the list is empty"),
        ("[1]", "energy: must be a mapping"),
        ('{"energy": {"value": {"min": 2, "max": 1}}}', r"energy.value: min 2 is above max 1"),
    ],
)
def test_other_json_is_refused(imported, tmp_path, text, message):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InvalidInput, match=message):
        imported("ecologits", path)


def test_warnings_may_be_texts_and_must_be_visible(imported, changed):
    path = changed(UNKNOWN, '"warnings": null', '"warnings": ["a guess."]')
    with pytest.raises(InvalidInput, match="could not estimate"):
        imported("ecologits", path)
    path = changed(RANGE, '"warnings": [', '"warnings": ["a guess.",')
    assert "a guess" in imported("ecologits", path).draft.doubtful
    path = changed(RANGE, '"warnings": [', '"warnings": ["\\u202e",')
    with pytest.raises(InvalidInput, match=r"warnings.0: contains the unprintable character U\+202E"):
        imported("ecologits", path)
