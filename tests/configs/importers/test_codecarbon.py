"""What comes of CodeCarbon's files; figures are those of the last line of each."""

import pytest

from carbonspan.simulate.problems import InvalidInput

KWH = 3.6e6


@pytest.mark.parametrize(
    ("file", "energy", "emissions"),
    [
        ("codecarbon-3.3.2.csv", 5.4579351136091775e-05, 3.058572258315447e-06),
        ("codecarbon-3.3.2-pue.csv", 7.103532513960095e-05, 3.980748585498098e-06),
        ("codecarbon-2.8.4.csv", 0.0001000998948266068, 5.609498006188219e-06),
    ],
)
def test_nominal_values_are_those_of_the_last_row_of_a_run(imported, nominal, file, energy, emissions):
    found = nominal(imported("codecarbon", file))
    assert found["energy"] / KWH == pytest.approx(energy, rel=1e-12)
    assert found["emissions"] == pytest.approx(emissions, rel=1e-12)


def test_a_pue_is_taken_out_of_the_energy_that_has_it(imported):
    inputs = imported("codecarbon", "codecarbon-3.3.2-pue.csv").scenario.inputs
    assert inputs["pue"].nominal == 1.3
    assert inputs["cpu_energy"].nominal / KWH == pytest.approx(2.0298759404047666e-05 / 1.3, rel=1e-12)


def test_laws_are_those_of_the_catalog_with_their_evidence(imported):
    inputs = imported("codecarbon", "codecarbon-3.3.2.csv").scenario.inputs
    assert inputs["cpu_model"].stream == "meter/codecarbon-cpu"
    assert inputs["cpu_model"].evidence == "assumed"
    assert inputs["cpu_energy"].factors == ("cpu_model",)
    assert inputs["codecarbon_intensity"].stream == "codecarbon_intensity"  # other tools' errors are other draws


def test_an_unknown_country_is_doubted(imported):
    found = imported("codecarbon", "codecarbon-3.3.2-unknown-country.csv")
    assert found.scenario.inputs["carbon_intensity"].nominal * KWH == pytest.approx(0.475)
    assert any("the country FR and has the world's mean; if it ran there, use grid/fr-2024-ember" in each
               for each in found.draft.doubtful)  # fmt: skip


def test_a_cloud_has_its_providers_overhead(imported, changed):
    path = changed("codecarbon-3.3.2.csv", "FRA,,,,Linux", "FRA,,aws,eu-west-3,Linux")
    path.write_text(path.read_text().replace(",N,1.0", ",Y,1.0"))
    pue = imported("codecarbon", path).scenario.inputs["pue"]
    assert (pue.nominal, pue.stream, pue.evidence) == (1, "provider/aws/pue", "derived")


def test_tasks_are_an_axis_with_a_total(imported):
    found = imported("codecarbon", "codecarbon-3.3.2-tasks.csv")
    assert found.data["dimensions"] == {
        "task": {
            "load": {},
            "infer": {
                "cpu_energy": {"nominal": "4.454233817778004e-06 kWh"},
                "memory_energy": {"nominal": "1.1133693783328149e-05 kWh"},
                "carbon_intensity": {"nominal": "56.039000000000016 g/kWh"},
            },
        }
    }
    assert found.data["outputs"]["all_emissions"] == {"sum": "task", "of": "emissions"}
    assert any("all but one turn of a task" in each for each in found.draft.left_out)
    one = imported("codecarbon", "codecarbon-3.3.2-tasks.csv", "infer")
    assert "dimensions" not in one.data
    assert one.data["inputs"]["cpu_energy"]["nominal"] == "4.454233817778004e-06 kWh"


def test_several_runs_must_be_picked(imported, changed):
    path = changed(
        "codecarbon-3.3.2.csv", "2026-11-29T09:18:27,assistant,1e3bb009", "2026-11-29T09:18:27,assistant,2e3bb009"
    )
    with pytest.raises(InvalidInput, match=r"has 2 of a run_id: 1e3b.*, 2e3b.*; choose one with --pick, or --pick all"):
        imported("codecarbon", path)
    assert len(imported("codecarbon", path, "all").draft.items) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("3.898533332775413e-05", "x", r"csv:3:222: ram_energy: must be a number; got 'x'$"),
        (
            "3.898533332775413e-05",
            "3.898533332775413e-04",
            "energy_consumed: must be the sum of cpu, gpu and ram_energy",
        ),
        (",N,1.0,0.0\n", ",N,1.0\n", r"csv:2:1: must have 38 cells like the first row, got 37; were rows of two files"),
        ("run_id,", "run,", r"no column 'run_id', which a file of CodeCarbon has"),
        ("5.4579351136091775e-05", "0", "must be above 0: nothing was recorded"),
    ],
)
def test_wrong_and_mixed_files_are_refused_at_the_cell(imported, changed, old, new, message):
    with pytest.raises(InvalidInput, match=message):
        imported("codecarbon", changed("codecarbon-3.3.2.csv", old, new))
