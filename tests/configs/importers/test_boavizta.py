import pytest

from carbonspan.simulate.problems import InvalidInput

SERVER, GPU = "boavizta-2.5.0-server.json", "boavizta-2.5.0-gpu.json"


def test_use_and_making_are_the_files(imported, nominal):
    found = imported("boavizta", SERVER)
    assert nominal(found) == {"use": 257.5, "making": 290.0, "emissions": 547.5}
    making = found.scenario.inputs["making"].distribution
    assert [float(making.quantile(p)) for p in (0.05, 0.5, 0.95)] == pytest.approx([187.1, 290.0, 496.4])


def test_a_use_that_is_not_implemented_is_left_out_and_not_zero(imported, nominal):
    found = imported("boavizta", GPU)
    assert nominal(found) == {"made": 575.1}
    assert found.data["inputs"]["making"]["gsd"] == 1.6
    assert any("'not implemented': it is not 0" in each for each in found.draft.left_out)


def test_an_archetype_is_doubted(imported, changed):
    doubt = "what was asked about was not stated or not known, so the tool took its archetype 'Large GPU'"
    assert doubt in imported("boavizta", GPU).draft.doubtful
    named = changed(GPU, '"value": "Large GPU",\n   "status": "ARCHETYPE"', '"value": "A100",\n   "status": "INPUT"')
    assert not any("archetype" in each for each in imported("boavizta", named).draft.doubtful)


def test_null_is_refused(imported, changed):
    with pytest.raises(InvalidInput, match=r"impacts.gwp.embedded.value: must be a number, got null"):
        imported("boavizta", changed(SERVER, '"value": 290.0', '"value": null'))


def test_warnings_that_are_no_list_are_refused(imported, changed):
    with pytest.raises(InvalidInput, match=r"impacts.gwp.embedded.warnings: must be a list of texts, got \{\}"):
        imported("boavizta", changed(SERVER, '"warnings": [', '"warnings": {}, "others": ['))
