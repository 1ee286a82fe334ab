"""Comparisons by the Python interface."""

import pytest

import carbonspan
from carbonspan.simulate.problems import InvalidInput


def test_compare_takes_names_scenarios_and_answers() -> None:
    words = carbonspan.load("chatgpt/by-words")
    answer = carbonspan.run(words, samples=20_000, draws=20_000)
    found = carbonspan.compare([words, "chatgpt/by-hardware"], samples=20_000)
    assert found["scenarios"]["name"].values.tolist() == ["chatgpt/by-words", "chatgpt/by-hardware"]
    drawn = carbonspan.compare([answer, "chatgpt/by-hardware"])
    for tree in (found, drawn):
        below, error = (
            float(tree["probability"][name].sel(first="A", second="B")) for name in ("below", "below_error")
        )
        assert abs(below - 0.0765) < 5 * error


def test_compare_refuses_what_is_no_list_of_scenarios() -> None:
    with pytest.raises(InvalidInput, match="scenarios: must be a list of two or more"):
        carbonspan.compare("chatgpt/by-words")
    with pytest.raises(InvalidInput, match="outputs: must be one for all scenarios or one each, got 1 for 2"):
        carbonspan.compare(["chatgpt/by-words", "chatgpt/by-hardware"], outputs=["energy"])


def test_a_gap_s_tree_adds_up() -> None:
    found = carbonspan.gap(
        "chatgpt/by-words", carbonspan.load("chatgpt/by-words", sets=["pue=1.2", "users=2e6 person"])
    )
    assert found["inputs"]["input"].values.tolist() == ["users", "pue"]
    assert found["inputs"]["nominal"].values == pytest.approx([2.0, 1.2])
    total = float(found["ratio"]["log"][0])
    assert float(found["inputs"]["log"].sum()) == pytest.approx(total)
    assert float(found["factors"]["log"].sum()) == pytest.approx(total)
    assert found["factor_inputs"]["nominal"].sel(factor="gpu_time", input="pue").item() == 1.0
    assert found["inputs"]["belief"].sel(input="pue", scenario="second").item() == "1.2"
