"""Pages on a small shipped scenario, on shares of a whole, and on a file with a pick, choices, a sum and other laws."""

import pytest

from carbonspan.simulate.page.answers import Explorer
from carbonspan.simulate.reader.load import load

SAMPLES = 4_000
SITE = """\
title: "A site <b>of our own</b>"
model: site.py:energy
per: {duration: 1 day}
boundary: [servers]
inputs:
  servers: {nominal: 40 server, evidence: assumed}
  power: {nominal: 0.35 kW/server, p5: 250 W/server, p95: 480 W/server, evidence: assumed, note: two meters of forty}
  pue: {nominal: 1.3, discrete: {1.1: 0.5, 1.2: 0.5}, evidence: assumed}
  load: {nominal: 60 %, pert: [40, 60, 90], evidence: assumed}
  offset: {nominal: 0 W, normal: {mean: 0, sd: 10}, evidence: assumed}
one_of:
  make:
    weights: {older: 0.7, newer: 0.3}
    options: {older: {}, newer: {power: 500 W/server}}
    evidence: assumed
choices:
  counting:
    site: {}
    upstream: {pue: {nominal: 1.4, evidence: assumed}}
dimensions:
  size: {small: {}, large: {servers: {nominal: 400 server, evidence: assumed}}}
outputs:
  energy: kWh
  both: {sum: size, of: energy, unit: kWh}
"""
MODEL = '''\
from typing import Annotated

from carbonspan import Bounds


def energy(
    servers: Annotated[float, "server"],
    power: Annotated[float, "W/server"],
    duration: Annotated[float, "s"],
    pue: Annotated[float, "1"],
    load: Annotated[float, "1", Bounds(0, 1)],
    offset: Annotated[float, "W"],
) -> Annotated[float, "J"]:
    """What a site uses."""
    return (servers * power * load + offset) * duration * pue
'''


@pytest.fixture(scope="session")
def explorer():
    return Explorer(load("chatgpt/by-words"), "chatgpt/by-words", SAMPLES)


@pytest.fixture(scope="session")
def mix():
    return Explorer(load("grid/us-mix"), "grid/us-mix", SAMPLES)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "site.py").write_text(MODEL)
    (folder / "site.yaml").write_text(SITE)
    return Explorer(load(str(folder / "site.yaml")), "site.yaml", SAMPLES)
