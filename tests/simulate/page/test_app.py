import re
from collections import Counter
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette", reason="needs the extra `web`")
pytest.importorskip("httpx2", reason="starlette's client for tests needs httpx2")

from starlette.testclient import TestClient

from carbonspan.simulate.answer.identity import scenario_hash
from carbonspan.simulate.cache import behind
from carbonspan.simulate.page import app
from carbonspan.simulate.page.address import Address
from carbonspan.simulate.page.app import Site
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.report.templating import held_together

PORT = 8642


@pytest.fixture(scope="module")
def client(explorer):
    return TestClient(Site(explorer).app(PORT), base_url=f"http://127.0.0.1:{PORT}", follow_redirects=False)


@pytest.fixture(scope="module")
def other(site):
    return TestClient(Site(site).app(PORT), base_url=f"http://localhost:{PORT}", follow_redirects=False)


def test_the_page_has_the_answer_and_its_warnings(client, explorer):
    page = client.get("/")
    assert page.status_code == 200
    assert f'<p class="quoted">{held_together(explorer.shown(Address()).sentence)}</p>' in page.text
    assert "Nominal values outside their beliefs: utilization, full_power, pue." in page.text
    assert "carbonspan run chatgpt/by-words --samples 4000</pre>" in page.text


def test_a_link_shows_what_was_changed(client, explorer):
    address = Address(("latency=0.2 to 0.5",), output="energy")
    page = client.get(f"/?{address.text}").text
    assert held_together(explorer.shown(address).sentence) in page
    assert "--set &#39;latency=0.2 to 0.5&#39;" in page
    assert 'name="set" value="latency=0.2 to 0.5"' in page
    assert 'class="before"' in page


def test_a_plain_form_leads_to_the_address_that_it_asks_for(client):
    reply = client.get("/", params={"in:latency:p5": "0.2", "output": "emissions"})
    assert reply.status_code == 303
    assert reply.headers["location"] == f"/?{urlencode({'set': 'latency=0.2 to 0.6'})}"
    assert client.get("/", params={"in:latency:p5": "0.15"}).headers["location"] == "/"


def test_a_plain_form_with_a_mistake_keeps_what_was_typed(client):
    reply = client.get("/", params={"set": "pue=1.1", "in:latency:p5": "3"})
    assert reply.status_code == 422
    assert "latency=3 to 0.6: must exceed p5 (3), got 0.6" in reply.text
    assert 'name="in:latency:p5" value="3" data-input="latency" aria-invalid="true"' in reply.text
    assert 'name="set" value="pue=1.1"' in reply.text
    assert "There is no answer" in reply.text


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({"set": "nosuch=1"}, "no input is named &#39;nosuch&#39;"),
        ({"set": "pue"}, "must be INPUT=VALUE"),
        ({"sets": "pue=1.1"}, "did you mean &#39;set&#39;?"),
        ({"set": "users={pert: [1,2"}, "is not closed"),
        ({"set": "users=<script>alert(1)</script>"}, "users=&lt;script&gt;alert(1)&lt;/script&gt;"),
        ({"set": "users=\x00"}, "users="),
        ({"output": "emission"}, "did you mean &#39;emissions&#39;?"),
        ({"choice": "a=b"}, "chatgpt/by-words has no choices"),
        ({"set": "users=1e300"}, "too far to compute with"),
    ],
)
def test_an_address_with_a_mistake_has_no_answer_but_the_reason(client, pairs, message):
    reply = client.get("/", params=pairs)
    assert reply.status_code == 422
    assert message in reply.text
    assert '<p class="quoted">' not in reply.text
    assert "\x00" not in reply.text


def test_the_script_gets_the_pieces_that_change(client, explorer):
    reply = client.get("/answer", params={"in:latency:p5": "0.2", "moved": "latency", "size": "narrow"}).json()
    assert reply["address"] == Address(("latency=0.2 to 0.6",)).text
    assert reply["sentence"] == explorer.shown(Address(("latency=0.2 to 0.6",))).sentence
    assert reply["pieces"].keys() == {"kept", "aside", "more"}
    assert reply["pieces"]["kept"].count("<svg") == 1
    assert list(reply["inputs"]) == ["latency"]
    assert "form" not in reply
    fresh = client.get("/answer", params={"set": "latency=0.2 to 0.6", "drop": "latency", "fresh": "1"}).json()
    assert fresh["address"] == ""
    assert 'value="0.15"' in fresh["form"]


def test_the_script_gets_mistakes_with_their_inputs(client):
    reply = client.get("/answer", params={"in:latency:p5": "3"})
    assert reply.json() == {
        "mistakes": [{"name": "latency", "message": "latency=3 to 0.6: must exceed p5 (3), got 0.6"}]
    }


