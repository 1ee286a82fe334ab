from __future__ import annotations

import re

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.shipped.search import mentioning

TEXTS = {
    "a": "gpu/a100-sxm4/tdp: NVIDIA A100, rated power",
    "b": "grid/no-2024: Norway, lifecycle",
    "c": "grid/se-2024: Sweden, direct",
}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ([], ("a", "b", "c")),
        (["grid"], ("b", "c")),
        (["GRID", "sweden"], ("c",)),
        (["2024", "cycle"], ("b",)),
        (["a100-sxm4"], ("a",)),
    ],
)
def test_every_word_must_stand_somewhere(words: list[str], keys: tuple[str, ...]) -> None:
    assert mentioning(words, TEXTS, what="row") == keys


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["norwey"], "no row mentions 'norwey'; did you mean 'norway'?"),
        (["grid", "Sveden"], "no row mentions 'sveden'; leave it out; did you mean 'sweden'?"),
        (["grid", "zzz"], "no row mentions 'zzz'; leave it out"),
        (["Tesla sxm4-32GB"], "no row mentions 'tesla sxm4-32gb'; did you mean 'sxm4'?"),
        (["sxm5"], "no row mentions 'sxm5'; did you mean 'sxm4'?"),
        (["zzz"], "no row mentions 'zzz'; without words, all are shown"),
        (["norway", "sweden"], "no row mentions 'norway' and 'sweden' together; leave a word out"),
    ],
)
def test_nothing_found_is_told_with_what_is_near(words: list[str], message: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{re.escape(message)}$"):
        mentioning(words, TEXTS, what="row")


def test_whole_words_come_first() -> None:
    texts = {"grid": "Puerto Rico", "aws": "PUE of AWS", "spuerious": "none"}
    assert mentioning(["pue"], texts, what="row") == ("aws", "grid")
