"""A scenario as a file to edit."""

from carbonspan.simulate.files import yaml
from carbonspan.simulate.show.scenario_file import scenario_file

DATA = {
    "title": "A lamp",
    "model": "lamp.py:light",
    "per": {"hours": "1 day"},
    "inputs": {
        "power": {"nominal": "9 W", "source": "ember, ipcc-2014", "evidence": "derived"},
        "load": {"nominal": 1, "source": "our meter", "evidence": "measured"},
    },
}


def test_it_is_the_data_with_comments() -> None:
    text = scenario_file("lamp", DATA, {})
    assert yaml.parse(text.encode(), file="lamp.yaml").data == DATA
    assert "# The functional unit: what the answer is for.\nper: {hours: 1 day}\n" in text


def test_shipped_sources_are_cited_in_full() -> None:
    ending = scenario_file("lamp", DATA, {}).partition("# The sources by their keys:\n")[2].splitlines()
    assert [line.split(":")[0] for line in ending if not line.startswith("#  ")] == ["# ember", "# ipcc-2014"]
    assert "sources" not in scenario_file("lamp", {"title": "A lamp"}, {})
