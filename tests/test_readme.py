import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = "docs/images/chatgpt-by-words.png"


def test_every_command_of_the_readme_does_what_it_shows(follow):
    follow("README.md")


def test_the_two_commands_are_targets():
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"^make (\S+)", README, re.MULTILINE)
    assert named[:2] == ["run", "test"]
    assert set(named) <= set(targets)


@pytest.mark.parametrize("page", ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert ((ROOT / page).parent / target).exists(), target
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in text.splitlines()}
    assert {anchor for anchor in re.findall(r"\]\(#([^)]+)\)", text) if anchor not in headings} == set()


def test_the_picture_is_what_make_run_draws_and_is_small():
    assert f"]({PICTURE})" in README
    assert (ROOT / PICTURE).stat().st_size < 200_000


def test_the_table_of_commands_is_that_of_the_command_line():
    from carbonspan.simulate.cli.commands import GROUPS

    _, _, below = README.partition("| | command | does |\n|---|---|---|\n")
    rows = [
        f"| {group.title if name == next(iter(group.commands)) else ''} | `{name}` | {does} |".replace("|  |", "| |")
        for group in GROUPS
        for name, does in group.commands.items()
    ]
    assert below.split("\n\n")[0].splitlines() == rows


def test_exit_codes_are_those_of_the_command_line():
    from carbonspan.simulate.cli import main

    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert {main.OK, main.FAILED, main.WRONG_INPUT, main.INTERRUPTED} <= codes
