"""Names in the code against the glossary of CONTRIBUTING.md: one word, one meaning."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "simulate").rglob("*.py"))
#: Words of sentences that read like a translation, and the usual ones.
STIFF = {
    "nobody": "no one, or name who",
    "mend": "correct, fix",
    "mended": "corrected, fixed",
    "so many": "how many, or the number",
    "said twice": "duplicate",
    "farther in": "indented",
}


def glossary() -> list[tuple[str, list[str]]]:
    """Each word of the table with the words that are not used in its place."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Glossary")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|([^|]*)\|$", section, re.MULTILINE)[1:]
    return [(word, re.findall(r"\w(?:[\w ]*\w)?", others)) for word, others in rows]


def classes() -> Iterator[tuple[str, Path]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, path


def identifiers(path: Path) -> Iterator[str]:
    return (token.string for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline))


def words(name: str) -> list[str]:
    """The words of a class's or a module's name.

    >>> words("InvalidInput"), words("key_path")
    (['invalid', 'input'], ['key', 'path'])
    """
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def test_the_glossary_is_read() -> None:
    found = dict(glossary())
    assert len(found) > 25
    assert found["key path"] == ["trail"]
    assert "place" in found["coordinate"]


def test_no_class_or_module_is_named_by_a_word_that_another_stands_for() -> None:
    avoided = {each: word for word, others in glossary() for each in others}
    names = [(path.stem, path) for path in SOURCES] + list(classes())
    wrong = {
        f"{path.relative_to(ROOT)}: {name}: say {avoided[word]}"
        for name, path in names
        for word in words(name)
        if word in avoided
    }
    assert not wrong, "\n".join(sorted(wrong))


def test_no_variable_is_called_place() -> None:
    """It meant a position in a file, a coordinate of the answer, a digit, and an index."""
    found = {path.relative_to(ROOT) for path in SOURCES if {"place", "places"} & set(identifiers(path))}
    assert not found, ", ".join(map(str, sorted(found)))


def test_no_two_classes_have_one_name() -> None:
    counted = Counter(name for name, _ in classes())
    assert {name for name, count in counted.items() if count > 1} == set()


@pytest.mark.parametrize("word", [word for word, _ in glossary()])
def test_every_word_of_the_glossary_is_in_use(word: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert re.search(rf"\b{word}s?\b", text.replace("_", " "), re.IGNORECASE)


@pytest.mark.parametrize("phrase", STIFF)
def test_sentences_use_the_usual_word(phrase: str) -> None:
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*SOURCES, *(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(rf"\b{phrase}\b", line, re.IGNORECASE)
    }
    assert not found, f"{phrase!r}: say {STIFF[phrase]}: {', '.join(sorted(found))}"
