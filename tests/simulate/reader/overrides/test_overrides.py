"""Values that take the place of a document's."""

import numpy as np
import pytest

from carbonspan.simulate.files.document import Document
from carbonspan.simulate.grammar.diagnostics import Diagnostics
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.overrides.overrides import Override, overridden, read_overrides, read_values

DATA = {
    "per": {"duration": "1 day"},
    "inputs": {"pue": {"nominal": 1.1, "gsd": 1.2, "evidence": "assumed"}, "load": {"nominal": 1}},
    "choices": {"who": {"few": {"pue": {"nominal": 1.3}, "load": {"nominal": 2}}, "many": {}}},
}


def changed(**sets: object) -> Document:
    document = Document(DATA)
    diagnostics = Diagnostics(document)
    return overridden(document, read_values(sets, diagnostics), diagnostics)


def test_what_stays_is_shared_and_nothing_is_changed_in_place() -> None:
    before = repr(DATA)
    data = changed(pue=1.2).data
    assert data["inputs"]["load"] is DATA["inputs"]["load"]
    assert data["per"] is DATA["per"]
    assert repr(DATA) == before


def test_an_override_holds_at_every_option() -> None:
    assert changed(pue=1.2).data["choices"] == {"who": {"few": {"load": {"nominal": 2}}, "many": {}}}


def test_problems_have_the_option_as_their_position() -> None:
    document = changed(pue=1.2)
    assert str(document.problem(("inputs", "pue", "nominal"), "is low")) == "--set pue=1.2: inputs.pue.nominal: is low"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.2, "pue=1.2"),
        (np.float64(1.2), "pue=1.2"),
        ("1.2", "pue=1.2"),
        ("1.1 to 1.3", "pue=1.1 to 1.3"),
        ({"nominal": 1.2, "gsd": 1.1}, "pue={nominal: 1.2, gsd: 1.1}"),
        ({"quantiles": {0.05: 1, 0.95: 2}}, "pue={quantiles: {0.05: 1, 0.95: 2}}"),
    ],
)
def test_a_value_and_its_text_are_one_override(value: object, text: str) -> None:
    diagnostics = Diagnostics(Document({}))
    assert read_values({"pue": value}, diagnostics) == read_overrides([text], diagnostics)
    assert not diagnostics.problems


def test_texts_and_values_have_their_problems_reported_together() -> None:
    diagnostics = Diagnostics(Document(DATA))
    overrides = read_values({"pue": object, "load": "*x", "pau": 3}, diagnostics)
    assert overrides == [Override("pau", 3, "pau=3")]
    with pytest.raises(InvalidInput, match="did you mean 'pue'") as caught:
        overridden(Document(DATA), overrides, diagnostics)
    assert [problem.file for problem in caught.value.problems] == ["--set load=*x", "--set pau=3", "--set pue"]


def test_two_values_of_one_input_are_refused() -> None:
    diagnostics = Diagnostics(Document(DATA))
    overrides = [Override("pue", 1.2, "pue=1.2"), Override("pue", 1.3, "pue=1.3")]
    with pytest.raises(InvalidInput, match=r"--set pue=1\.3: pue is given twice, before as 1\.2; give one value"):
        overridden(Document(DATA), overrides, diagnostics)


@pytest.mark.parametrize("value", ["\ud800", "1.2\udcff", "a\u202eb", "{nominal: 1.2, source: \ud800}"])
def test_a_text_with_an_unprintable_character_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match=r"--set pue=.*: contains the unprintable character U\+\w{4}; remove it"):
        changed(pue=value)


@pytest.mark.parametrize("value", ["{}", {}])
def test_an_entry_without_keys_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput, match=r"--set pue=\{\}: is empty; give a value, such as pue=1.2"):
        changed(pue=value)
