"""Phrases, numbers, plurals and ordinals in the language in force, which holds in its context and thread alone."""

from __future__ import annotations

import threading

import pytest

from carbonspan.simulate import units
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.language import (
    codes,
    counted_phrase,
    current,
    numeral,
    ordinal,
    phrase,
    unit_word,
    using,
    value_of,
)
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show import digits, labels
from carbonspan.simulate.units.number_format import grouping, rounded, significant

THIN, HARD = "\u202f", "\u00a0"


def test_english_is_in_force_before_and_after():
    assert current().code == "en"
    with using("de"):
        assert phrase("median") == "Median"
        with using(None):
            assert current().code == "de"
        with using("en"):
            assert phrase("median") == "median"
    assert phrase("unknown") == "unknown"


def test_english_is_in_force_again_after_a_mistake():
    with pytest.raises(KeyError, match="no such phrase"), using("fr"):
        phrase("no such phrase")
    with pytest.raises(InvalidInput, match="lang: must be"), using("xx"):
        pass
    assert current().code == "en"


@pytest.mark.parametrize(
    ("code", "small", "four", "many", "large"),
    [
        ("en", "0.25", "4,096", "1,234,567.5", "1.5e12"),
        ("de", "0,25", "4.096", "1.234.567,5", "1,5e12"),
        ("fr", "0,25", f"4{THIN}096", f"1{THIN}234{THIN}567,5", "1,5e12"),
        ("es", "0,25", "4096", f"1{THIN}234{THIN}567,5", "1,5e12"),
        ("it", "0,25", "4.096", "1.234.567,5", "1,5e12"),
        ("pt", "0,25", "4096", f"1{THIN}234{THIN}567,5", "1,5e12"),
    ],
)
def test_numbers_have_the_signs_of_the_language(code, small, four, many, large):
    with using(code):
        texts = [significant(0.25, 2), rounded(4096, 0), rounded(1234567.5, -1), significant(1.5e12, 2)]
        assert texts == [small, four, many, large]
        assert [value_of(text) for text in texts] == [0.25, 4096, 1234567.5, 1.5e12]
        assert value_of(rounded(-0.5, -1)) == -0.5


def test_digits_of_a_number_do_not_depend_on_the_language():
    with using("de"):
        assert digits.quoted((-1.64, 0.004, 1.66), (0.03, 0.02, 0.03)) == ("-1,6", "0", "1,7")
        assert digits.with_error(0.0, 1e-12) == "0(1e-12)"
        assert digits.with_error(29166.7, 30) == "29.170(30)"
        assert labels.chance(Estimate(0.2497, 0.0012)) == f"25,0(1){HARD}%"


@pytest.mark.parametrize(
    ("code", "none", "one", "several"),
    [
        ("en", "0 samples", "1 sample", "2 samples"),
        ("de", "0 Ziehungen", "1 Ziehung", "2 Ziehungen"),
        ("fr", "0 tirage", "1 tirage", "2 tirages"),
        ("es", "0 muestras", "1 muestra", "2 muestras"),
        ("it", "0 campioni", "1 campione", "2 campioni"),
        ("pt", "0 amostra", "1 amostra", "2 amostras"),
    ],
)
def test_plurals_are_those_of_the_language(code, none, one, several):
    with using(code):
        texts = [counted_phrase(count, "{count} sample", "{count} samples") for count in (0, 1, 2)]
    assert texts == [none, one, several]


def test_units_that_are_words_are_translated_and_symbols_are_not():
    with using("de"):
        assert units.counted("89", "tree") == "89 Bäume"
        assert units.counted("1", "tree") == "1 Baum"
        assert units.counted("1.000", "tree") == "1.000 Bäume"
        assert units.many("GPU·hour") == "GPU·Stunden"
        assert units.many("query/person/day") == "Anfragen/Person/Tag"
        assert units.many("t CO2e") == "t CO2e"
        assert unit_word("gadget") is None
    with using("fr"):
        assert units.counted("1,5", "day") == "1,5 jour"
        assert units.counted("2", "day") == "2 jours"


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("en", ("at least 65,000 trees", "0.1 t to 3.1 t", "29,167.5 GPU·hours", "1 day", "0.1 days")),
        ("de", ("mind. 65.000 Bäume", "0,1 t bis 3,1 t", "29.167,5 GPU·Stunden", "1 Tag", "0,1 Tage")),
        ("it", ("min. 65.000 alberi", "da 0,1 t a 3,1 t", "29.167,5 GPU·ore", "1 giorno", "0,1 giorni")),
    ],
)
def test_amounts_of_a_file_are_translated(code, texts):
    written = ("at least 65000 tree", "0.1 t to 3.1 t", "29167.5 gpu*hour", "1 day", "0.1 day")
    with using(code):
        assert tuple(map(units.amounts, written)) == texts


