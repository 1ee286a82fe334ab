import re

import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture.picture_size import NARROW, WIDE


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@pytest.mark.parametrize(
    "sets",
    [
        (),
        ("latency=0.2 to 0.5",),
        ("users=1e9",),
        ("users={nominal: 1, gsd: 1.01}",),
        ("duration=1e-6",),
        ("users={nominal: 2e6, gsd: 3}", "latency=0.2 to 0.6"),
    ],
)
def test_no_text_leaves_the_picture_or_lies_over_another(explorer, drawn, texts, sets, size):
    found = texts(drawn(explorer, *sets, size=size))
    assert len(found) > 10
    assert [text for text, left, right, _ in found if left < 0 or right > size.width] == []
    pairs = [(one, other) for at, one in enumerate(found) for other in found[at + 1 :]]
    assert [
        (one[0], other[0])
        for one, other in pairs
        if abs(one[3] - other[3]) < 10 and min(one[2], other[2]) > max(one[1], other[1])
    ] == []


def test_it_says_what_the_sentence_says(explorer, drawn):
    shown = explorer.shown(Address())
    svg = drawn(explorer)
    assert all(
        f">{each}<" in svg for each in shown.sentence.split(" credible interval ")[1].removesuffix(" t").split(" to ")
    )
    assert ">median 1.8 t<" in svg
    assert 'role="img" aria-label="A &lt;density&gt;."' in svg
    assert 'class="before"' not in svg


def test_the_axis_stays_where_the_answer_before_and_after_are_near(explorer, drawn):
    ticks = re.compile(r'y="\d+\.0" text-anchor="middle"[^>]*>([\d.,]+)<')
    assert ticks.findall(drawn(explorer, "latency=0.2 to 0.5")) == ticks.findall(drawn(explorer, "latency=0.2 to 0.51"))
    assert 'class="before"' in drawn(explorer, "latency=0.2 to 0.5")


def test_single_values_are_stems(explorer, drawn):
    sets = [f"{each.name}={each.fields[0].digits}" for each in explorer.fields(Address()).values()]
    assert 'stroke-width="6"' in drawn(explorer, *sets)
    assert ">100 %<" in drawn(explorer, *sets)


def test_negative_values_are_drawn_and_what_was_before_is_beyond(site, drawn):
    svg = drawn(site, "servers=-4", output="energy")
    assert not re.search(r"\bnan\b", svg)
    assert ">−" in svg
    assert 'class="before"' not in svg


def test_values_below_zero_and_above_are_drawn(site, drawn):
    assert not re.search(r"\bnan\b", drawn(site, "servers=0", output="energy"))
