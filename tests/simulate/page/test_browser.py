"""The page and a report in a real browser, without a window, as wide as a phone and as a desk's screen.

It needs Chromium, node, and the packages of tests/browser: ``npm install --prefix tests/browser``.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "browser"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LACKING = [
    name
    for name, is_there in {
        "chromium": CHROMIUM,
        "node": shutil.which("node"),
        "npm install --prefix tests/browser": (FOLDER / "node_modules" / "axe-core").is_dir(),
    }.items()
    if not is_there
]
WIDTHS = [390, 1280]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(LACKING), reason=f"needs {', '.join(LACKING)}"),
]


def look(address, width, *what):
    """What the browser finds."""
    command = ["node", str(FOLDER / "look.js"), CHROMIUM, address, str(width), *what]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(found):
    """It fits, nothing lies over anything, nothing is cut, fetched from elsewhere, reported, moving or inaccessible."""
    assert found["overflow"] == 0
    lists = ("console", "requests", "overlaps", "cut", "violations", "transitions")
    assert {key: found[key] for key in lists if found[key]} == {}


@pytest.fixture(scope="module", params=[("chatgpt/by-words", "users"), ("chatgpt/life-cycle", "serving.users")])
def page(request):
    """The address of a page, and the name of an input that matters."""
    pytest.importorskip("uvicorn", reason="needs the extra `web`")
    scenario, name = request.param
    command = [sys.executable, "-m", "carbonspan", "page", scenario, "--no-open", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        yield served.stdout.readline().strip(), name
        os.kill(served.pid, signal.SIGINT)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_slider_moves_the_sentence_and_the_address(page, width, record_property):
    address, name = page
    found = look(address, width, name)
    check(found)
    moved = found["moved"]
    record_property("median of the time to a new sentence [ms]", statistics.median(moved["times"]))
    assert moved["after"] != moved["before"]
    assert moved["spoken"] == moved["after"].replace("\N{NO-BREAK SPACE}", " ")
    assert moved["focus"] == "slider"
    assert not moved["covered"]
    assert f"set={name}%3D" in moved["address"]
    again = look(moved["address"], width)
    check(again)
    assert again["sentence"] == moved["after"]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_works_as_a_plain_form(page, width):
    found = look(page[0], width, "plain")
    assert found["overflow"] == 0
    assert found["console"] == []
    assert "set=" in found["moved"]["address"]
    assert found["sentence"] != found["moved"]["before"]


def test_an_input_is_held_with_the_keyboard(page):
    found = look(page[0], 390, "hold")
    check(found)
    assert "fix=" in found["moved"]["address"]
    assert found["moved"]["focus"]
    assert found["moved"]["spreads"] == 0
    assert found["sentence"] != found["moved"]["before"]


def test_a_page_that_is_disconnected_says_so_and_goes_on_later(page):
    found = look(page[0], 390, "offline")
    check(found)
    assert "carbonspan does not answer" in found["moved"]["said"]
    assert found["moved"]["kept"] == "2e6"
    assert found["sentence"] != found["moved"]["before"]


def test_a_mistake_is_shown_beside_what_there_is(page):
    found = look(f"{page[0]}?set=nosuch%3D1", 390)
    assert "422" in found["console"].pop()
    assert found["sentence"] == ""
    check(found)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The address of a report on two scenarios."""
    written = tmp_path_factory.mktemp("report") / "report.html"
    scenarios = ["chatgpt/life-cycle", "chatgpt/by-words"]
    command = [sys.executable, "-m", "carbonspan", "report", *scenarios, "--samples", "1e5", "--out", str(written)]
    subprocess.run(command, check=True, capture_output=True)
    return written.as_uri()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_fits_and_asks_for_nothing(report, width):
    check(look(report, width))
