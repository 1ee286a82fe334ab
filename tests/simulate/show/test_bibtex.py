from __future__ import annotations

import re

import pytest

from carbonspan.simulate.shipped.sources import Source, shipped
from carbonspan.simulate.show.bibtex import bibtex

HEAD = re.compile(r"\s*@([a-z]+)\{([A-Za-z0-9.:_-]+),")
FIELD = re.compile(r"\s*([a-z]+)\s*=\s*\{")


def parse(text: str) -> dict[str, dict[str, str]]:
    """What BibTeX reads: entries by key, each with its fields; braces must balance, and special marks be escaped."""
    entries: dict[str, dict[str, str]] = {}
    index = 0
    while head := HEAD.match(text, index):
        fields, index = {}, head.end()
        while field := FIELD.match(text, index):
            end = closing(text, field.end())
            value = text[field.end() : end - 1]
            assert not re.search(r"(?<!\\)[&%$#_~^]", value), value
            assert field[1] not in fields
            fields[field[1]] = value
            index = end + (text[end] == ",")
        assert head[2] not in entries
        entries[head[2]] = fields
        index = re.compile(r"\s*\}").match(text, index).end()
    assert not text[index:].strip()
    return entries


def closing(text: str, start: int) -> int:
    """The index after the brace that closes the one before `start`."""
    depth = 1
    for index in range(start, len(text)):
        if text[index - 1] != "\\":
            depth += (text[index] == "{") - (text[index] == "}")
        if not depth:
            return index + 1
    raise AssertionError(text[start : start + 40])


def one(**said: object) -> dict[str, str]:
    return parse(bibtex([Source(**{"key": "k", "title": "T", "where": "w", "verified": True} | said)]))["k"]


def test_every_shipped_source_is_an_entry_bibtex_can_read() -> None:
    entries = parse(bibtex(shipped().values()))
    assert list(entries) == list(shipped())
    for key, source in shipped().items():
        fields = entries[key]
        assert fields["title"].startswith("{")
        assert fields.get("year", "") == str(source.year or "")
        assert ("unverified" in fields.get("note", "")) == (not source.verified)
        assert fields.keys() & {"eprint", "doi", "howpublished"}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"arxiv": "2211.02001v1"}, {"eprint": "2211.02001v1", "archiveprefix": "arXiv"}),
        ({"doi": "10.1016/j.patter.2021.100340"}, {"doi": "10.1016/j.patter.2021.100340"}),
        ({"doi": "10.1/a", "where": "and a talk"}, {"doi": "10.1/a", "howpublished": "and a talk"}),
        ({"where": "github.com/a/b_c, 50 % & more"}, {"howpublished": r"github.com/a/b\_c, 50 \% \& more"}),
    ],
)
def test_identifiers_have_fields_of_their_own(given: dict[str, str], fields: dict[str, str]) -> None:
    assert one(**({"where": ""} | given)) == {"title": "{T}", **fields}


@pytest.mark.parametrize(
    ("authors", "author"),
    [
        ("Luccioni et al.", "Luccioni and others"),
        ("C. Pointon", "C. Pointon"),
        ("B. Ma and A.-L. Moe", "B. Ma and A.-L. Moe"),
        ("Amodei and Hernandez", "Amodei and Hernandez"),
        ("Electricity Maps", "{Electricity Maps}"),
        ("I. Latif, A. C. Newkirk and M. R. Carbone", "I. Latif and A. C. Newkirk and M. R. Carbone"),
    ],
)
def test_people_are_named_apart_and_bodies_whole(authors: str, author: str) -> None:
    assert one(authors=authors)["author"] == author


def test_braces_in_a_title_do_not_break_the_entry() -> None:
    assert one(title="a {b} } c")["title"] == r"{a \{b\} \} c}"
