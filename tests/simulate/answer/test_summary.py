"""The nouns of an answer."""

import pytest

from carbonspan.simulate.answer.summary import headline_level


@pytest.mark.parametrize(
    ("levels", "level"), [((0.5, 0.9, 0.95), 0.9), ((0.8,), 0.8), ((0.95, 0.5, 0.68), 0.68), ((0.9, 0.99), 0.9)]
)
def test_the_headline_has_the_usual_level_or_the_middle_one(levels: tuple[float, ...], level: float) -> None:
    assert headline_level(levels) == level
