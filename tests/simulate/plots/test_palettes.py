"""The colours of pictures can be read on their paper, and every style has its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import image
from matplotlib.colors import to_rgb

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.plots import plot
from carbonspan.simulate.plots.palettes import PALETTES, Palette, palette
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("found", PALETTES.values(), ids=PALETTES)
def test_text_and_marks_differ_enough_from_the_paper(found: Palette) -> None:
    assert min(contrast(each, found.paper) for each in (found.ink, found.grey)) >= 4.5
    assert min(contrast(each, found.paper) for each in (found.strong, found.nominal, found.deep, found.between)) >= 3
    blues = [found.deep, found.strong, found.between, found.middle, found.tint, found.faint]
    ratios = [contrast(each, found.paper) for each in blues]
    assert ratios == sorted(ratios, reverse=True)


def test_an_unknown_style_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="style: no style is called 'drak'; did you mean 'dark'"):
        palette("drak")


@pytest.fixture(scope="module")
def pixels(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, Any]:
    """The picture of one answer in every style, as the shares of red, green, blue and what is opaque."""
    folder: Path = tmp_path_factory.mktemp("styles")
    answer = run_scenario(load("chatgpt/by-words"), samples=10_000)
    found = {}
    for name in (None, *PALETTES):
        plot.write(answer, folder / "a.png", style=name)
        found[name] = image.imread(folder / "a.png")
    return found


def test_the_paper_is_white_clear_or_dark(pixels: dict[str | None, Any]) -> None:
    corners = {name: picture[0, 0].tolist() for name, picture in pixels.items()}
    assert corners["print"] == [1, 1, 1, 1]
    assert corners["screen"][3] == 0
    assert corners["dark"][:3] == pytest.approx(to_rgb(PALETTES["dark"].paper), abs=1 / 255)
    assert pixels[None].tobytes() == pixels["print"].tobytes()


def test_no_colour_of_paper_is_left_in_a_dark_picture(pixels: dict[str | None, Any]) -> None:
    bright = {tuple(each) for each in (pixels["dark"][..., :3] * 255).round().astype(int).reshape(-1, 3).tolist()}
    assert (255, 255, 255) not in bright
    assert tuple(round(255 * each) for each in to_rgb(PALETTES["dark"].ink)) in bright
