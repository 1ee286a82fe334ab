"""What a scenario believes, as people and programs read it."""

import json

from click.testing import CliRunner

from carbonspan.simulate.cli.show import command


def shown(*arguments: str) -> str:
    return CliRunner().invoke(command, arguments, standalone_mode=False).stdout


def test_what_an_option_replaces_is_shown_with_its_grounds():
    lines = shown("bert/by-region").splitlines()
    rows = [line.split() for line in lines if line.startswith("region norway")]
    grounds = ["gsd:", "1.16", "×", "ember", "×", "age_norway", "derived", "ignorance", "ember"]
    assert rows == [
        ["region", "norway", "carbon_intensity", "31", "24.28", "31", "39.57", "g", "CO2e/kWh"],
        ["region", "norway", "carbon_intensity", *grounds],
    ]


def test_a_note_is_told_once():
    said = shown("bert/by-region")
    assert said.count("Google Cloud us-central1") == 1
    assert "carbon_intensity at region germany: Germany; 2024" in said


def test_json_has_what_options_replace():
    options = json.loads(shown("bert/by-region", "--json"))["options"]
    assert {each["at"]: round(each["nominal"]) for each in options} == {
        "region central_us": 430,
        "region germany": 342,
        "region france": 44,
        "region norway": 31,
    }
    assert "options" not in json.loads(shown("chatgpt/by-words", "--json"))
