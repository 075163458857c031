"""The preview: serves the site on this machine, builds again when a source changes, and reloads the browser."""

import asyncio
import json
import socket
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from watchfiles import awatch

from press.config.settings import Settings
from press.edges import manifest
from press.ground.filename import CONFIG, CONTENT, LEDGER
from press.ground.problems import Misconfigured, Problem, Refused, Rejected, errors, in_words, reported
from press.kernel import pool
from press.pages import headers
from press.request import Report, Request
from press.stages import gather

Build = Callable[[Request], Report]
Tell = Callable[[Sequence[Problem]], None]

EVENTS = "/-press-/events"
SCRIPT = "/-press-/reload.js"
NOTHING = (
    f'<!doctype html><meta charset="utf-8"><title>Preview</title><p>There is nothing here.</p><script src="{SCRIPT}"></script>'
)
"""The page shown while nothing has been built: its script shows why, and reloads the page after the next build."""
RELOAD = """
new EventSource(%s).onmessage = event => {
  const problems = JSON.parse(event.data);
  if (!problems.length) return location.reload();
  const box = document.querySelector("#press-problems") || document.body.appendChild(document.createElement("pre"));
  box.id = "press-problems";
  box.textContent = problems.join("\\n");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;padding:1rem;max-height:50vh;overflow:auto;" +
    "background:#7a0019;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:9";
};
"""


class Preview:
    """A site that is rebuilt whenever its sources change, and the browsers that show it."""

    def __init__(self, ask: Callable[[], Request], build: Build, tell: Tell, settings: Settings) -> None:
        """`ask` returns what to `build`, at the time of the call; `tell` prints problems; `settings` are the initial ones."""
        self._ask, self._build, self._tell = ask, build, tell
        self.settings = settings
        self._browsers: set[asyncio.Queue[list[str] | None]] = set()
        self._problems: list[str] = []
        self._mark = ""

    def build(self) -> list[str]:
        """Build once; print problems and return the errors as lines."""
        self._problems = self._built()
        return self._problems

    def _built(self) -> list[str]:
        try:
            request = self._ask()
            report = self._build(request)
            self.settings = gather.read_settings(request)
            self._mark = manifest.digest_of(request.output)
        except (Rejected, Misconfigured) as error:
            self._tell(error.problems)
            return [str(problem) for problem in reported(errors(error.problems))]
        except (Refused, OSError) as error:
            print(in_words(error))
            return [in_words(error)]
        except Exception as error:  # a bug in this program must not end the preview: after the next edit it may work
            traceback.print_exc()
            return [f"This is a bug in the program; please report it: {error!r}"]
        self._tell(report.warnings)
        done = report.published
        print(f"Built. Articles: {report.counts.articles:,}; files written: {done.written:,}; removed: {done.removed:,}.")
        return []

    async def watch(self, root: Path, folders: Sequence[Path]) -> None:
        """Build again whenever a source changes in `root` itself or below one of `folders`, and notify every browser.

        A file is watched through its folder, as editors save by renaming another file over it; a folder may be created later.
        """
        names = {CONFIG, LEDGER, *(folder.name for folder in folders)}
        changed = asyncio.Event()

        async def notice(*places: Path, **how: Any) -> None:
            try:
                async for _ in awatch(*places, debounce=300, **how):
                    changed.set()
            except (OSError, RuntimeError) as error:  # such as more files than the system can watch
                print(f"Changes in {', '.join(map(str, places))} are no longer noticed: {error}")

        def below() -> asyncio.Task[None]:
            return asyncio.create_task(notice(*(folder for folder in folders if folder.is_dir())))

        watching = [
            asyncio.create_task(notice(root, recursive=False, watch_filter=lambda _, path: Path(path).name in names)),
            below(),
        ]
        try:
            while await changed.wait():
                changed.clear()
                watching.pop().cancel()
                watching.append(below())
                await asyncio.sleep(0)  # the new watcher starts before anything is read
                problems = await asyncio.to_thread(self.build)
                for browser in self._browsers:
                    browser.put_nowait(problems)
        finally:
            for task in watching:
                task.cancel()

    def close(self) -> None:
        """End the answers to all browsers, which otherwise never end."""
        for browser in self._browsers:
            browser.put_nowait(None)

    async def events(self, request: HttpRequest) -> Response:
        """Answer a browser with one server-sent event for each build (HTML standard, section 9.2).

        The id of an event tells what the site holds: a browser that was left alone sends the last one when it is back.
        """
        seen = request.headers.get("last-event-id", "")

        async def stream() -> AsyncIterator[str]:
            queue: asyncio.Queue[list[str] | None] = asyncio.Queue()
            self._browsers.add(queue)
            if self._problems or seen not in {"", self._mark}:  # the page is older than its sources, or than the site
                queue.put_nowait(self._problems)
            try:
                yield f"id: {self._mark}\n\n"
                while (problems := await queue.get()) is not None:
                    yield f"id: {self._mark}\ndata: {json.dumps(problems)}\n\n"
            finally:
                self._browsers.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream")


