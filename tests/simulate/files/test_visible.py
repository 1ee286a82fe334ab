"""Texts that are shown: the characters that no text may have, and titles on one line."""

from __future__ import annotations

import pytest

from carbonspan.simulate.files.visible import one_line, title_rule, unprintable

#: Control characters, those without width, separators, changes of direction, no characters, half ones, tags.
HIDDEN = "\x00\x1b\x7f\x85\x9b\u200b\u2028\u202e\u2066\ufeff\ufffe\uffff\ud800\U000e0041"


@pytest.mark.parametrize("character", HIDDEN)
def test_a_character_that_a_terminal_obeys_or_hides_breaks_a_rule(character: str) -> None:
    assert unprintable(f"a{character}b") == f"contains the unprintable character U+{ord(character):04X}; remove it"
    assert title_rule(f"a{character}b") == unprintable(f"a{character}b")


def test_letters_and_signs_of_all_languages_are_visible() -> None:
    assert not unprintable("µ × ± CO₂ “quoted” 한국어 עברית\u200f\n\t\u00a0😀")


def test_a_title_is_long_or_too_long() -> None:
    assert not title_rule("é" * 300)
    assert title_rule("é" * 10_000) == "must have at most 300 characters, got 10,000; shorten it"


def test_spaces_that_hold_words_together_stay() -> None:
    assert one_line(" 5\u00a0%\r\n of\tit\n") == "5\u00a0% of it"
