"""Every shipped scenario says what it believes and why, and its nominal values are no surprise to it."""

import re
from collections import defaultdict

import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.plausibility import implausible_inputs
from carbonspan.simulate.scenario.scenario import Input
from carbonspan.simulate.shipped import library, sources

# Published inputs that lie at the edge of, or beyond, what is believed.
PUBLISHED_AT_THE_EDGE = {
    "bert/by-region-marginal": {"pue"},
    "bloom/training": {"pue"},
    "chatgpt/by-hardware": {"utilization", "pue"},
    "chatgpt/by-words": {"utilization", "full_power", "pue"},
    "chatgpt/life-cycle": {"serving.utilization", "serving.full_power", "serving.pue"},
    "chatgpt/sixty-days": {"serving.utilization", "serving.full_power", "serving.pue"},
    "context/americans": {"serving.utilization", "serving.full_power", "serving.pue"},
}


def stated(name: str) -> list[Input]:
    """Every input of a scenario, at every coordinate, but the functional unit's."""
    scenario = load(name)
    replaced = [given for axis in scenario.axes for option in axis.options for given in option.inputs.values()]
    given = [given for given in scenario.inputs.values() if given.name not in scenario.per]
    return [*given, *replaced]


#: Inputs whose options say `same: true`.
ALIKE = {"presets/chat-h100": {"token_energy"}, "presets/chat-b200": {"token_energy"}, "context/sector": {"sector"}}


@pytest.mark.parametrize("name", library.names())
def test_nominal_values_are_no_surprise_but_where_published(name):
    implausible_values = {warning.field.removeprefix("inputs.") for warning in implausible_inputs(load(name))}
    assert implausible_values == PUBLISHED_AT_THE_EDGE.get(name, set())
    assert load(name).warnings == ()


@pytest.mark.parametrize("name", library.names())
def test_inputs_have_grounds(name):
    assert [given.name for given in stated(name) if given.evidence is None] == []
    unsourced = [given.name for given in stated(name) if not given.source and given.evidence != "assumed"]
    assert unsourced == []


@pytest.mark.parametrize("name", library.names())
def test_assumed_widths_say_why(name):
    uncertain = [given for given in stated(name) if not isinstance(given.distribution, Constant)]
    assert [given.name for given in uncertain if given.evidence == "assumed" and not given.note] == []


@pytest.mark.parametrize("name", library.names())
def test_two_laws_are_drawn_alike_only_where_the_file_says_so(name):
    scenario = load(name)
    options = [given for axis in scenario.axes for option in axis.options for given in option.inputs.values()]
    laws = defaultdict(set)
    for given in (*scenario.inputs.values(), *options):
        if given.varies:
            laws[given.stream].add(given.distribution)
    alike = {stream for stream, several in laws.items() if len(several) > 1}
    assert alike == ALIKE.get(name, set())


@pytest.mark.parametrize("name", library.names())
def test_sources_are_shipped_ones(name):
    given = [given for given in stated(name) if not given.source.startswith("counted by the dimension")]
    cited = {key for each in given for key in re.split(r",\s*", each.source) if key}
    cited |= {claim.source for claim in load(name).claims if claim.source}
    assert cited - set(sources.shipped()) == set()


@pytest.mark.parametrize("key", ["kaplan-2020", "nvidia-h100", "danish-home", "anthony-2020", "tang-2023"])
def test_what_was_not_read_is_marked(key):
    assert not sources.shipped()[key].verified
