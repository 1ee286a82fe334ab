"""How problems are shown."""

import pytest

from carbonspan.simulate.problems import Problem, did_you_mean, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a \x1b[31mred\x1b[0m title", r"a \x1b[31mred\x1b[0m title"),
        ("\x9b31m \0 \u202e \u2028 \ud800 \U000e0041", r"\x9b31m \x00 \u202e \u2028 \ud800 \U000e0041"),
        ("µ × ± 3\u00a0kg\nnext", "µ × ± 3\u00a0kg\nnext"),
    ],
)
def test_what_a_terminal_obeys_or_hides_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert str(Problem(text, text, text)) == ": ".join([shown] * 3)


def test_a_message_quotes_a_short_piece_at_most() -> None:
    shown = str(Problem("x" * 100_000, "key." * 100_000, "a.yaml", 1, 1))
    assert shown.startswith("a.yaml:1:1: key.key.")
    assert len(shown) < 1300
    assert len(did_you_mean("g", ["secret " * 10_000])) < 100


def test_an_option_that_is_named_as_the_file_is_clipped_too() -> None:
    told = str(Problem("must be INPUT=VALUE", file=f"--set {'9' * 5_000}"))
    assert len(told) < 1_100
    assert told.endswith("9…: must be INPUT=VALUE")
