"""Names that are suggested for a word that is none."""

import pytest

from carbonspan.simulate.problems.suggestions import did_you_mean, nearest

NAMES = [
    "bloom/embodied",
    "bloom/training",
    "chatgpt/by-words",
    "grid/us-mix",
    "training/gpt-3",
    "water/training-gpt-3",
]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("bloom", ["bloom/embodied", "bloom/training"]),
        ("chatgpt/by-word", ["chatgpt/by-words"]),
        ("wrods", ["chatgpt/by-words"]),
        ("xyz", []),
    ],
)
def test_the_nearest_are_those_with_the_word_or_like_it(word: str, expected: list[str]) -> None:
    assert nearest(word, NAMES) == expected


def test_without_a_near_name_all_are_offered_or_the_list_is_named() -> None:
    assert did_you_mean("xyz", ["a", "b"]) == "choose one of a, b"
    assert did_you_mean("xyz", NAMES, see="see the list") == "see the list"
    assert did_you_mean("xyz", []) == "there are none to choose from"


def test_no_more_than_three_are_suggested() -> None:
    assert did_you_mean("g", [f"g/{each}" for each in "abcde"]) == "did you mean 'g/a' or 'g/b' or 'g/c'?"
