import pytest

from carbonspan.simulate.problems import InvalidInput


def test_energy_and_emissions_are_those_of_the_file(imported, nominal):
    found = nominal(imported("eco2ai", "eco2ai-0.3.12.csv"))
    assert found["energy"] / 3.6e6 == pytest.approx(0.00016908245189659892, rel=1e-12)
    assert found["emissions"] == pytest.approx(1.1418137976577325e-05, rel=1e-12)


def test_the_worlds_mean_for_three_letters_is_doubted(imported):
    found = imported("eco2ai", "eco2ai-0.3.12-unknown-country.csv")
    assert any("does not know the country FRA" in each for each in found.draft.doubtful)
    assert not any("country" in each for each in imported("eco2ai", "eco2ai-0.3.12.csv").draft.doubtful)


def test_epochs_add_up_and_their_energy_is_doubted(imported):
    found = imported("eco2ai", "eco2ai-0.3.12-epochs.csv")
    assert [item.name for item in found.draft.items] == ["epoch: 1", "epoch: 2", "epoch: 3"]
    assert found.data["outputs"]["all_energy"] == {"sum": "epoch", "of": "energy"}
    assert any("that of 0.034 W" in each for each in found.draft.doubtful)


def test_an_energy_of_nothing_is_refused(imported, changed):
    path = changed("eco2ai-0.3.12.csv", "0.00016908245189659892", "0.0")
    with pytest.raises(InvalidInput, match=r"csv:2:\d+: power_consumption\(kWh\): must be above 0: a run shorter than"):
        imported("eco2ai", path)
