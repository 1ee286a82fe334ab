import pytest

from carbonspan.simulate.page.guard import Guard


def is_ours(*headers, port=8642):
    return Guard(None, port).is_ours([(name.encode(), value.encode()) for name, value in headers])


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "LOCALHOST:8642", "[::1]:8642"])
def test_loopback_names_with_the_port_are_ours(host):
    assert is_ours(("Host", host))
    assert is_ours(("Host", host), ("Origin", f"http://{host}"))


@pytest.mark.parametrize(
    "host",
    ["evil.example:8642", "127.0.0.1", "127.0.0.1:8643", "localhost.evil.example:8642", "127.0.0.1:8642.evil.example",
     "0.0.0.0:8642", "127.0.0.2:8642", ""],
)  # fmt: skip
def test_other_hosts_are_refused(host):
    assert not is_ours(("Host", host))


def test_a_request_needs_one_host():
    assert not is_ours()
    assert not is_ours(("Host", "127.0.0.1:8642"), ("Host", "evil.example"))


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8642", "http://127.0.0.1:8643", "127.0.0.1:8642"]
)
def test_other_origins_are_refused(origin):
    assert not is_ours(("Host", "127.0.0.1:8642"), ("Origin", origin))


@pytest.mark.parametrize(
    ("site", "dest", "ours"),
    [
        ("same-origin", "empty", True),
        ("none", "document", True),
        ("cross-site", "document", True),
        ("cross-site", "image", False),
        ("cross-site", "iframe", False),
        ("same-site", "empty", False),
    ],
)
def test_pages_of_others_may_link_here_and_no_more(site, dest, ours):
    assert is_ours(("Host", "127.0.0.1:8642"), ("Sec-Fetch-Site", site), ("Sec-Fetch-Dest", dest)) == ours


def test_the_port_of_the_web_needs_no_number():
    assert is_ours(("Host", "127.0.0.1"), port=80)
