"""Which families of models the law of a token's energy is fitted to, and which it is scored on.

Settled before any figure of the scored families was compared with a fit. A family is whatever shares its architecture
and its training: models of one family never stand on both sides.
"""

from __future__ import annotations

FITTED = ("Qwen 3", "Llama 3")
SCORED = ("Gemma 3", "Nemotron", "Llama 4", "GPT OSS", "DeepSeek")
FAMILIES = FITTED + SCORED


def family(nickname: str) -> str:
    """The family of a model by its name on the leaderboard.

    >>> family("Llama 3.3 70B Instruct"), family("NVIDIA Nemotron Nano 9B V2")
    ('Llama 3', 'Nemotron')
    """
    return next(each for each in FAMILIES if each in nickname)
