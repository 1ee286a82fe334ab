import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.page.address import Address
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.show import text


def test_the_answer_is_that_of_the_command_line(explorer):
    sets = ("latency=0.2 to 0.5", "pue=1.1")
    shown = explorer.shown(Address(sets))
    expected = run_scenario(load("chatgpt/by-words", sets=sets), samples=explorer.samples)
    for ours, theirs in zip(shown.computed.marginals, expected.marginals, strict=True):
        assert ours.quantiles == theirs.quantiles
        assert ours.intervals == tuple(each for each in theirs.intervals if each.kind == "equal-tailed")
    assert shown.computed.warnings == expected.warnings
    assert shown.sentence == text.headline(expected.in_units(), expected.in_units().main, ())
    assert shown.answer.hash == expected.hash


def test_an_answer_is_computed_once(explorer):
    address = Address(("pue=1.15",))
    assert explorer.shown(address).computed is explorer.shown(address).computed


def test_nominal_values_outside_their_beliefs_are_named(explorer):
    shown = explorer.shown(Address())
    assert shown.answer.implausible == ("utilization", "full_power", "pue")
    assert shown.warnings == []
    assert shown.about[0].startswith("The nominal 3.82 t lies at the ")


def test_one_option_of_each_axis_is_shown_the_first_unless_another_is_picked(site):
    assert site.options(Address()) == {"counting": "site", "size": "small"}
    first, other = site.shown(Address()), site.shown(Address((), ("counting=upstream",)))
    assert first.panel.marginal.coordinates["counting"] == "site"
    assert other.panel.marginal.median.value > first.panel.marginal.median.value


def test_a_sum_over_a_dimension_has_all_of_its_options(site):
    small, both = site.shown(Address(output="energy")), site.shown(Address(output="both"))
    assert site.headline == "both"
    assert both.panel.marginal.median.value > 5 * small.panel.marginal.median.value


def test_the_scenario_that_is_written_has_all_options_and_the_changes(site):
    written = site.whole(Address(("load=50 %",), ("size=large",)))
    assert [option.label for axis in written.axes for option in axis.options] == ["site", "upstream", "small", "large"]
    assert written.inputs["load"].nominal == 0.5
    assert "load" in written.to_yaml()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (Address(("pue",)), "--set pue: must be INPUT=VALUE, such as pue=1.2"),
        (Address(("pue=",)), "--set pue=: must be INPUT=VALUE"),
        (Address(("pue=1", "pue=2")), "pue is given twice"),
        (Address(("nosuch=1",)), "no input is named 'nosuch'"),
        (Address(("latency=2 to 1",)), r"must exceed p5 \(2\), got 1"),
        (Address((), ("size=large",)), "chatgpt/by-words has no choices"),
        (Address(output="emission"), "no output is called 'emission'; did you mean 'emissions'?"),
    ],
)
def test_what_cannot_be_answered_is_refused(explorer, address, problem):
    with pytest.raises(InvalidInput, match=problem):
        explorer.shown(address)


def test_held_inputs_are_held_in_the_answer_and_in_what_is_written(explorer):
    address = Address(("users=2e6",), fixes=("latency",))
    shown = explorer.shown(address)
    expected = run_scenario(load("chatgpt/by-words", sets=address.sets, fixes=address.fixes), samples=explorer.samples)
    for ours, theirs in zip(shown.computed.marginals, expected.marginals, strict=True):
        assert ours.quantiles == theirs.quantiles
        assert ours.intervals == tuple(each for each in theirs.intervals if each.kind == "equal-tailed")
    assert shown.computed.warnings == expected.warnings
    assert not shown.scenario.inputs["latency"].varies
    assert not explorer.whole(address).inputs["latency"].varies
    written = explorer.whole(address).to_yaml().partition("  latency:")[2].partition("  utilization:")[0]
    assert "nominal: 0.35" in written
    assert "p95" not in written


def test_shares_are_held_together(mix):
    held = mix.scenario(Address(fixes=("generation",)))
    assert held.shares == ()
    assert not any(given.varies for name, given in held.inputs.items() if name.startswith("generation."))
    assert "concentration: exact" in mix.whole(Address(fixes=("generation",))).to_yaml()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (Address(("generation=1",)), r"must be shares that sum to 1, such as \{coal: 0.1589, .* got 1"),
        (Address(("generation={gas: 0.5}",)), "must sum to 1, got 1.0759"),
        (Address(fixes=("generatoin",)), "did you mean 'generation'"),
    ],
)
def test_shares_that_are_none_are_refused(mix, address, problem):
    with pytest.raises(InvalidInput, match=problem):
        mix.shown(address)
