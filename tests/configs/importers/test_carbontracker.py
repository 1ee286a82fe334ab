import pytest

from carbonspan.simulate.problems import InvalidInput

LOG, OUTPUT = "carbontracker-2.4.7.log", "carbontracker-2.4.7-output.log"


def test_energy_of_the_epochs_has_no_pue_and_gets_the_one_of_the_log(imported, nominal):
    found = imported("carbontracker", LOG)
    assert found.scenario.inputs["energy"].nominal == pytest.approx(3 * 3.0 * 60)
    pue = found.scenario.inputs["pue"]
    assert (pue.nominal, pue.stream) == (1.58, "provider/unknown/pue")
    assert nominal(found)["emissions"] * 1e3 == pytest.approx(0.105465, rel=1e-4)


def test_the_actual_consumption_has_its_pue_already(imported, nominal):
    found = imported("carbontracker", OUTPUT)
    assert nominal(found)["energy"] / 3.6e6 == pytest.approx(0.000237011427, rel=1e-12)
    assert nominal(found)["emissions"] * 1e3 == pytest.approx(0.105470084840, rel=1e-8)
    assert found.scenario.inputs["pue"].nominal == 1
    assert found.data["inputs"]["energy"]["note"] == "actual consumption for 3 epochs, PUE included"


def test_a_prediction_is_doubted(imported, changed):
    found = imported("carbontracker", changed(OUTPUT, "Actual consumption", "No consumption"))
    assert any("prediction from its first epochs" in each for each in found.draft.doubtful)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("for cpu: 60.0", "for cpu: None", r"log:7:1: power must be numbers, got 'None'; an epoch may be too short"),
        ("Only predicted", "Not", "does not state its PUE coefficient"),
        (
            "Average carbon intensity",
            "Intensity",
            "states no average carbon intensity; the run may not have been stopped",
        ),
    ],
)
def test_what_the_log_lacks_is_refused(imported, changed, old, new, message):
    path = changed(LOG, old, new)
    path.write_text(
        path.read_text().replace("Not and actual consumptions are multiplied by a PUE coefficient of 1.58", "")
    )
    with pytest.raises(InvalidInput, match=message):
        imported("carbontracker", path)


def test_powers_of_several_devices_add_up(imported, changed):
    path = changed(LOG, "for cpu: 60.0", "for gpu: [250.5 249.5\n 100.]")
    assert imported("carbontracker", path).scenario.inputs["energy"].nominal == pytest.approx(3 * 3.0 * 600)


def test_a_consumption_without_a_number_of_epochs_is_read(imported, changed):
    found = imported("carbontracker", changed(OUTPUT, "Actual consumption for 3 epoch(s):", "Actual consumption:"))
    assert found.data["inputs"]["energy"]["nominal"] == "0.000237011427 kWh"
    assert found.data["inputs"]["energy"]["note"] == "actual consumption, PUE included"
