"""The languages of pictures, their files, and the phrases of the sources that they translate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from pydantic import TypeAdapter

from carbonspan.simulate.language import ENGLISH, Language, codes, language
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.units.definitions import DEFINITIONS
from carbonspan.simulate.units.spoken import is_word

ROOT = Path(__file__).parents[3]
SOURCES = [path for path in sorted((ROOT / "simulate").rglob("*.py")) if path.parent.name != "language"]
OTHERS = codes()[1:]
#: Strings of two words and more that matplotlib and SVG read, or that messages are made of.
NOT_SHOWN = {
    "offset points", "axes fraction", "figure fraction", "upper left", "Glyph .* missing from",
    'role="img" aria-labelledby="title description"', '<title id="title">', '</title><desc id="description">',
    "an answer", "several answers", "a sensitivity analysis", "a scenario", "the analysis has one coordinate only",
    "the answer of a run; draw its intervals", "no unit", " is for ", "none that it states", " has no attribute ",
    "a linear axis from ", " of it", "as its words leave no room for the axes", ".*axes sizes collapsed to zero",
}  # fmt: skip


def phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a phrase is used in the sources, and the phrase, or the two of one that counts."""
    for path in SOURCES:
        for call in calls(ast.parse(path.read_text("utf-8"))):
            forms = call.args[:1] if called(call) == "phrase" else call.args[1:3]
            position = f"{path.relative_to(ROOT)}:{call.lineno}"
            assert all(isinstance(each, ast.Constant) for each in forms), f"{position}: a phrase must be a literal"
            yield position, tuple(str(each.value) for each in forms if isinstance(each, ast.Constant))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    names = {"phrase", "counted_phrase"}
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in names)


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


USED = {forms[-1]: (position, forms) for position, forms in phrases()}


def forms_of(translation: str | tuple[str, str]) -> tuple[str, ...]:
    return (translation,) if isinstance(translation, str) else translation


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_phrases_and_languages():
    assert len(USED) > 100
    assert codes() == ("en", "de", "es", "fr", "it", "pt")


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_of_the_sources_is_translated_and_no_translation_is_unused(code):
    translated = language(code).texts.keys()
    missing = [f"{position}: {text!r}" for text, (position, _) in USED.items() if text not in translated]
    assert missing == []
    assert sorted(translated - USED.keys()) == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_fields_and_the_forms_of_its_phrase(code):
    for text, translation in language(code).texts.items():
        _, forms = USED[text]
        found = forms_of(translation)
        assert len(found) == len(forms), text
        assert [fields(each) for each in found] == [fields(each) for each in forms], text
        assert all(each.strip() for each in found), text


@pytest.mark.parametrize("code", OTHERS)
def test_a_file_has_the_sections_of_a_language(code):
    TypeAdapter(Language).validate_python({**vars(language(code))}, strict=False)
    found = language(code)
    assert found.decimal == ","
    assert next(iter(found.ordinals.values()))
    assert all(fields(each) == {"number"} for each in found.ordinals.values())


def unit_words() -> set[str]:
    """The names of units that are words, as the definitions give them."""
    lines = [line.partition("#")[0] for path in DEFINITIONS for line in path.read_text("utf-8").splitlines()]
    names = {name for line in lines if not line.startswith("@") for name in re.split(r"[ =]+", line) if name}
    return {name for name in names if is_word(name)}


#: Symbols and plurals among the definitions, which no picture prints as words.
SYMBOLS = {
    "cpu",
    "gpu",
    "tpu",
    "ppm",
    "rad",
    "deg",
    "toe",
    "gal",
    "kelvin",
    "queries",
    "degree",
    "micro",
    "nano",
    "pico",
}


@pytest.mark.parametrize("code", OTHERS)
def test_every_unit_that_is_a_word_is_translated(code):
    names = {each for each in unit_words() if not each.startswith("count")} - SYMBOLS
    assert sorted(names - language(code).units.keys()) == []
    assert language(code).per.keys() <= language(code).units.keys()


def test_languages_have_the_same_sections():
    names = {code: language(code).names.keys() for code in OTHERS}
    units = {code: language(code).units.keys() for code in OTHERS}
    assert all(each == names["de"] for each in names.values())
    assert all(each == units["de"] for each in units.values())


def test_an_unknown_language_is_refused_with_the_choices():
    with pytest.raises(InvalidInput, match=r"^lang: must be en, de, es, fr, it, pt, got 'dk'$"):
        language("dk")


def test_english_has_no_translations():
    assert language("en") is ENGLISH
    assert not ENGLISH.texts


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that look like sentences, outside docstrings, messages and phrases."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {id(node) for call in calls(tree) for node in ast.walk(call)}
    for node in ast.walk(tree):
        is_message = isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and called(node) == "InvalidInput")
        if is_message or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            skipped |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


def test_no_sentence_of_a_plot_is_written_past_the_translations():
    """A string of two words in a module of plots is a phrase, a docstring or a message; all else would stay English."""
    modules = [path for path in SOURCES if (ROOT / "simulate" / "plots") in path.parents]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path in modules
        if path.name not in {"arguments.py", "fit.py"}  # messages only
        for line, text in strings(path)
        if re.search(r"[A-Za-z]{2,},? [a-z]{2,}", text) and text not in NOT_SHOWN
    ]
    assert found == []
