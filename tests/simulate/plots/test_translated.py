"""Pictures of every kind in every language: no English word is left, numbers are the language's, and all fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import carbonspan as cs
from carbonspan.simulate.answer.audits.audit import audit
from carbonspan.simulate.answer.hindcasts.hindcast import hindcast
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.compare import compare_scenarios
from carbonspan.simulate.comparing.gap import gap
from carbonspan.simulate.comparing.pairing import PairingRules
from carbonspan.simulate.comparing.sides import Agreement, sides
from carbonspan.simulate.language import codes, language, using
from carbonspan.simulate.language.languages import Language
from carbonspan.simulate.plots import figure_format, fit, image, plot
from carbonspan.simulate.plots.distributions import convergence
from carbonspan.simulate.plots.evidence.audited import AuditPicture
from carbonspan.simulate.reader.hindcasts import load_cases
from carbonspan.simulate.reader.publications import read_publication
from carbonspan.simulate.sensitivity.analysis import Questions, sensitivity
from carbonspan.simulate.shipped.sources import shipped
from carbonspan.simulate.show import citations

OTHERS = codes()[1:]
#: Languages whose pictures the quick suite draws too.
QUICK = {"de"}
LANGUAGES = [code if code in QUICK else pytest.param(code, marks=pytest.mark.slow) for code in OTHERS]
ANSWERS = ("intervals", "forest", "exceedance", "dots")
ANALYSES = ("bars", "tornado", "conditional", "pair")
KINDS = (*ANSWERS, *ANALYSES, "inputs", "convergence", "course", "sweep", "regions", "trees", "few", "several",
         "comparison", "gap", "audit", "hindcast", "measure")  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def results() -> Mapping[str, Any]:
    """What is drawn, by kind; a scenario is computed once for all languages."""
    words, hardware = cs.load("chatgpt/by-words"), cs.load("chatgpt/by-hardware")
    request, both = Request(4_096, 0), [words, hardware]
    answer = run(words)
    analysis = sensitivity(words, Request(1_024, 0, design="sobol"), Questions())
    publication = read_publication("chatgpt/life-cycle")
    return {
        **dict.fromkeys(ANSWERS, answer),
        **dict.fromkeys(ANALYSES, analysis),
        "measure": cs.measure(words, samples=10_000),
        "inputs": words,
        "convergence": convergence.answers(words, request),
        "course": run(cs.load("bert/by-hour"), 1_024),
        "sweep": cs.sweep(words, {"utilization": [0.1, 0.25, 0.5]}, samples=1_024),
        "regions": run(cs.load("bert/by-region")),
        "trees": run(cs.load("context/trees")),
        "few": run(words, 12),
        "several": [answer, run(hardware)],
        "comparison": compare_scenarios(
            both, request, outputs=[None, None], rules=PairingRules(), agreement=Agreement()
        ),
        "gap": gap(*sides(both, [None, None], Agreement()), request, PairingRules()),
        "audit": AuditPicture(publication.title, audit(publication, samples=4_096, seed=0), 0),
        "hindcast": hindcast(load_cases(["benchmark", "olmo"]), samples=2_048, seed=0),
    }


def run(scenario: Any, samples: int = 4_096) -> Any:
    return run_scenario(scenario, samples=samples, describe_inputs=False)


def drawn(results: Mapping[str, Any], kind: str, code: str, *, size: str | None = None) -> Any:
    """The figure of a kind in a language, with the heading and the description that a file has."""
    named = kind if kind in {*ANSWERS, *ANALYSES, "inputs", "convergence", "course"} else None
    with using(code), figure_format.using(figure_format.of_size(size)):
        ax, heading, description = plot._drawn(results[kind], None, named)
    return ax.figure, heading, description


def texts(figure: Any) -> list[str]:
    """The texts that are seen."""
    figure.draw_without_rendering()
    return [each.get_text() for each in fit._texts(figure)]


def problems(results: Mapping[str, Any], kind: str, code: str, *, size: str | None) -> list[str]:
    """What is wrong with the texts of a picture at the resolution of a file: at a lower one, hinting widens letters."""
    figure, _, _ = drawn(results, kind, code, size=size)
    figure.set_dpi(image.DPI)
    return fit.problems(figure)


def user_texts(results: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Texts of the files that are drawn, which stay as they are."""
    yield from map(citations.short, shipped())
    yield from ("ChatGPT's life cycle, first 60 days", "chatgpt/by-words", "chatgpt/by-hardware", "start hour")
    found = results[kind]
    for each in found if isinstance(found, list) else [found]:
        yield from filter(None, (getattr(each, "title", ""), getattr(getattr(each, "subject", None), "title", "")))
        if hasattr(each, "attrs"):
            yield each.attrs["title"]
    for name in ("chatgpt/by-words", "chatgpt/by-hardware", "bert/by-hour", "bert/by-region", "context/trees"):
        scenario = cs.load(name)
        yield scenario.title
        yield from (name.replace("_", " ").replace(".", " ") for name in scenario.inputs)
    if kind == "audit":
        yield from (figure.claim.name for figure in found.figures)
    if kind == "hindcast":
        yield from (prediction.name for prediction in found.predictions)


