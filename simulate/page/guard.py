"""Who may ask: the browser of this machine, from a page of this server, and what its pages may do.

A name that leads to this machine does not make a page one of ours (DNS rebinding): the host that is asked for must be
a loopback name with this server's port, and so must the origin, if a browser tells one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
#: What every reply says of itself; a page has its style and script from here, and nothing from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: A report is one file that has its style within it, and no script.
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
_ALWAYS = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)
_REFUSED = b"This page is for the browser of the machine that it runs on, under the address that carbonspan printed.\n"


class Guard:
    """An application that passes on what is asked of `port` on this machine, and refuses all else with 403."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app, self.hosts = app, {f"{name}:{port}".encode() for name in NAMES}
        if port == 80:
            self.hosts |= {name.encode() for name in NAMES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not self.is_ours(scope["headers"]):
            await _refuse(send)
        elif scope["type"] in {"http", "lifespan"}:
            await self.app(scope, receive, _adding(send))

    def is_ours(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether a request has one host, which is ours, and no foreign origin; links from elsewhere may lead here."""
        given: dict[bytes, list[bytes]] = {}
        for name, value in headers:
            given.setdefault(name.lower(), []).append(value.lower())
        hosts, origins = given.get(b"host", []), given.get(b"origin", [])
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return False
        if any(
            origin.removeprefix(b"http://") not in self.hosts or not origin.startswith(b"http://") for origin in origins
        ):
            return False
        is_foreign = given.get(b"sec-fetch-site", [b"none"])[0] not in {b"none", b"same-origin"}
        return not is_foreign or given.get(b"sec-fetch-dest") == [b"document"]


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(_REFUSED)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED})


def _adding(send: Send) -> Send:
    """Sends replies with the policy, unless they have one of their own, and the other headers of all."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            more = [("content-security-policy", POLICY), *_ALWAYS]
            message["headers"] += [(n.encode(), v.encode()) for n, v in more if n.encode() not in own]
        await send(message)

    return with_headers
