"""The page served on this machine until Ctrl-C."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Thread
from typing import Any

from ..problems import InvalidInput
from .address import Address
from .answers import Explorer
from .app import Site

HOST = "127.0.0.1"
_REMEDY = "the page needs starlette and uvicorn: pip install 'carbonspan[web]'"
#: How long an answer that is under way may take after Ctrl-C [s].
_GRACE = 1


def check_available() -> None:
    """Raise InvalidInput unless the libraries that serve are installed."""
    for name in ("starlette", "uvicorn"):
        try:
            import_module(name)
        except ImportError as missing:
            raise InvalidInput(f"{_REMEDY} ({missing})") from None


def listen(port: int) -> socket.socket:
    """A socket of this machine alone at `port`, any free one for 0; raises InvalidInput if it cannot be had."""
    # Only where the protocol is named does asyncio send at once: else a reply's end waits 40 ms for its head's receipt.
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()
    except OSError as error:
        found.close()
        why = {errno.EADDRINUSE: "is in use", errno.EACCES: "is not for users"}.get(error.errno or 0, str(error))
        raise InvalidInput(f"--port {port}: {why}; choose another, or --port 0 for any that is free") from None
    return found


def serve(explorer: Explorer, at: socket.socket, start: Address, *, opens: bool, ready: Callable[[str], None]) -> None:
    """Serve the page until Ctrl-C; `ready` is told the address that shows `start`, and a browser `opens` it."""
    port = at.getsockname()[1]
    shown = f"http://{HOST}:{port}/{'?' if start.text else ''}{start.text}"

    def started() -> None:
        gc.freeze()  # what is there now stays: looking through it again took a twentieth of each answer
        ready(shown)
        if opens:
            Thread(target=webbrowser.open, args=[shown], daemon=True).start()  # some browsers are waited for

    _server(Site(explorer).app(port), started).run(sockets=[at])


def _server(app: Any, started: Callable[[], None]) -> Any:
    """A server that calls `started` once it answers, and that Ctrl-C ends without a word."""
    from uvicorn import Config, Server

    class Quiet(Server):
        """It does not raise the signal once more that ended it."""

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Within this context, Ctrl-C and a request to end stop the server."""
            before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for each, handler in before.items():
                    signal.signal(each, handler)

        async def startup(self, sockets: Any = None) -> None:
            """Begin to answer."""
            await super().startup(sockets=sockets)
            started()

    return Quiet(
        Config(
            app,
            log_config=None,
            log_level="error" if os.environ.get("CARBONSPAN_DEBUG") == "1" else "critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
    )