class SiteFiles(StaticFiles):
    """The files of the site, with the script that reloads added to each page."""

    def __init__(self, folder: Path, policy: Callable[[], str]) -> None:
        """Serve `folder` with the Content Security Policy of the published site, so that what it blocks is blocked here too."""
        super().__init__(directory=folder, html=True)
        self._policy = policy

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file for `path`: a folder's index.html, or 404.html."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:  # not even 404.html is there: nothing has been built yet
            response = HTMLResponse(NOTHING, status_code=error.status_code)
        if isinstance(response, FileResponse):
            address = f"/{path}"
            media_type = next((kind for places, kind in headers.TYPES if address.endswith(headers.ending(places))), "")
            if str(response.path).endswith(".html"):
                text = Path(response.path).read_text(encoding="utf-8")
                response = HTMLResponse(f'{text}<script src="{SCRIPT}"></script>', status_code=response.status_code)
            elif media_type:
                response.headers["content-type"] = media_type
        response.headers.update({"cache-control": "no-store", "content-security-policy": self._policy()})
        return response


class Server(uvicorn.Server):
    """A server that ends although browsers wait for the next event."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        """Close `preview` before it ends."""
        super().__init__(config)
        self._preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let the browsers go, and end."""
        self._preview.close()
        await super().shutdown(sockets)


def application(preview: Preview, site: SiteFiles, base_path: str, root: Path, watched: Sequence[Path]) -> Starlette:
    """Return the ASGI application that serves `site` below `base_path`; sources are in `root` and `watched`."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(preview.watch(root, watched))
        yield
        watching.cancel()

    async def script(_request: HttpRequest) -> Response:
        return Response(RELOAD % json.dumps(EVENTS), media_type="text/javascript")

    async def home(_request: HttpRequest) -> Response:
        return RedirectResponse(f"{base_path}/")

    routes: list[BaseRoute] = [Route(EVENTS, preview.events), Route(SCRIPT, script)]
    if base_path:
        routes.append(Route("/", home))
    routes.append(Mount(unquote(base_path) or "/", app=site))  # it is compared with decoded paths
    # otherwise another site could read drafts through a host name that resolves to this machine (DNS rebinding)
    here = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    return Starlette(routes=routes, lifespan=lifespan, middleware=[here])


def serve(ask: Callable[[], Request], build: Build, port: int, tell: Tell) -> None:
    """`build` what `ask` returns, and serve it on loopback at `port` until interrupted; `tell` prints problems.

    Raises `Misconfigured` if the settings, which determine the path of the site, cannot be read.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(f"port {port} is in use (choose another --port)") from None
    request = ask()
    settings = gather.read_settings(request)
    folders = dict.fromkeys((request.root / CONTENT, request.root / "theme", *request.themes))
    with pool.fork_server(build) as builder:  # now: once the server has threads, forking is not safe
        preview = Preview(ask, builder, tell, settings)
        preview.build()
        request.output.mkdir(parents=True, exist_ok=True)
        site = SiteFiles(request.output, lambda: headers.policy(headers.forms(preview.settings), search=request.search))
        app = application(preview, site, settings.base_path, request.root, tuple(folders))
        print(f"Serving http://127.0.0.1:{port}{settings.base_path}/ (stop with Ctrl+C)")
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1)
        Server(config, preview).run()
