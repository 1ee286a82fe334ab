"""What was changed, in words; and that the command lines a report prints give its numbers again."""

import dataclasses
import json
import os
import shlex
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.cli.answers import compare, run
from carbonspan.simulate.comparing.pairing import PairingRules
from carbonspan.simulate.comparing.sides import Agreement
from carbonspan.simulate.reader.overrides.changed_scenario import loaded, unchanged
from carbonspan.simulate.report import changes
from carbonspan.simulate.report.blocks import Listing, Paragraph
from carbonspan.simulate.report.changes import in_words
from carbonspan.simulate.report.document import AskedComparison, document
from carbonspan.simulate.report.study import study

WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"


def section(found, title):
    return next(each for each in found if each.title == title)


def listing(found, caption):
    return next(each.text for each in found.blocks if isinstance(each, Listing) and each.caption == caption)


def printed(line, command, *more):
    """What a printed command line prints, as JSON; a shell would split it into the same words."""
    program, _, *words = shlex.split(line)
    assert program == "carbonspan"
    done = CliRunner().invoke(command, [*words, *more], catch_exceptions=False, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.stdout


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        (WORDS, {"sets": ["pue=1.1", "latency=0.2 to 0.5"]}, "pue from 1 (quantiles: {0.05: 1.08, "),
        (WORDS, {"sets": ["pue=1.1"], "fixes": ["latency"]}, "latency held at 0.35 GPU·s/word in place of p5: 0.15"),
        ("presets/chat-h100", {"choices": ["length = long"]}, "only length long"),
    ],
)
def test_the_printed_command_gives_the_same_hash_and_numbers(name, changes, said):
    asked = loaded(name, **changes)
    found = document([asked], Request(4_096, seed=7, design="sobol")).sections
    line = listing(section(found, "How to repeat this"), "The command")
    assert "--seed 7 --design sobol" in line
    quoted = section(found, "The answer").blocks[0].text
    assert quoted in printed(line, run.command, "--quiet").splitlines()
    again = json.loads(printed(line, run.command, "--quiet", "--json"))
    paper = listing(section(found, "Method"), "A paragraph for a paper")
    assert f"hash {again['hash'][:12]}" in paper
    assert said in paper
    assert in_words(asked) in paper


def test_what_is_not_changed_is_not_mentioned():
    asked = loaded(WORDS)
    assert in_words(asked) == ""
    assert asked.options == ()
    assert unchanged(asked.scenario).options == ()


def test_the_printed_comparison_gives_the_same_lines():
    asked = [loaded(WORDS, sets=["pue=1.3"]), loaded(HARDWARE, fixes=["utilization"])]
    agreement = Agreement("1 week", any_boundary=True)
    how = AskedComparison(("energy", "energy"), PairingRules(apart=("carbon_intensity",)), agreement)
    found = document(asked, Request(4_000, seed=3), comparison=how).sections
    compared = section(found, "How they compare")
    line = listing(compared, "The command")
    for option in ("--set A:pue=1.3", "--fix B:utilization", "--output A:energy", "--apart carbon_intensity"):
        assert option in line
    lines = printed(line, compare.command, "--quiet").splitlines()
    paragraphs = [each.text for each in compared.blocks if isinstance(each, Paragraph)]
    assert {paragraphs[0], paragraphs[-1]} <= set(lines)
    assert paragraphs[-1].startswith("4,000 samples, seed 3")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash, as other shells may not know the quotes")
@pytest.mark.parametrize("name", ["it's.yaml", "o\udcff.yaml", "two\nlines.yaml", "a\u202eb'\\.yaml", "$HOME `x`.yaml"])
def test_a_shell_reads_every_name_of_a_file_back(name):
    asked = dataclasses.replace(loaded("bloom/embodied"), called=name)
    line = changes.run_command(study(asked, Request(100)))
    assert line.encode().decode() == line
    assert "\n" not in line
    read = subprocess.run(["bash", "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True).stdout.split(b"\0")  # noqa: S607
    assert read[2] == os.fsencode(name)
