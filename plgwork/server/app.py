"""The server: a standalone Voilà with our door, our kernels, our frame and our routes.

Standalone, because there a browser can send widget messages and nothing that runs code.
"""

import asyncio
import errno
import logging
import re
import sys
import tempfile
import webbrowser
from contextlib import suppress
from typing import Any

from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.httputil import HTTPServerRequest
from traitlets import Any as AnyTrait
from traitlets import Instance, List, Unicode
from traitlets.config import Config
from voila.app import Voila

from plgwork.content import load_served
from plgwork.errors import StoreError, WorkbookError
from plgwork.server import calendars, handlers, norm_check, room, statement
from plgwork.server.assets import FOLDERS, Asset, Sheet
from plgwork.server.cookies import secret
from plgwork.server.doors import Cookie, Door
from plgwork.server.doors.accounts import AccountsDoor
from plgwork.server.doors.demo import DemoDoor
from plgwork.server.doors.directory import directory_door
from plgwork.server.folder import private_folder, transport
from plgwork.server.framing import FOLDER, HEADERS, Frame, Framed, stage
from plgwork.server.kernels import Kernels, OwnerOnly, OwnPython
from plgwork.server.live import Hub
from plgwork.server.memory import Tidying
from plgwork.server.metrics import Figures, Metrics
from plgwork.server.navigation import Navigation
from plgwork.server.quiet import begin, log_request
from plgwork.server.readiness import Readiness
from plgwork.server.rendering import Compiled, Renderer
from plgwork.server.routes import Routes
from plgwork.server.sweeping import Sweeping
from plgwork.server.watch import Watch
from plgwork.settings import Settings, shipped
from plgwork.store import Store

# Asked by machines, under whatever name, and without a word about anybody.
PROBES = {"health": handlers.Health, "ready": handlers.Ready}
KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
PAGE = r"([a-z0-9-]+)"
ASSET = "assets/[0-9a-f]+"
FINISH_SECONDS = 10  # that a server which was told to stop still gives to what was begun

log = logging.getLogger(__name__)


def serve(settings: Settings, store: Store, open_browser: bool = False) -> None:
    """Serve the workbook until it is stopped."""
    if store.empty():
        raise StoreError("There is no school here yet. Run: plgwork init")
    settings = settings.model_copy(update={"base_url": settings.path})
    workbench = Workbench.for_workbook(settings, store)
    workbench.open_browser = open_browser
    workbench.initialize([])
    workbench.start()


def door_of(settings: Settings, store: Store) -> Door:
    """The door that was set; of itself an invented school opens without a password."""
    if settings.door == "directory":
        return directory_door(settings, store)
    return (DemoDoor if store.doors.invented() else AccountsDoor)(settings, store)


