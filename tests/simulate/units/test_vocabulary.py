from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.units import vocabulary
from carbonspan.simulate.units.vocabulary import FILE, Substance, read

WORDS = """\
substance: {name: N2Oe, long_name: N2O-equivalent, aliases: [], plain: N2O, spellings: [N2O e]}
quantities:
  an energy: [Wh, kWh]
usual: {a power: [1 W, 10 kW]}
coherent: [J]
symbols: {fpga: FPGA}
plurals: {ox: oxen}
typeset: {N2O: N₂O}
examples: [s]
suggestions: [kWh]
acronyms: [PUE, WUE]
"""


def refused(text: str) -> list[str]:
    with pytest.raises(InvalidInput, match=r"words\.yaml") as caught:
        read(text.encode(), file="words.yaml")
    return str(caught.value).splitlines()


def test_every_section_is_read() -> None:
    found = read(WORDS.encode(), file="words.yaml")
    assert found.substance == Substance("N2Oe", "N2O-equivalent", [], "N2O", ["N2O e"])
    assert (found.quantities, found.coherent, found.acronyms) == ({"an energy": ["Wh", "kWh"]}, ["J"], ["PUE", "WUE"])
    assert (found.symbols, found.plurals, found.typeset) == ({"fpga": "FPGA"}, {"ox": "oxen"}, {"N2O": "N₂O"})
    assert (found.examples, found.suggestions) == (["s"], ["kWh"])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("coherent: [J]\n", "", "words.yaml:1:1: coherent: is missing"),
        ("coherent: [J]", "coherent: J", "words.yaml:5:1: coherent: must be a list, got 'J'"),
        ("[PUE, WUE]", "[PUE, 3]", "words.yaml:11:17: acronyms.1: must be text, got 3"),
        ("{ox: oxen}", "[ox]", "words.yaml:7:1: plurals: must be a mapping, got ['ox']"),
        ("plain: N2O, ", "", "words.yaml:1:1: substance.plain: is missing"),
        ("[Wh, kWh]", "[]", "words.yaml:3:3: quantities.an energy: needs at least one unit, such as [Wh, kWh]"),
        (
            "acronyms: [PUE",
            "acronym: [PUE",
            "words.yaml:11:1: acronym: unknown key; did you mean 'acronyms'?",
        ),
        ("aliases", "alias", "words.yaml:1:52: substance.alias: unknown key; did you mean 'aliases'?"),
        (
            "coherent: [J]",
            "coherent: [J",
            "words.yaml:5:11: invalid YAML: this [ is not closed by line 6; close it, or quote text",
        ),
    ],
)
def test_a_mistake_has_a_position(old: str, new: str, problem: str) -> None:
    assert WORDS.count(old) == 1
    assert any(line.startswith(problem) for line in refused(WORDS.replace(old, new)))


def test_all_mistakes_are_reported_at_once() -> None:
    found = refused(WORDS.replace("[J]", "J").replace("[s]", "s"))
    assert [each.split(":")[1] for each in found] == ["5", "9"]


def test_what_is_kept_between_processes_equals_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary.vocabulary()  # kept from here on
    monkeypatch.setattr(vocabulary, "read", None)
    assert vocabulary.vocabulary.__wrapped__() == read(FILE.read_bytes(), file=FILE.name)


def test_an_edited_file_is_read_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vocabulary, "FILE", tmp_path / "words.yaml")
    for name in ("N2Oe", "NOx"):
        (tmp_path / "words.yaml").write_text(WORDS.replace("name: N2Oe", f"name: {name}"))
        assert vocabulary.vocabulary.__wrapped__().substance.name == name


def test_a_second_process_reads_no_yaml() -> None:
    code = "import sys; from carbonspan.simulate.units import vocabulary as v; v.vocabulary(); print(*sys.modules)"
    for modules in ([], ["pydantic", "ruamel.yaml", "yaml"]):
        found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
        assert not {*modules} & {*found}
