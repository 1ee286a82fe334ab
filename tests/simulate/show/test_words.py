import pytest

from carbonspan.simulate.show import canvas, words

TEXT = "Medians from 140 g of CO2e in six hours of the night in Washington to 1,100 g in California at dawn"


@pytest.mark.parametrize("room", [90, 150, 260, 400])
def test_lines_fit_and_none_is_left_alone(room):
    lines = words.wrapped(TEXT, room, 12, bold=True)
    widths = [canvas.text_width(line, 12, bold=True) for line in lines]
    assert " ".join(lines) == canvas.typeset(TEXT)
    assert max(widths) <= room
    assert min(widths) > 0.35 * max(widths)


def test_lines_are_no_more_than_needed():
    room = canvas.text_width(canvas.typeset(TEXT), 9)
    assert len(words.wrapped(TEXT, room + 0.1, 9)) == 1
    assert len(words.wrapped(TEXT, room * 0.6, 9)) == 2


def test_numbers_stay_with_their_units_and_short_brackets_whole():
    held = words._held_together(
        "Medians: 1.3 kg CO2e (Central US) to 18 kg (a name that is far too long to stand on a line with the rest)"
    )
    assert "1.3\u00a0kg" in held
    assert "(Central\u00a0US)" in held
    assert "(a name that" in held


def test_height_grows_with_what_is_said(plain, regional):
    from carbonspan.simulate.show.panels import panels

    assert words.words(panels(regional)).height > words.words(panels(plain)).height
