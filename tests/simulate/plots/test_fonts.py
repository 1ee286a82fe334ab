import logging
import warnings

import pytest

from carbonspan.simulate.plots import fonts

LETTERS = {fonts.USUAL: "ab", "Noto Sans CJK SC": "中文", "Zen": "中文字", "Odd": "b"}


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(fonts, "_letters", lambda family: frozenset(LETTERS[family]))
    monkeypatch.setattr(fonts, "_files", lambda: dict.fromkeys(LETTERS, "/usr/share/fonts/a.ttf"))
    fonts._installed.cache_clear()
    yield
    fonts._installed.cache_clear()


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("a b\nab", []),
        ("a 中", ["Noto Sans CJK SC"]),
        ("中字", ["Noto Sans CJK SC", "Zen"]),
        ("中é", ["Noto Sans CJK SC"]),
        ("é", []),
    ],
)
def test_the_fewest_fonts_that_have_the_letters(installed, text, more):
    assert fonts.families(text) == [fonts.USUAL, *more]


def test_fonts_of_matplotlib_itself_are_not_taken_for_others():
    assert not {"Last Resort High-Efficiency", "cmr10", "STIXGeneral"} & set(fonts._installed())


def test_an_unreadable_font_has_no_letters(monkeypatch, tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(fonts, "_files", lambda: {"Broken": str(tmp_path / "broken.ttf")})
    assert fonts._letters("Broken") == frozenset()


def test_only_missing_glyphs_are_passed_over_in_silence():
    level = logging.getLogger("matplotlib.font_manager").level
    with warnings.catch_warnings(), fonts.boxes_for_missing():
        warnings.warn("Glyph 20013 (X) missing from font(s) DejaVu Sans.", stacklevel=1)
        with pytest.warns(UserWarning, match="something else"):
            warnings.warn("something else", stacklevel=1)
    assert logging.getLogger("matplotlib.font_manager").level == level