def test_dates_and_names_keep_their_points():
    with using("de"):
        assert grouping("2024-11, v1.2.3, GPT-3.5 and 1234.5 h") == "2024-11, v1.2.3, GPT-3.5 and 1.234,5 h"


@pytest.mark.parametrize(
    ("code", "day", "days", "several", "symbol"),
    [
        ("en", "a day", "per 60 days", "per user and day", "per kg"),
        ("de", "pro Tag", "je 60 Tage", "pro Nutzer und Tag", "pro kg"),
        ("fr", "par jour", "pour 60 jours", "par utilisateur et jour", "par kg"),
        ("es", "al día", "cada 60 días", "por usuario y día", "por kg"),
        ("it", "al giorno", "ogni 60 giorni", "per utente e giorno", "per kg"),
        ("pt", "por dia", "a cada 60 dias", "por utilizador e dia", "por kg"),
    ],
)
def test_functional_units_are_translated(code, day, days, several, symbol):
    with using(code):
        assert labels.functional_unit({"a": "1 day"}) == day
        assert labels.functional_unit({"a": "60 day"}) == days
        assert labels.functional_unit({"a": "1 user", "b": "1 day"}) == several
        assert labels.functional_unit({"a": "1 kg"}) == symbol
        assert labels.functional_unit({}) == ""


@pytest.mark.parametrize(
    ("code", "at", "above"),
    [
        ("en", "at the 71st percentile", "above the 99th percentile"),
        ("de", f"beim 71.{HARD}Perzentil", f"über dem 99.{HARD}Perzentil"),
        ("fr", "au 71e centile", "au-dessus du 99e centile"),
        ("es", "en el percentil 71", "por encima del percentil 99"),
        ("it", f"al 71º{HARD}percentile", f"sopra il 99º{HARD}percentile"),
        ("pt", "no percentil 71", "acima do percentil 99"),
    ],
)
def test_percentiles_are_ordinals_of_the_language(code, at, above):
    with using(code):
        assert labels.percentile(Estimate(0.7134, 0.02)) == at
        assert labels.percentile(Estimate(0.9996, 0.0001)) == above


def test_the_first_is_an_ordinal_of_its_own():
    assert [ordinal(number) for number in ("1", "2", "3", "11", "12", "13", "21", "69.5")] == [
        "1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "69.5th",
    ]  # fmt: skip
    with using("fr"):
        assert [ordinal(number) for number in ("1", "21", "69,5")] == ["1er", "21e", "69,5e"]


def test_french_signs_have_their_spaces():
    with using("fr"):
        text = phrase("{median}; {level} % credible interval {ends}", median="1,8 t", level="90", ends="0,5 à 2 t")
    assert text == f"1,8 t{THIN}; intervalle de crédibilité à 90{THIN}%{HARD}: 0,5 à 2 t"


def test_threads_have_languages_of_their_own():
    """Each thread, at each of many turns that both take at once, has its own language, and the main one English."""
    turns = threading.Barrier(len(codes()))
    found: dict[str, set[str]] = {code: set() for code in codes()}

    def speak(code: str) -> None:
        for _ in range(200):
            with using(code):
                turns.wait(timeout=30)
                found[code].add(
                    f"{current().code} {numeral('0.5')} {counted_phrase(2, '{count} other', '{count} others')}"
                )

    threads = [threading.Thread(target=speak, args=(code,)) for code in codes()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {code: len(texts) for code, texts in found.items()} == dict.fromkeys(codes(), 1)
    assert all(next(iter(texts)).startswith(code) for code, texts in found.items())
    assert current().code == "en"
