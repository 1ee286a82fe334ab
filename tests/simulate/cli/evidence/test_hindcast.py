import json
import re

import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.reader.hindcasts import shipped

BELIEF = """\
title: A rack
model: serving.by_hardware
inputs:
  gpus: {nominal: 8 gpu, evidence: measured, source: me}
  power: {nominal: 300 W/gpu, gsd: 1.2, evidence: assumed, source: me}
  utilization: {nominal: 0.5, evidence: assumed, source: me}
  duration: {nominal: 1 day, evidence: measured, source: me}
  pue: {nominal: 1.2, evidence: assumed, source: me}
  carbon_intensity: {nominal: 400 g/kWh, evidence: assumed, source: me}
"""
TRUTHS = """\
hindcast:
  truths:
    july: {output: energy, value: 35 kWh, how: metered, source: our meter}
    august: {output: energy, value: 90 kWh, how: metered, source: our meter}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rack.yaml"
    path.write_text(BELIEF + TRUTHS)
    return path


def hindcast(*arguments) -> int:
    return main.run(["hindcast", "--samples", "2e4", *map(str, arguments)])


def test_a_users_own_file_is_scored(file, capsys):
    assert hindcast(file) == 0
    shown = capsys.readouterr()
    rows = [line.split() for line in shown.out.splitlines()]
    (august,) = [row for row in rows if row[:1] == ["rack/august"]]
    (july,) = [row for row in rows if row[:1] == ["rack/july"]]
    assert "MISS" in august
    assert "hit" in july
    assert rows.index(august) < rows.index(july)
    assert "20,000 samples a file, seed 0" in shown.out
    assert "rack: the beliefs are not frozen" in shown.err


def test_beliefs_can_be_frozen_as_told_and_changing_them_is_reported(file, capsys):
    hindcast(file)
    hash_ = re.search(r'frozen: "([0-9a-f]{16})"', capsys.readouterr().err)[1]
    file.write_text(file.read_text().replace("hindcast:", f'hindcast:\n  frozen: "{hash_}"'))
    assert hindcast(file) == 0
    assert capsys.readouterr().err == ""
    file.write_text(file.read_text().replace("gsd: 1.2", "gsd: 3"))
    assert hindcast(file) == 1
    shown = capsys.readouterr()
    assert f"rack: the beliefs are not those that were frozen ({hash_}); their hash is " in shown.err
    assert "rack/august" in shown.out


def test_json_has_truths_coverage_and_score(file, capsys):
    assert hindcast("--json", "--seed", "3", file) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["hit"]) for each in found["truths"]] == [("rack/august", False), ("rack/july", True)]
    assert found["truths"][0]["measured"] == pytest.approx(90)
    assert (found["samples"], found["seed"]) == (20_000, 3)
    assert set(found["sets"]) == {"unseen"}
    assert found["sets"]["unseen"]["coverage"]["0.9"]["share"] == 0.5
    assert found["sets"]["unseen"]["coverage"]["0.9"]["p_value"] == pytest.approx(0.19)
    assert set(found["sets"]["unseen"]["score"]) == {"carbonspan", "plus_minus_20_percent", "likely_range"}


def test_seen_truths_are_scored_apart_from_the_others(file, tmp_path, capsys):
    other = tmp_path / "seen.yaml"
    other.write_text(file.read_text().replace("hindcast:", "hindcast:\n  seen: true"))
    assert hindcast(file, other) == 0
    unseen, seen = capsys.readouterr().out.split("Truths that have shaped laws")
    assert "Truths that no law has seen" in unseen
    assert ("rack/august" in unseen, "seen/august" in unseen) == (True, False)
    assert "seen/august" in seen
    assert "1 of 2" in unseen


def test_a_picture_is_written_and_a_wrong_name_refused_before_the_run(file, tmp_path, capsys):
    assert hindcast(file, "--plot", tmp_path / "truths.svg") == 0
    assert "The 90 % intervals hold 1 of 2 unseen truths" in (tmp_path / "truths.svg").read_text()
    capsys.readouterr()
    assert hindcast(file, "--plot", tmp_path / "truths.txt") == 2
    shown = capsys.readouterr()
    assert "truths.txt: must end in" in shown.err
    assert shown.out == ""


def test_options_that_exclude_each_other_are_refused(file, capsys):
    assert hindcast(file, "--before") == 2
    assert "--before is of all shipped hindcasts; omit the names" in capsys.readouterr().err
    assert hindcast(file, "--discrepancy", "--plot", "a.png") == 2
    assert "--discrepancy has no --plot" in capsys.readouterr().err
    assert hindcast(file, "--discrepancy") == 2
    assert "requires seen truths of one family by at least three groups" in capsys.readouterr().err


def test_the_discrepancy_of_each_family_is_printed_with_its_range(capsys):
    assert hindcast("--before", "--discrepancy", "--json") == 0
    arithmetic, load = json.loads(capsys.readouterr().out)
    assert (arithmetic["family"], load["family"]) == ("arithmetic", "load")
    assert set(load["left_out"]) == {"luccioni", "dodge-2022", "patterson-2021"}
    assert min(load["left_out"].values()) > 1.3
    assert load["log_density_with_factor"] > load["log_density"]


def test_a_shipped_scenario_is_called_as_it_was_named(capsys):
    assert hindcast("chatgpt/by-words") == 2
    assert capsys.readouterr().err.startswith("chatgpt/by-words: hindcast: is missing")


def test_a_file_without_truths_is_refused_with_a_remedy(file, capsys):
    file.write_text(BELIEF)
    assert hindcast(file) == 2
    assert (
        "rack.yaml: hindcast: is missing; give measured values, such as `hindcast: {truths" in capsys.readouterr().err
    )


def test_the_shipped_ones_are_scored_where_none_is_named(capsys):
    assert hindcast("--json") == 0
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert {each["id"].partition("/")[0] for each in found["truths"]} == {path.stem for path in shipped()}
    assert shown.err.count("warning") == 0


def test_a_hindcast_runs_as_an_ordinary_scenario_with_the_hash_of_its_beliefs(file, capsys):
    assert main.run(["run", str(file), "--samples", "1e4", "--json"]) == 0
    hash_ = json.loads(capsys.readouterr().out)["hash"]
    hindcast(file)
    assert f'frozen: "{hash_}"' in capsys.readouterr().err


def test_a_shipped_hindcast_goes_by_its_name_and_an_unknown_one_is_reported_with_the_nearest(capsys):
    assert hindcast("benchmark") == 0
    assert "benchmark/gemma-3-12b" in capsys.readouterr().out
    assert hindcast("blom") == 2
    assert (
        "blom: no shipped hindcast and no file has this name; did you mean 'bloom-serving'?" in capsys.readouterr().err
    )
    assert hindcast("zzz") == 2
    names = ", ".join(path.stem for path in shipped())
    assert f"zzz: no shipped hindcast and no file has this name; choose {names} or a file" in capsys.readouterr().err
