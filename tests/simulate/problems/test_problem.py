"""How problems are shown."""

import pickle
from dataclasses import replace
from functools import partial

import pytest

from carbonspan.simulate.problems import InvalidInput, Problem, did_you_mean, printable


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
    assert len(told) < 750
    assert told.endswith("9…: must be INPUT=VALUE")


def test_the_remedy_behind_a_long_quotation_is_seen() -> None:
    assert str(Problem(f"must be numbers, got '{'9' * 5_000}'; write a list")) == (
        f"must be numbers, got '{'9' * 119}…'; write a list"
    )
    apostrophes = f"the grid's {'very ' * 50}long name is not the users' own"
    assert str(Problem(apostrophes)) == apostrophes


def many(count: int) -> list[Problem]:
    return [Problem("is missing", "pue", "a.yaml", line) for line in range(1, count + 1)]


def test_up_to_a_hundred_problems_are_all_shown() -> None:
    assert str(InvalidInput(many(100))).splitlines() == [str(each) for each in many(100)]


@pytest.mark.parametrize(("count", "rest"), [(101, "1 more mistake"), (30_000, "29,900 more mistakes")])
def test_of_more_the_first_are_shown_and_the_rest_is_counted(count: int, rest: str) -> None:
    *shown, last = str(InvalidInput(many(count))).splitlines()
    assert shown == [str(each) for each in many(100)]
    assert last == f"a.yaml:101:0: {rest} from here on, not shown; correct those above first"


def test_those_not_shown_are_counted_once_where_problems_are_passed_on() -> None:
    first, second = InvalidInput(many(300)), InvalidInput(many(50))
    whole = InvalidInput([*first.problems, *second.problems])
    assert "250 more mistakes" in str(whole)
    assert str(InvalidInput(whole.problems)) == str(whole)
    assert pickle.loads(pickle.dumps(whole)).problems == whole.problems  # noqa: S301 - what was made here


def test_after_those_that_nobody_counted_no_number_is_given() -> None:
    uncounted = [*many(100), Problem("is missing", "pue", "a.yaml", 101, count=0)]
    assert str(InvalidInput(uncounted)).endswith(": more mistakes from here on, not shown; correct those above first")


def test_a_remedy_is_searched_for_only_where_the_problem_is_shown() -> None:
    asked: list[int] = []

    def remedy(line: int) -> str:
        asked.append(line)
        return f"did you mean {line}?"

    found = [replace(each, remedy=partial(remedy, each.line)) for each in many(1_000)]
    assert str(InvalidInput(found)).splitlines()[1] == "a.yaml:2:0: pue: is missing; did you mean 2?"
    assert asked == list(range(1, 101))
