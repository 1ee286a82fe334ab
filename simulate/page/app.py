"""The page as an application: the page itself, answers for its script, the scenario and the report as files.

Everything is a GET and changes nothing here: what is shown is in the address. One run at a time has all cores.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from ..answer.run_options import Request as RunRequest
from ..cache.behind import unkept
from ..engine.errors import RunError
from ..problems import InvalidInput, clipped, printable
from ..report.document import SAMPLES, document
from ..report.html import html as report_html
from ..report.templating import STYLE
from . import form as forms
from . import html
from .address import Address
from .answers import Explorer
from .guard import REPORT_POLICY, Guard

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

T = TypeVar("T")

#: Characters of an unexpected exception's text that are shown.
_LONGEST = 500
_TEMPLATES = Path(__file__).with_name("templates")


class Site:
    """What is served of a scenario."""

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer
        self._alone = Lock()

    def app(self, port: int) -> Guard:
        """The application, for requests to `port` alone."""
        return Guard(self._routes(), port)

    def _routes(self) -> Starlette:
        from starlette.applications import Starlette
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route("/", self.page),
                Route("/answer", self.answer),
                Route("/scenario.yaml", self.scenario),
                Route("/report.html", self.report),
                Route("/alive", self.alive),
                Route("/page.css", self.style),
                Route("/page.js", self.script),
            ]
        )

    async def page(self, request: Request) -> Response:
        """The page; what a form sends is led to the address that it asks for."""
        from starlette.responses import HTMLResponse, RedirectResponse

        pairs = request.query_params.multi_items()

        def made() -> Response:
            form = forms.read(pairs)
            if form.is_empty:
                return HTMLResponse(html.page(self.explorer, self.explorer.shown(form.before)))
            address = forms.asked(form, self.explorer)
            self.explorer.shown(address)
            return RedirectResponse(f"/?{address.text}" if address.text else "/", status_code=303)

        return await self._tried(made, lambda refused: self._refused(refused, pairs))

    async def answer(self, request: Request) -> Response:
        """What a form asks for, for the script to put into the page."""
        from starlette.responses import JSONResponse

        pairs = request.query_params.multi_items()

        def made() -> Response:
            form = forms.read(pairs)
            shown = self.explorer.shown(forms.asked(form, self.explorer))
            return JSONResponse(html.pieces(self.explorer, shown, form))

        def refused(found: InvalidInput) -> Response:
            listed = [{"name": each.name, "message": each.message} for each in html.mistakes(found)]
            return JSONResponse({"mistakes": listed})  # a number that is half typed is no failure

        return await self._tried(made, refused)

    async def scenario(self, request: Request) -> Response:
        """The scenario with what was changed, as a file to save."""
        from starlette.responses import PlainTextResponse

        pairs = request.query_params.multi_items()

        def made() -> Response:
            found = self.explorer.whole(forms.asked(forms.read(pairs), self.explorer))
            return PlainTextResponse(
                found.to_yaml(),
                media_type="application/yaml",
                headers={"content-disposition": f'attachment; filename="{_file(found.name)}.yaml"'},
            )

        return await self._tried(made, lambda refused: self._refused(refused, pairs))

    async def report(self, request: Request) -> Response:
        """The report on the scenario with what was changed."""
        from starlette.responses import HTMLResponse

        pairs = request.query_params.multi_items()

        def made() -> Response:
            scenario = self.explorer.whole(forms.asked(forms.read(pairs), self.explorer))
            written = report_html(document([scenario], RunRequest(SAMPLES, self.explorer.seed, 0, "random")))
            return HTMLResponse(written, headers={"content-security-policy": REPORT_POLICY})

        return await self._tried(made, lambda refused: self._refused(refused, pairs))

    async def alive(self, _: Request) -> Response:
        """Nothing: a page asks whether it is still served."""
        from starlette.responses import Response

        return Response(status_code=204)

    async def style(self, _: Request) -> Response:
        """The style of a report, and the page's own."""
        from starlette.responses import Response

        own = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
        return Response(STYLE.read_text(encoding="utf-8") + own, media_type="text/css")

    async def script(self, _: Request) -> Response:
        """The script of the page."""
        from starlette.responses import Response

        return Response((_TEMPLATES / "page.js").read_bytes(), media_type="text/javascript")

    async def _tried(self, made: Callable[[], T], refused: Callable[[InvalidInput], T]) -> T:
        """What `made` gives, or `refused` of what is wrong, in the thread that computes."""

        def tried() -> T:
            try:
                with unkept():
                    return made()
            except InvalidInput as error:
                return refused(error)
            except RunError as error:
                return refused(InvalidInput(str(error)))
            except Exception as error:
                if os.environ.get("CARBONSPAN_DEBUG") == "1":
                    raise
                what = clipped(" ".join(f"{type(error).__name__}: {error}".split()), _LONGEST)
                return refused(InvalidInput(f"this is a bug in carbonspan, please report it ({what})"))

        return await self._computed(tried)

    async def _computed(self, compute: Callable[[], T]) -> T:
        """What `compute` gives, one at a time, in a thread that the end of the process does not wait for."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[T] = loop.create_future()

        def work() -> None:
            with self._alone:
                try:
                    told = partial(_tell, found.set_result, found, compute())
                except Exception as error:  # noqa: BLE001 - raised where it is waited for
                    told = partial(_tell, found.set_exception, found, error)
            with suppress(RuntimeError):  # the server has ended meanwhile
                loop.call_soon_threadsafe(told)

        Thread(target=work, daemon=True).start()
        return await found

    def _refused(self, refused: InvalidInput, pairs: list[tuple[str, str]]) -> Response:
        """The page without an answer, what is wrong above the form, and in its fields what was sent."""
        from starlette.responses import HTMLResponse

        found = html.mistakes(refused)
        wrong = {each.name for each in found}
        typed = (value.partition("=")[::2] for name, value in pairs if name == "set")
        sent = {
            f"{forms.NUMBER}{name.strip()}:{forms.WHOLE}": printable(text)
            for name, text in typed
            if name.strip() in wrong
        }
        sent |= {name: value for name, value in pairs if name.startswith(forms.NUMBER)}
        page = html.refused_page(self.explorer, self._without(pairs, wrong), found, sent)
        return HTMLResponse(page, status_code=422)

    def _without(self, pairs: list[tuple[str, str]], wrong: set[str]) -> Address:
        """The address before, without the overrides that are `wrong`; the file's if there is more wrong."""
        try:
            before = forms.read(pairs).before
            kept = replace(
                before,
                sets=tuple(each for each in before.sets if each.partition("=")[0].strip() not in wrong),
                fixes=tuple(each for each in before.fixes if each not in wrong),
            )
            self.explorer.shown(kept)
        except (InvalidInput, RunError):
            return Address()
        return kept


def _tell(tell: Callable[[Any], None], found: asyncio.Future[Any], what: Any) -> None:
    """Tell who waits, if anyone still does."""
    if not found.done():
        tell(what)


def _file(name: str) -> str:
    """A name as that of a file."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "scenario"