def english_words(found: Language) -> set[str]:
    """The words of English phrases, units and outputs that the language does not have itself."""
    own = {
        word for section in (found.texts, found.units, found.names, found.per) for word in words_of(section.values())
    }
    return words_of([*found.texts, *found.units, *found.names]) - own


def words_of(values: Any) -> set[str]:
    flat = (each for value in values for each in ((value,) if isinstance(value, str) else value))
    return {word.lower() for text in flat for word in WORD.findall(re.sub(r"\{\w+\}", " ", text))}


def test_english_words_are_known() -> None:
    assert {"credible", "interval", "seed", "with", "below", "day", "emissions", "the"} <= english_words(language("de"))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_english_word_is_left(results, kind, code):
    figure, heading, description = drawn(results, kind, code)
    text = " ".join([*texts(figure), heading, description]).replace("\n", " ").replace("₂", "2").replace("\u00a0", " ")
    for each in sorted(set(user_texts(results, kind)), key=len, reverse=True):
        text = text.replace(each.replace("₂", "2"), " ")
    left = {word.lower() for word in WORD.findall(text)} & english_words(language(code))
    assert left == set(), text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_numbers_have_a_decimal_comma(results, kind, code):
    """A point stands between digits only where it separates thousands, and in carbonspan's version."""
    figure, heading, description = drawn(results, kind, code)
    for text in [*texts(figure), heading, description]:
        rest = re.sub(r"carbonspan \d+\.\d+\.\d+", "", text)
        points = re.findall(r"\d+\.\d+", rest)
        grouped = re.findall(r"\d{1,3}\.\d{3}(?!\d)", rest) if language(code).thousands == "." else []
        assert [point for point in points if not any(point in group for group in grouped)] == [], text
        assert not re.search(r"\d,\d{3},\d{3}", rest), text


def test_ticks_have_a_decimal_comma(results):
    figure, _, _ = drawn(results, "intervals", "de")
    ticks = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert "0,1" in ticks
    assert not any("." in tick for tick in ticks)
    figure, _, _ = drawn(results, "convergence", "fr")
    assert "2\u202f000" in [label.get_text() for label in figure.axes[0].get_xticklabels()]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [None, "column"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_label_is_cut_or_covered(results, kind, size, code):
    assert problems(results, kind, code, size=size) == []


@pytest.mark.parametrize("code", ["de", pytest.param("fr", marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", ["intervals", "exceedance", "dots", "forest", "bars", "tornado"])
def test_no_label_of_a_small_picture_is_cut_or_covered(results, kind, code):
    assert problems(results, kind, code, size="85x60mm") == []


def test_words_of_the_file_and_units_stay(results):
    figure, _, _ = drawn(results, "intervals", "de")
    found = texts(figure)
    assert "ChatGPT, served by response words" in found
    assert any("t CO₂e pro Tag" in text for text in found)
    figure, _, _ = drawn(results, "tornado", "de")
    assert "carbon intensity (t/kWh)" in texts(figure)


def test_a_title_replaces_the_heading_in_any_language(results):
    ax = cs.plot.intervals(results["intervals"], lang="de", title="Our emissions")
    found = [text.get_text() for text in ax.texts]
    assert "Our emissions" in found
    assert not any("Kredibilitätsintervall" in text for text in found)


def test_a_picture_in_english_is_the_same_after_another(results, tmp_path: Path, monkeypatch):
    plot.write(results["intervals"], tmp_path / "before.svg")
    plot.write(results["intervals"], tmp_path / "de.svg", lang="de")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    plot.write(results["intervals"], tmp_path / "after.svg")
    plot.write(results["intervals"], tmp_path / "en.svg", lang="en")
    before = (tmp_path / "before.svg").read_bytes()
    assert (tmp_path / "after.svg").read_bytes() == (tmp_path / "en.svg").read_bytes() == before
    assert b'xml:lang="de"' in (tmp_path / "de.svg").read_bytes()
    assert b"xml:lang" not in before


def test_an_analysis_that_is_stored_is_drawn_as_the_analysis_is(results):
    from carbonspan.simulate.show.reports.sensitivity_tree import tree

    for kind in ("bars", "tornado"):
        own, stored = (getattr(cs.plot, kind)(each, lang="de") for each in (results[kind], tree(results[kind])))
        assert texts(own.figure) == texts(stored.figure)
        assert any("pro Tag" in text for text in texts(own.figure)) or kind == "bars"


def test_two_threads_draw_in_two_languages(results):
    """Pictures that threads draw at the same time say what those say that are drawn alone."""

    def said(code: str) -> list[str]:
        return [text.get_text() for text in cs.plot.intervals(results["intervals"], lang=code).texts]

    alone = {code: said(code) for code in ("de", "fr", "en")}
    with ThreadPoolExecutor(3) as pool:
        found = [(code, pool.submit(said, code)) for code in ("de", "fr", "en") * 4]
    assert all(each.result() == alone[code] for code, each in found)
    assert alone["de"] != alone["fr"]