class Workbench(Voila):  # type: ignore[misc]  # Voilà has no types
    """Voilà, set up for the workbook: nothing of it is taken from anybody's own configuration."""

    workbook = Instance(Settings)
    store = AnyTrait()
    door = AnyTrait()
    compiled = Instance(Compiled, ())
    metrics = Instance(Metrics, ())
    identity_provider_class = Cookie
    authorizer_class = OwnerOnly
    config_file_paths = List(Unicode())  # none: a voila.json lying about must not open a door

    @classmethod
    def for_workbook(cls, settings: Settings, store: Store) -> "Workbench":
        """The one server of this process."""
        server: Workbench = cls.instance(
            config=configuration(settings),
            workbook=settings,
            store=store,
            door=door_of(settings, store),
            ip=settings.host,
            port=settings.port,
            base_url=settings.base_url,
            root_dir=str(shipped("notebooks")),
            cookie_secret=secret(settings),
            log_level="WARN",
        )
        return server

    @property
    def address(self) -> str:
        """Where the workbook is, for a browser on this machine."""
        host = "127.0.0.1" if self.ip in ("", "0.0.0.0", "::") else self.ip
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.base_url}"

    def setup_template_dirs(self) -> None:
        """Our own templates only."""
        self.template_paths = [str(FOLDER)]

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, and what our handlers need."""
        settings: dict[str, Any] = super().init_settings()
        self.identity_provider.door = self.door
        self.identity_provider.secure_cookie = self.workbook.secure
        shown = load_served(self.workbook.content_folders)
        return settings | {
            "compress_response": True,
            "contents_manager": Shelf(parent=self),
            "door": self.door,
            "frame": Frame(
                Navigation(shipped("notebooks")),
                shown.cover,
                self.base_url,
                self.door,
            ),
            "headers": HEADERS,
            "statement": shown.statement,
            "hub": Hub(self.store.feed, self.metrics.feed_lost),
            "leaving": self.stopping,
            "log_function": log_request,
            "metrics": self.metrics,
            "probes": [self.base_url + name for name in PROBES],
            "readiness": Readiness(self.store.empty),
            "login_url": url_path_join(self.base_url, self.door.entrance),
            "xsrf_cookie_kwargs": {
                "samesite": "Lax",
                "path": self.base_url,
                "secure": self.workbook.secure,
            },
        }

    def init_handlers(self) -> list[Any]:
        """Every route of the server; what is not here is a friendly 404."""
        notebook = {"renderer": self.renderer}
        shown = {"workbook": self.workbook, "store": self.store}
        routes: dict[str, Any] = {
            "": (handlers.Entrance,),
            **{name: (handler,) for name, handler in PROBES.items()},
            **self.door.routes(),
            "here": (handlers.Here,),
            statement.PATH: (statement.Accessibility,),
            "live": (handlers.Live,),
            calendars.PATH: (calendars.OwnCalendar, shown),
            "now": (room.Now, {"workbook": self.workbook}),
            f"room/{room.CODE}": (room.Room, shown),
            f"room/{room.CODE}/state": (room.RoomState, shown),
            f"room/{room.CODE}/live": (room.RoomLive, shown),
            f"room/{room.CODE}/picture": (room.Picture, shown),
            f"n/{room.CODE}": (norm_check.Answer, shown),
            f"n/{room.CODE}/close": (norm_check.Close, shown),
            f"n/{room.CODE}/picture": (norm_check.Picture, shown),
            **{f"{ASSET}/{kind}/(.*)": (Asset, {"path": path}) for kind, path in FOLDERS.items()},
            f"{ASSET}/sheet.css": (Sheet,),
            f"api/kernels/{KERNEL}": (KernelHandler,),
            f"api/kernels/{KERNEL}/channels": (handlers.Socket,),
            f"voila/api/shutdown/{KERNEL}": (handlers.Shutdown,),
            rf"voila/render/{PAGE}\.ipynb": (handlers.Notebook, notebook),
            PAGE: (handlers.Notebook, notebook),
        }
        base = re.escape(self.base_url)
        served = [(base + path, *handler) for path, handler in routes.items()]
        return [*served, (".*", handlers.Missing)]

    def renderer(self, handler: Framed, notebook: str) -> Renderer:
        """What runs one notebook for one request."""
        return Renderer(
            self.compiled,
            request_handler=handler,
            notebook_path=notebook,
            template_paths=self.template_paths,
            traitlet_config=self.config,
            contents_manager=handler.contents_manager,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={},  # it is for JupyterLab's front end, and pages have their own
            base_url=self.base_url,
            voila_configuration=self.voila_configuration,
        )

    def start(self) -> None:
        """Serve until told to stop."""
        begin(self.workbook.log)
        with private_folder(tempfile.gettempdir()) as folder, suppress(KeyboardInterrupt):
            self.connection_dir = folder
            self.update_config(transport(folder))
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        self.stopping = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        settings = self.init_settings()
        routes = self.init_handlers()
        settings["routes"] = Routes(route for route, *_ in routes)
        self.app = Application(routes, **settings)
        server = self._listen()
        self._show_figures(settings["hub"])
        if self.workbook.quick and sys.platform == "linux":
            self.kernel_manager.fork(shipped("notebooks"))
        watch = Watch(settings["hub"], self.kernel_manager, self.door)
        tidying = Tidying()
        sweeping = Sweeping(lambda: self.store.sweep(self.workbook.clock()))
        try:
            await self.stopping.wait()
            # A proxy that asks whether this server is ready goes elsewhere meanwhile.
            await asyncio.sleep(self.workbook.leave_seconds)
        finally:
            server.stop()
            self.kernel_manager.closing = True  # what still comes by an open line goes elsewhere
            await self.app.finish()
            watch.close()
            tidying.close()
            sweeping.close()
            settings["hub"].close()
            await self.kernel_manager.close()

    def _show_figures(self, hub: Hub) -> None:
        """Answer with figures about this server, where an address was named for them."""
        host, port = self.workbook.metrics_host, self.workbook.metrics_port
        if port is None:
            return
        follow, kernels = self.metrics.follow, self.kernel_manager
        follow("plgwork_pages_open", "Pages that are open", lambda: kernels.taken)
        most = self.workbook.most_kernels
        follow("plgwork_pages_most", "Pages that may be open at one time", lambda: most)
        follow("plgwork_feed_up", "Whether changes elsewhere come in", lambda: hub.listens)
        figures = web.Application([("/metrics", Figures, {"metrics": self.metrics})])
        figures.settings["log_function"] = lambda _handler: None
        _at(figures, host, port)

    def _listen(self) -> Any:
        server = _at(self.app, self.ip, self.port)
        if self.workbook.log == "json":
            log.info("The PLG Workbook is at %s", self.address)
        else:
            print(f"The PLG Workbook is at {self.address}", flush=True)
        if self.open_browser:
            webbrowser.open(self.address)
        return server

    def _handle_signal_stop(self, sig: int, frame: Any) -> None:
        self.loop.call_soon_threadsafe(self.stopping.set)


class Application(web.Application):
    """Looks at every request before any handler does, and knows which are being dealt with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._posted: dict[HTTPServerRequest, asyncio.Event] = {}

    async def finish(self) -> None:
        """Wait, but not for ever, until all that was sent here has been answered."""
        waiting = [asyncio.create_task(done.wait()) for done in self._posted.values()]
        if waiting:
            await asyncio.wait(waiting, timeout=FINISH_SECONDS)

    def log_request(self, handler: web.RequestHandler) -> None:
        """A request was answered."""
        if done := self._posted.pop(handler.request, None):
            done.set()
        super().log_request(handler)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """The handler of a request, unless it is turned away at the door."""
        if request.method == "POST":
            self._posted[request] = asyncio.Event()
        refusal = self.settings["door"].refusal(request)
        if refusal and request.path not in self.settings["probes"]:
            return self.get_handler_delegate(request, handlers.Refused, {"why": refusal})
        return super().find_handler(request, **kwargs)


