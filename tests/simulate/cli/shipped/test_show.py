"""What a scenario believes, as people and programs read it."""

import json

from click.testing import CliRunner

from carbonspan.simulate.cli.shipped.show import command


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


def test_a_note_is_reported_once():
    text = shown("bert/by-region")
    assert text.count("Google Cloud us-central1") == 1
    assert "carbon_intensity at region germany: Germany; 2024" in text


def test_json_has_what_options_replace():
    options = json.loads(shown("bert/by-region", "--json"))["options"]
    assert {each["at"]: round(each["nominal"]) for each in options} == {
        "region central_us": 430,
        "region germany": 342,
        "region france": 44,
        "region norway": 31,
    }
    assert "options" not in json.loads(shown("chatgpt/by-words", "--json"))


def test_what_is_one_draw_is_listed(tmp_path):
    path = tmp_path / "sites.yaml"
    path.write_text("""\
title: sites
model: training.by_energy
inputs:
  energy: {nominal: 1000 kWh, gsd: 1.1, evidence: assumed}
  pue: {catalog: provider/hyperscale/pue}
  carbon_intensity: {nominal: 300 g/kWh, gsd: 1.2, evidence: assumed}
dimensions:
  site:
    a: {pue: {catalog: provider/hyperscale/pue}}
    b: {carbon_intensity: {gsd: 1.3}, pue: {uniform: [1.1, 1.2]}}
    c: {carbon_intensity: {gsd: 1.4, same: true}}
""")
    text = shown(str(path))
    assert "Each uncertain input and each law of an option has draws of its own, except:" in text
    assert "  pue, pue at site a have the same value in each draw (provider/hyperscale/pue)\n" in text
    assert "  carbon_intensity, carbon_intensity at site c have the same percentile in each draw\n" in text
    assert "site b have" not in text
    options = {each["at"]: each["stream"] for each in json.loads(shown(str(path), "--json"))["options"]}
    assert options == {"site a": "provider/hyperscale/pue", "site b": "pue[site=b]", "site c": "carbon_intensity"}
    assert "has draws of its own.\n" in shown("presets/company-assistant")