def test_the_scenario_is_a_file_that_runs_to_the_same_answer(client, explorer, tmp_path):
    reply = client.get("/scenario.yaml", params={"in:latency:p5": "0.2"})
    assert reply.headers["content-disposition"] == 'attachment; filename="chatgpt-by-words.yaml"'
    (tmp_path / "changed.yaml").write_text(reply.text)
    assert load(str(tmp_path / "changed.yaml")).inputs["latency"].stated == "p5: 0.2, p95: 0.6"
    assert client.get("/scenario.yaml", params={"in:latency:p5": "3"}).status_code == 422


def test_the_report_is_on_what_was_changed(client, monkeypatch):
    monkeypatch.setattr(app, "SAMPLES", 2_000)
    reply = client.get("/report.html", params={"set": "latency=0.2 to 0.5"})
    assert reply.status_code == 200
    assert "p5: 0.2, p95: 0.5" in reply.text
    (line,) = re.findall("^.*carbonspan run .*$", unescape(reply.text), re.MULTILINE)
    assert "--set 'latency=0.2 to 0.5' --samples 2000" in line
    (hashed,) = set(re.findall(r"has the hash (\w{12})", reply.text))
    assert scenario_hash(load("chatgpt/by-words", sets=["latency=0.2 to 0.5"])).startswith(hashed)
    assert "script-src" not in reply.headers["content-security-policy"]
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_picks_choices_and_text_that_could_be_markup(other):
    page = other.get("/", params={"set": "make=newer", "choice": "size=large", "output": "energy"}).text
    assert "A site &lt;b&gt;of our own&lt;/b&gt;" in page
    assert "<b>" not in page
    assert 'name="pick:make" value="newer" checked' in page
    assert '<option value="size=large" selected>' in page
    assert '<option value="energy" selected>' in page


def test_the_command_has_all_that_the_numbers_depend_on(site):
    served = Site(replace(site, seed=7))
    page = TestClient(served.app(PORT), base_url=f"http://localhost:{PORT}").get(
        "/", params={"choice": ["counting=upstream", "size=large"], "output": "energy"}
    )
    assert "carbonspan run site.yaml --samples 4000 --seed 7 --choice counting=upstream</pre>" in page.text


def test_a_bug_is_reported_and_not_taken_for_an_answer(client, explorer, monkeypatch):
    monkeypatch.setattr(type(explorer), "shown", lambda *_: 1 / 0)
    reply = client.get("/answer", params={"set": "pue=1.19"})
    assert "this is a bug in carbonspan, please report it (ZeroDivisionError: division by zero)" in reply.text


@pytest.mark.parametrize("path", ["/", "/answer", "/scenario.yaml", "/page.css", "/page.js", "/nosuch"])
def test_every_reply_has_a_strict_policy(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_the_page_names_nothing_from_elsewhere(client):
    texts = [client.get(path).text for path in ("/", "/page.css", "/page.js")]
    assert [text for text in texts if "http:" in text or "https:" in text] == []
    assert "style=" not in texts[0]
    assert "<script>" not in texts[0]


def test_nothing_can_be_sent_to_it(client):
    assert client.post("/").status_code == 405


def test_what_is_tried_is_not_kept_on_disk(client, tmp_path, monkeypatch):
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path))  # other processes write to the shared one meanwhile
    behind.write_now()

    def kept():
        return Counter(path.name for path in tmp_path.rglob("*") if path.is_file())

    client.get("/", params={"set": "pue=1.16"})
    before = kept()
    assert client.get("/", params={"set": "latency=0.123 to 0.456"}).status_code == 200
    behind.write_now()
    assert kept() == before


def test_held_inputs_are_in_the_form_the_command_and_the_file(client):
    page = client.get("/", params={"fix": "latency"}).text
    assert 'name="hold" value="latency" checked' in page
    assert '<input type="hidden" name="fix" value="latency">' in page
    assert "--samples 4000 --fix latency</pre>" in page
    assert "nominal: 0.35" in client.get("/scenario.yaml", params={"fix": "latency"}).text
    reply = client.get("/", params={"fix": "latency", "holds": "1"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/")


def test_a_mistake_is_beside_its_input_with_what_was_typed(client):
    page = client.get("/", params={"set": "latency=2 to 1"}).text
    control = page.partition('data-name="latency"')[2].partition("</fieldset>")[0]
    assert 'name="in:latency:=" value="2 to 1"' in control
    assert '-error">latency=2 to 1: must exceed p5 (2), got 1</p>' in control
    assert "hidden>\n" not in control
    held = client.get("/", params={"fix": "latncy"})
    assert held.status_code == 422
    assert "did you mean &#39;latency&#39;?" in held.text
