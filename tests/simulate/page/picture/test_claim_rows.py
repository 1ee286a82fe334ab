import math
import re
from dataclasses import replace

import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture.density_picture import picture
from carbonspan.simulate.page.picture.picture_size import NARROW, WIDE
from carbonspan.simulate.scenario.claim import Claim

#: In kWh.
CLAIMS = (
    Claim("A", "energy", 240, 240, stated="240 kWh"),
    Claim("B", "energy", 250, math.inf, stated="at least 250 kWh"),
    Claim("C", "energy", 200, 230, stated="200 kWh to 230 kWh"),
    Claim("D", "energy", 1e6, 1e6, stated="1 GWh"),
    Claim("E", "energy", 240, 240, stated="240 kWh", at={"size": "large"}),
    Claim("F", "both", 240, 240, stated="240 kWh"),
)


def claimed(site, *claims, size=WIDE):
    """The picture of a site's energy with these claims, or those of these names."""
    panel = site.shown(Address(output="energy")).panel
    given = tuple(each for each in CLAIMS if each.name in claims) or claims
    answer = replace(panel.answer, subject=replace(panel.answer.subject, claims=given))
    return picture(replace(panel, answer=answer), "words", size=size)


def test_a_published_figure_is_a_diamond_on_its_value_under_its_text(explorer, drawn):
    svg = drawn(explorer)
    (diamond,) = re.findall(r'<g class="claim"><path d="M([\d.]+) ([\d.]+)l5 -5l5 5l-5 5Z"', svg)
    ticks = re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="middle"[^>]*>([\d.]+)<', svg)
    (x, tick), (other, last) = [tuple(map(float, each)) for each in (ticks[1], ticks[-2])]
    share = (float(diamond[0]) + 5 - x) / (other - x)
    assert share == pytest.approx(math.log(3.82 / tick) / math.log(last / tick), abs=0.01)
    assert ">3.82 t<" in svg
    assert ">published<" in svg
    assert ">claim<" in drawn(explorer, size=NARROW)


def test_only_claims_on_the_output_and_the_coordinate_are_drawn(site):
    assert claimed(site, "A", "E", "F").count('class="claim"') == 1
    assert "claim" not in claimed(site, "E", "F")


def test_ranges_are_lines_and_what_is_beyond_the_axis_an_arrowhead(site):
    between, beyond, bound = (claimed(site, name).partition('<g class="claim">')[2] for name in "CDB")
    assert between.partition("</g>")[0].count("<line") == 3
    assert beyond.startswith('<path d="M634.0 ')
    assert "Z" in bound.partition("</g>")[0]
    assert bound.partition("</g>")[0].count("<line") == 2


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_no_claim_lies_over_another(site, texts, size):
    svg = claimed(site, *"ABCD", size=size)
    everywhere = texts(svg)
    named = next(each for each in everywhere if each[0] == size.claims)
    assert all(each[1] >= named[2] for each in everywhere if abs(each[3] - named[3]) < 5 and each is not named)
    assert svg.count('class="claim"') == 4
    of_claims = texts("".join(re.findall(r'<g class="claim">(.*?)</g>', svg)))
    assert [text for text, left, right, _ in of_claims if left < 0 or right > size.width] == []
    assert all(
        abs(one[3] - other[3]) > 10 or min(one[2], other[2]) <= max(one[1], other[1])
        for at, one in enumerate(of_claims) for other in of_claims[at + 1 :]
    )  # fmt: skip


def test_texts_are_left_out_where_they_need_too_many_rows(site):
    bounds = [replace(CLAIMS[1], name=str(k), stated="at least two hundred and fifty kWh") for k in range(9)]
    svg = claimed(site, *bounds, size=NARROW)
    assert svg.count('class="claim"') == 9
    assert "at least" not in svg
