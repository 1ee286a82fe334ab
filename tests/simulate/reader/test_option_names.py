from collections.abc import Callable

from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.scenario.selection import pick

AXIS = "dimensions: {region: {central_us: {words: 1e8}, norway: {}}}\n"


def test_options_have_names_for_readers(changed: Callable[..., Scenario]) -> None:
    found = changed(add=f"{AXIS}names: {{central_us: Central US}}")
    assert found.names == {"central_us": "Central US"}
    assert "Central US" in found.resolved


def test_what_names_no_option_is_reported(wrong: Callable[..., list[str]]) -> None:
    (found,) = wrong(add=f"{AXIS}names: {{central: Central US}}")
    assert "names.central: no axis has an option with this name; did you mean 'central_us'?" in found


def test_without_axes_there_is_nothing_to_name(wrong: Callable[..., list[str]]) -> None:
    (found,) = wrong(add="names: {norway: Norway}")
    assert found.endswith("names.norway: no axis has an option with this name")


def test_names_go_with_their_options(changed: Callable[..., Scenario]) -> None:
    found = changed(add=f"{AXIS}names: {{central_us: Central US, norway: Norway}}")
    left = pick(found, ["region=norway"])
    assert left.names == {"norway": "Norway"}
    assert "Central US" not in left.resolved
