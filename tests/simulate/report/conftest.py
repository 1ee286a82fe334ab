"""Reports on two small scenarios, one of whose titles could be taken for markup."""

from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.overrides.changed_scenario import loaded, unchanged
from carbonspan.simulate.report.document import document

TITLE = "Hardware <script>alert(1)</script> & more | *all*"


@pytest.fixture(scope="session")
def single():
    return document([unchanged(replace(load("bloom/embodied"), title=TITLE))], Request(20_000))


@pytest.fixture(scope="session")
def several():
    return document([loaded("chatgpt/by-words"), loaded("chatgpt/by-hardware")], Request(20_000))
