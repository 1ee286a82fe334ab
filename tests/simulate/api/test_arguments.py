"""Arguments of the Python interface."""

from typing import Any

import pytest

from carbonspan.simulate.api.scenarios import load
from carbonspan.simulate.problems import InvalidInput


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sets": [("pue", 1.2)]}, r"sets takes texts such as 'pue=1.2', got \('pue', 1.2\)"),
        (
            {"sets": {"pue": [1.2, None, {}, object]}},
            r"--set pue: 3: must be a number, text such as '0\.35 gpu\*s/word'",
        ),
        ({"sets": {"pue": ""}}, r"--set pue=: must be INPUT=VALUE"),
        ({"sets": ["pue=1.2", 3]}, r"sets takes texts such as 'pue=1.2', got 3"),
        ({"fixes": [None]}, r"fixes takes texts such as 'pue', got None"),
        ({"fixes": 3}, r"fixes takes texts such as 'pue', got 3"),
    ],
)
def test_what_is_no_text_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        load("chatgpt/by-words", **options)
