"""The language of a picture: its phrases, plurals, ordinals, words of units and numbers. English is the default."""

from .languages import ENGLISH, Language, codes, language
from .phrases import (
    counted_phrase,
    current,
    joined,
    listing,
    numeral,
    ordinal,
    output_name,
    per_one,
    phrase,
    unit_word,
    using,
    value_of,
)

__all__ = [
    "ENGLISH",
    "Language",
    "codes",
    "counted_phrase",
    "current",
    "joined",
    "language",
    "listing",
    "numeral",
    "ordinal",
    "output_name",
    "per_one",
    "phrase",
    "unit_word",
    "using",
    "value_of",
]
