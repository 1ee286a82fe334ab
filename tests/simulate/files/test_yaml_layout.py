"""Data as YAML to edit, which reads back as the same data."""

from carbonspan.simulate.files import yaml
from carbonspan.simulate.files.yaml_layout import commented, laid_out

LONG = "a note that is longer than a line has room for, with 90 % and a well-known hyphen, " * 3
DATA = {
    "title": "A: b",
    "per": {"duration": "1 day"},
    "inputs": {
        "pue": {"pert": [1.07, 1.12, 1.2], "note": LONG.strip()},
        "share": {"nominal": 0.5, "note": f"two  spaces, {LONG}"},
        "start": {"nominal": 3, "note": "# no comment"},
    },
    "names": {},
}


def test_what_is_laid_out_reads_back() -> None:
    text = laid_out(DATA, {("inputs",): "Inputs.", ("inputs", "start"): "When.\nAnd why."})
    assert yaml.parse(text.encode(), file="a.yaml").data == DATA
    assert list(yaml.parse(text.encode(), file="a.yaml").data["inputs"]) == list(DATA["inputs"])


def test_short_mappings_take_a_line_and_long_text_several() -> None:
    lines = laid_out(DATA, {}).splitlines()
    assert "per: {duration: 1 day}" in lines
    assert "    pert: [1.07, 1.12, 1.2]" in lines
    assert "    note: >-" in lines
    folded = lines[lines.index("    note: >-") + 1 :]
    assert max(map(len, folded[:3])) <= 120
    assert lines[-2:] == ["", "names: {}"]


def test_comments_are_above_what_they_are_about() -> None:
    lines = laid_out(DATA, {("inputs",): "Inputs.", ("inputs", "start"): "When."}).splitlines()
    assert lines[lines.index("inputs:") - 2 : lines.index("inputs:")] == ["", "# Inputs."]
    (start,) = [index for index, line in enumerate(lines) if line.startswith("  start:")]
    assert lines[start - 1] == "  # When."


def test_a_long_comment_is_folded() -> None:
    lines = commented(LONG, indent="  ", hanging="  ")
    assert lines[0].startswith("  # a note")
    assert lines[1].startswith("  #   ")
    assert max(map(len, lines)) <= 120
