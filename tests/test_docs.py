import re
from pathlib import Path

import pytest

from carbonspan.simulate.files import yaml
from carbonspan.simulate.grammar import claim_entries, input_entries, scenario_entries
from carbonspan.simulate.grammar.entry import Entry
from carbonspan.simulate.grammar.input_entries import Correlations, InputEntry, SharesEntry
from carbonspan.simulate.grammar.laws.registry import LAWS
from carbonspan.simulate.grammar.scenario_entries import PartEntry, ScenarioEntry
from carbonspan.simulate.scenario.claim import FINDINGS

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.name for path in (ROOT / "docs").glob("*.md"))
SCENARIOS = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page_does_what_it_shows(page, follow):
    follow(f"docs/{page}")


PLACE = "<!-- laws: held against the code by tests/test_docs.py -->\n"


def laws() -> list[str]:
    """The table of laws, a row a law."""
    rows = ["| law | written | is |", "|---|---|---|"]
    for law in LAWS.values():
        written = "<br>".join(f"`{form}`" for form in law.written)
        rows.append(f"| `{law.key}` | {written} | {law.summary} |")
    return rows


def examples() -> list[str]:
    """The table of laws by example, which tests of the laws read and compute with."""
    rows = ["| an example | is |", "|---|---|"]
    for law in LAWS.values():
        written = "<br>".join(f"`{yaml.flow(dict(example))[1:-1]}`" for example in law.examples)
        rows.append(f"| {written} | {law.summary} |")
    return rows


@pytest.mark.parametrize(("page", "table"), [("scenarios.md", laws), ("grammar.md", examples)])
def test_the_tables_of_laws_are_those_of_the_code(page, table):
    _, _, below = (ROOT / "docs" / page).read_text("utf-8").partition(PLACE)
    assert below.split("\n\n")[0].splitlines() == table()


def test_every_key_of_a_file_stands_on_the_page_of_the_grammar():
    page = (ROOT / "docs" / "grammar.md").read_text("utf-8")
    kinds = (ScenarioEntry, InputEntry, PartEntry, SharesEntry, Correlations)
    keys = {field.alias or name for kind in kinds for name, field in kind.model_fields.items()} - {"law", "means"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", page)] == []


def test_every_finding_of_an_audit_is_described():
    page = (ROOT / "docs" / "audit.md").read_text("utf-8")
    assert all(f"| `{kind}` | {meaning} |\n" in page for kind, meaning in FINDINGS.items())


def test_every_page_is_linked_from_the_readme_and_the_list_of_pages():
    readme, listed = ((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/README.md"))
    for page in PAGES:
        assert page == "README.md" or (f"(docs/{page})" in readme and f"({page})" in listed), page


MODULES = (input_entries, claim_entries, scenario_entries)
ENTRIES = sorted(
    {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Entry)
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.__name__)
def test_every_key_of_the_grammar_is_described(entry):
    keys = {field.alias or name for name, field in entry.model_fields.items()} - {"law", "means"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", SCENARIOS)] == []
    if entry in (ScenarioEntry, InputEntry):
        assert [key for key in sorted(keys) if f"`{key}`" not in SCENARIOS] == []


def test_the_numbers_in_the_pages_are_those_of_the_code():
    from carbonspan.simulate.answer import input_diagnostics, run_options
    from carbonspan.simulate.engine import refine
    from carbonspan.simulate.engine.tables import accuracy
    from carbonspan.simulate.grammar.laws import fields
    from carbonspan.simulate.kernels import batches, histogram
    from carbonspan.simulate.reader import correlations
    from carbonspan.simulate.scenario.usual_ranges import USUAL

    answers, engine = ((ROOT / "docs" / name).read_text("utf-8") for name in ("answers.md", "how-it-works.md"))
    assert f"below {correlations.INFEASIBLE:g})" in " ".join(SCENARIOS.split())
    assert f"more than {input_diagnostics.TOLERANCE:g} off" in SCENARIOS
    assert f"to within {fields.SUM:.0e}".replace("e-06", "e-6") in SCENARIOS
    assert "its {:.0f} to {:.0f} % range".format(*(100 * p for p in USUAL)) in SCENARIOS
    assert f"first {input_diagnostics.SAMPLES:,} samples" in answers
    assert f"{run_options.DEFAULT_SAMPLES:.0e}".replace("+0", "") in answers
    assert f"{batches.BATCHES} batches" in engine
    assert f"block of {batches.BLOCK:,} samples" in engine
    assert f"{histogram.MANTISSA_BITS} leading bits" in engine
    assert f"{accuracy.PROBABILITY_ERROR:.0e}".replace("e-09", "e-9") in engine
    assert f"more than {100 * refine.CROWDED:g} %" in engine


def test_the_first_page_lists_every_page_once():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"^- \[.+?\]\((.+?)\)", index, re.MULTILINE)
    kinds = ("*.md", "*.rst", "*.ipynb")
    pages = {path.relative_to(ROOT / "docs").as_posix() for kind in kinds for path in (ROOT / "docs").rglob(kind)}
    assert sorted(linked) == sorted(pages - {"README.md"})


def test_the_reference_of_the_site_has_every_public_name():
    import carbonspan

    reference = (ROOT / "docs" / "site" / "api.rst").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.\. auto\w+:: (\w+)$", reference, re.MULTILINE))
    plots = set(carbonspan.plot.__all__) - {"ANSWER_KINDS", "SENSITIVITY_KINDS", "check_writable"}
    assert named == set(carbonspan.__all__) - {"__version__", "plot"} | plots
