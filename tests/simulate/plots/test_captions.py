import pytest

from carbonspan.simulate.plots import captions, style
from carbonspan.simulate.plots.fonts import boxes_for_missing

TEXT = "Medians from 140 g of CO2e in six hours of the night in Washington to 1,100 g in California at dawn"


UNIT = "questions (requêtes/personne/jour)"


@pytest.mark.parametrize("room", [90, 150, 260, 400])
def test_lines_fit_and_none_is_left_alone(room):
    lines = captions.wrapped(TEXT, room, 12, bold=True)
    widths = [style.text_width(line, 12, bold=True) for line in lines]
    assert " ".join(lines) == style.typeset(TEXT)
    assert max(widths) <= room
    assert min(widths) > 0.35 * max(widths)


def test_lines_are_no_more_than_needed():
    room = style.text_width(style.typeset(TEXT), 9)
    assert len(captions.wrapped(TEXT, room + 0.1, 9)) == 1
    assert len(captions.wrapped(TEXT, room * 0.6, 9)) == 2


def test_numbers_stay_with_their_units_and_short_brackets_whole():
    held = captions._held_together(
        "Medians: 1.3 kg CO2e (Central US) to 18 kg (a name that is far too long to stand on a line with the rest)"
    )
    assert "1.3\u00a0kg" in held
    assert "(Central\u00a0US)" in held
    assert "(a name that" in held


HEADLINE = "Medians from 79 t CO2e per 60 days (by days of service, market) to 720 t (all at once, location)"


@pytest.mark.parametrize("room", [450, 480])
def test_a_headline_is_broken_between_its_clauses(room):
    lines = captions.wrapped(captions._held_together(HEADLINE), room, 12, bold=True)
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Medians from 79 t CO₂e per 60 days (by days of service, market)",
        "to 720 t (all at once, location)",
    ]


def test_sentences_and_what_semicolons_part_stay_whole_where_they_fit():
    assert captions.wrapped("Output shown: emissions. Not shown: energy, water.", 180, 9.5) == [
        "Output shown: emissions.",
        "Not shown: energy, water.",
    ]
    assert captions.wrapped("61 t CO2e; 90 % credible interval 22 to 180 t", 280, 12, bold=True)[0] == "61 t CO₂e;"
    assert captions.filled("Sources: Li et al. 2023; A title of some length; Meta.", 130, 7) == [
        "Sources: Li et al. 2023;",
        "A title of some length; Meta.",
    ]


@pytest.mark.parametrize("text", ["一" * 90, "https://example.org/" + "a" * 200], ids=["chinese", "address"])
def test_what_has_no_spaces_is_broken_all_the_same(text):
    with boxes_for_missing():
        lines = captions.wrapped(text, 300, 9)
        assert max(style.text_width(line, 9) for line in lines) <= 300
    assert "".join(lines) == text


@pytest.mark.parametrize("room", [30, 45, 60, 90])
def test_a_unit_is_broken_after_a_slash(room):
    lines = captions.wrapped(UNIT, max(room, captions.longest_piece(UNIT, 8)), 8)
    assert "".join(lines).replace(" ", "") == UNIT.replace(" ", "")
    assert all(line.endswith(("/", "questions", ")")) for line in lines)


def test_height_grows_with_what_is_said(plain, regional):
    from carbonspan.simulate.plots.plot_data import panels

    assert captions.words(panels(regional)).height > captions.words(panels(plain)).height
