"""Pictures of answers, and the texts of one with their room."""

import re

import pytest

from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.picture.density_picture import picture
from carbonspan.simulate.page.picture.picture_size import WIDE
from carbonspan.simulate.plots import style


@pytest.fixture
def drawn():
    """The picture of a variation, with the density before."""

    def draw(explorer, *sets, size=WIDE, output=""):
        panel = explorer.shown(Address(sets, output=output)).panel
        before = explorer.shown(Address(output=output)).panel if sets else None
        return picture(panel, "A <density>.", before=before, size=size)

    return draw


@pytest.fixture
def texts():
    """Each level text of a picture with its ends [px] at most, and its middle."""

    def read(svg):
        found = []
        for x, y, anchor, text in re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]*)<', svg):
            wide = style.text_width(text, 11.0)
            left = float(x) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            found.append((text, left, left + wide, float(y)))
        return found

    return read
