import base64
import csv
import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from carbonspan.simulate.report.blocks import Picture
from carbonspan.simulate.report.html import html

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Every tag with its attributes in order, and whether each one is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.unbalanced = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.fixture(scope="module", params=["single", "several"])
def text(request):
    return html(request.getfixturevalue(request.param))


def test_every_element_is_closed(text):
    page = Page(text)
    assert (page.unbalanced, page.open) == ([], [])


def test_the_page_asks_for_nothing(text):
    page = Page(text)
    assert page.all("script") == page.all("link") == page.all("img") == []
    for _, attrs in page.tags:
        for name in ("href", "src", "xlink:href"):
            assert re.match(r"#|data:text/csv", attrs.get(name) or "#"), attrs
    assert not re.search(r"@import|url\((?!#)", text)


def test_no_identifier_is_used_twice_and_every_link_has_its_end(text):
    page = Page(text)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")}
    uses = {attrs["xlink:href"][1:] for attrs in page.all("use")} | set(re.findall(r"url\(#([^)]+)\)", text))
    named = {name for _, attrs in page.tags for name in (attrs.get("aria-labelledby") or "").split()}
    assert targets | uses | named <= set(ids)
    assert targets >= {attrs["id"] for attrs in page.all("h2")}


def test_headings_skip_no_level(text):
    levels = [int(tag[1]) for tag, _ in Page(text).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_texts_of_a_file_are_no_markup(single):
    text = html(single)
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text


def test_a_picture_has_words_and_its_numbers(single):
    text = html(single)
    picture = next(block for section in single.sections for block in section.blocks if isinstance(block, Picture))
    (address,) = re.findall(rf'href="([^"]+)" download="{picture.data_name}"', text)
    data = base64.b64decode(address.partition("base64,")[2]).decode()
    assert data == picture.data
    rows = list(csv.DictReader(io.StringIO(data)))
    assert {"mean", "quantile"} <= {row["statistic"] for row in rows}
    assert len(Page(text).all("title")) == 1 + text.count('role="img"')


def test_a_column_of_numbers_and_names_says_so(single):
    page = Page(html(single))
    assert {"scope": "row", "class": "unbroken"} in page.all("th")
    assert {"scope": "col", "class": "number"} in page.all("th")


def test_the_same_scenario_has_the_same_page(single):
    assert html(single) == html(single)


def test_what_is_folded_away_has_a_copy_for_paper(single):
    text = html(single)
    folded = [block.text for section in single.sections for block in section.blocks if getattr(block, "is_long", False)]
    assert len(folded) == 2
    assert text.count('<figure class="listing printed">') == len(folded)
    style = text.partition("<style>")[2].partition("</style>")[0]
    screen, paper = style.split("@media print")
    assert re.search(r"\.printed \{ display: none; \}", screen)
    assert re.search(r"details \{ display: none; \}\s+\.printed \{ display: block; \}", paper)
    assert ".picture figcaption { display: none; }" in paper


def test_a_phone_has_a_picture_of_its_own_which_others_do_not_see(single):
    page = Page(html(single))
    classes = [attrs.get("class") for attrs in page.all("div")]
    pictures = [block for section in single.sections for block in section.blocks if isinstance(block, Picture)]
    assert classes.count("phone") == classes.count("page") == len(pictures)
    widths = [float(re.search(r'viewBox="0 0 ([\d.]+)', each)[1]) for each in (pictures[0].phone, pictures[0].svg)]
    assert widths == pytest.approx([85 / 25.4 * 72, 5.4 * 72])


def test_every_table_can_be_scrolled_by_keys_and_has_a_name(single):
    page = Page(html(single))
    scrolled = [attrs for attrs in page.all("div") if attrs.get("class") == "scrolled"]
    assert len(scrolled) == len(page.all("table"))
    for attrs in scrolled:
        assert attrs["tabindex"] == "0"
        assert attrs.get("aria-labelledby") or attrs.get("aria-label")
