"""Words that every plot says alike: the quantity of an axis, which of several outputs is shown, how it was computed."""

from __future__ import annotations

from collections.abc import Mapping

from ..language import ENGLISH, counted_phrase, phrase, using
from ..units import many

#: More names than these are counted, not named.
MOST_NAMED = 4


def quantity(name: str, unit: str, per: str) -> str:
    """An output with its readable unit: ``emissions (t CO2e a day)``; ``trees a year`` if it is called after its unit.

    >>> quantity("emissions", "t CO2e", "a day"), quantity("trees", "tree", "a year"), quantity("ratio", "", "")
    ('emissions (t CO2e a day)', 'trees a year', 'ratio')
    """
    with using(ENGLISH.code):
        own = many(unit)
    if name in {own, many(unit)}:
        return f"{many(unit)} ({per})" if per.startswith("per ") else f"{many(unit)} {per}".rstrip()
    measure = " ".join(filter(None, (many(unit), per)))
    return f"{name} ({measure})" if measure else name


def about(names: Mapping[str, str], shown: str, headline: str) -> str:
    """Which of the outputs is shown, and why this one; empty if there is one.

    `names` are all outputs' names in words; `headline` is the main output.

    >>> about({"energy": "energy", "gpu_time": "GPU time"}, "energy", "energy")
    'Output shown: energy, the main one. Not shown: GPU time.'
    """
    left = [name for output, name in names.items() if output != shown]
    if not left:
        return ""
    others = ", ".join(left)
    if len(names) - 1 > MOST_NAMED:
        others = counted_phrase(len(left), "{count} other", "{count} others")
    if shown == headline:
        return phrase("Output shown: {output}, the main one. Not shown: {others}.", output=names[shown], others=others)
    return phrase("Output shown: {output}. Not shown: {others}.", output=names[shown], others=others)


def computed(version: str, count: str, seed: int, design: str) -> str:
    """How numbers were computed, from a `count` of samples or of base points; the random design is not named.

    >>> computed("0.1.0", "20,000 samples", 0, "sobol")
    "Computed with carbonspan 0.1.0, 20,000 samples, seed 0, Sobol' design."
    """
    found = {"version": version, "count": count, "seed": seed}
    if design == "sobol":
        return phrase("Computed with carbonspan {version}, {count}, seed {seed}, Sobol' design.", **found)
    return phrase("Computed with carbonspan {version}, {count}, seed {seed}.", **found)
