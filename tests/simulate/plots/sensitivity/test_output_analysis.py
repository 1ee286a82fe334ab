import pytest

from carbonspan.simulate.plots.sensitivity.output_analysis import first_coordinate, output_analysis, outputs


def test_outputs_are_those_of_the_analysis(words, offsets):
    assert outputs(words) == ["gpu_time", "energy", "emissions"]
    assert outputs(offsets) == ["rent", "net"]


def test_shares_are_ordered_and_inert_inputs_apart(words):
    found = output_analysis(words, "gpu_time")
    totals = [each.total.value for each in found.explained]
    assert totals == sorted(totals, reverse=True)
    assert set(found.inert) == {"idle_power", "full_power", "pue", "carbon_intensity", "utilization"}
    assert found.rank["users"] == 0


def test_a_coordinate_is_completed_by_first_options(by_region):
    assert first_coordinate(by_region, "emissions") == {"region": "central_us"}
    assert output_analysis(by_region, None, {"region": "norway"}).at == {"region": "norway"}


def test_shapley_effects_are_those_of_the_first_coordinate(offsets):
    found = output_analysis(offsets, "net")
    assert found.has_effects
    assert sum(each.share.value for each in found.explained) == pytest.approx(1)
    assert found.samples == 2_048


def test_inputs_of_one_set_are_ranked_by_how_far_they_move_the_output(sixty):
    found = output_analysis(sixty, None)
    last = [name for name, number in found.rank.items() if number >= len(found.rank) - len(found.unscreened)]
    assert set(last) == set(found.unscreened)
    delta = sixty["given_data"]["total"].sel(measure="delta")
    moved = [float(delta.sel(input=name)) for name in last]
    assert moved == sorted(moved, reverse=True)