class Shelf(LargeFileManager):
    """The shipped notebooks. They are ours: nobody's signature is asked for."""

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Leave the cells as they are; Voilà runs them all anyway."""


def configuration(settings: Settings) -> Config:
    """Voilà's options, and those of the Jupyter parts it is made of."""
    config = Config()
    config.VoilaConfiguration.update(
        allow_template_override="NO",
        allow_theme_override="NO",
        extension_allowlist=[],
        kernel_spec_manager_class=OwnPython,
        multi_kernel_manager_class=Kernels,
        prelaunch_hook=stage,
        show_tracebacks=False,
    )
    # Our template takes the notebook as it is; each of these would check it against its schema.
    config.VoilaExporter.default_preprocessors = []
    # nbclient gives up after 4 seconds, and under a burst pages then came up blank.
    config.VoilaExecutor.iopub_timeout = 120
    # A kernel that died is not brought back: it would be empty behind widgets that look alive.
    config.KernelRestarter.update(restart_limit=0, time_to_dead=1.0)
    # Asked to end, a page first keeps what it was sent; after half of this time it is made to.
    config.KernelManager.shutdown_wait_time = 2.0 * FINISH_SECONDS
    config.Kernels.update(
        cull_idle_timeout=settings.idle_minutes * 60, cull_interval=60, cull_connected=False
    )
    return config


def _at(application: web.Application, host: str, port: int) -> Any:
    """Listen there; WorkbookError says why that cannot be."""
    try:
        return application.listen(port, host)
    except OSError as error:
        raise WorkbookError(_deaf(error, host, port)) from error


def _deaf(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use. Stop what uses it, or choose another: "
            f"plgwork serve --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this account. Choose one above 1023."
    return f"The workbook cannot be served at {host}, port {port}: {error.strerror}."
