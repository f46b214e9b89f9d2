"""Whose kernel is whose. No kernel without a person, and no secret in its environment."""

import asyncio
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server import CallContext
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from tornado.ioloop import IOLoop
from tornado.web import HTTPError
from traitlets import DottedObjectName, Type

from plgwork.server import forking
from plgwork.server.client import PageClient
from plgwork.server.doors import Visitor
from plgwork.server.metrics import Metrics
from plgwork.settings import Settings

# A kernel gets these of the server's environment, and nothing else. Names that end in _ are
# beginnings. Passwords, tokens and the database's address are not among them.
ALLOWED = (
    *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_", "TZ", "TMPDIR", "VIRTUAL_ENV"),
    *("JUPYTER_CONFIG_", "JUPYTER_DATA_DIR", "JUPYTER_PATH", "JUPYTER_PLATFORM_DIRS"),
    *("PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONWARNINGS"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONNOUSERSITE", "PYTHONHASHSEED"),
    *("MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"),
    *("LD_LIBRARY_PATH", "DYLD_", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    *("PGPASSFILE", "PGSERVICEFILE", "PGSSLROOTCERT", "PGSSLMODE"),
    *("SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "APPDATA"),
    *("LOCALAPPDATA", "PROGRAMDATA", "HOMEDRIVE", "HOMEPATH", "NUMBER_OF_PROCESSORS"),
)
# No history of what ran; and what a page logs reaches the server's log, not the page.
QUIET = ["--HistoryManager.enabled=False", "--IPKernelApp.capture_fd_output=False"]
# What was typed just before a tab was closed is on its way, or the database is busy with it.
LAST_WORD_SECONDS, MOST_TRIES = 1.0, 10
REQUEST = ("QUERY_STRING",)  # of what Voilà says about the request


def environment(server: Mapping[str, str], request: Mapping[str, str]) -> dict[str, str]:
    """What a kernel may know of where it runs, and of what was asked for."""
    kept = {name: value for name, value in server.items() if _allowed(name)}
    return kept | {name: request[name] for name in REQUEST if name in request}


def _allowed(name: str) -> bool:
    upper = name.upper()  # Windows spells some of them its own way
    return any(
        upper.startswith(allowed) if allowed.endswith("_") else upper == allowed
        for allowed in ALLOWED
    )


def for_page(settings: Settings, person_id: str) -> dict[str, str]:
    """The settings a page reads, and who is here."""
    values = {
        "PLGWORK_SERVED": "1",
        "PLGWORK_VISITOR": person_id,
        "PLGWORK_DATA": str(settings.data.absolute()),
        "PLGWORK_BASE_URL": settings.base_url,
        "PLGWORK_LOG": settings.log,
    }
    if settings.content:
        values["PLGWORK_CONTENT"] = str(settings.content.absolute())
    if settings.now:
        values["PLGWORK_NOW"] = str(settings.now)
    return values


class OwnPython(KernelSpecManager):
    """Every page runs on the Python that serves it, whatever kernels its user has installed."""

    def _kernel_dirs_default(self) -> list[str]:
        return []

    def get_kernel_spec(self, kernel_name: str) -> Any:
        """The kernel of this Python, to be forked where it can be."""
        spec: Any = super().get_kernel_spec(kernel_name)
        spec.metadata["kernel_provisioner"] = {"provisioner_name": forking.NAME}
        return spec


class PageKernel(ServerKernelManager):
    """One page's kernel. Each of its starts finds a fresh letter with the database's address."""

    client_factory = Type(PageClient)
    parent: "Kernels"

    async def _async_pre_start_kernel(self, **kw: Any) -> tuple[list[str], dict[str, Any]]:
        kw["env"]["PLGWORK_LETTER"] = str(self._write_letter(self.parent.settings.pages_url))
        command, launch = await super()._async_pre_start_kernel(**kw)
        return command, launch

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        self._letter.unlink(missing_ok=True)  # one that was never read
        await super()._async_cleanup_resources(restart=restart)

    async def _async_interrupt_kernel(self) -> None:
        """Nothing is torn from what it is keeping, not even to end the page behind it."""

    def emit(self, schema_id: str, data: Any) -> None:
        """Nobody listens to these events here, and describing them costs more than they tell."""

    @property
    def _letter(self) -> Path:
        return Path(self.connection_file).with_suffix(".letter")

    def _write_letter(self, address: str) -> Path:
        self._letter.unlink(missing_ok=True)
        # Created with its mode, so that at no moment anybody else can open it.
        descriptor = os.open(self._letter, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as letter:
            letter.write(address)
        return self._letter


class Kernels(AsyncMappingKernelManager):
    """Every page's kernel, and the person it was started for.

    A page whose browser is out of reach waits a while for its return, and then is ended.
    """

    kernel_manager_class = DottedObjectName(f"{__name__}.PageKernel")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]  # Jupyter's has no types
        self.settings: Settings = kwargs["parent"].workbook
        self.metrics: Metrics = kwargs["parent"].metrics
        self.zygote: forking.Zygote | None = None  # where pages are not forked
        self._owners: dict[str, Visitor] = {}
        self._starting: set[asyncio.Task[str]] = set()
        self._ending: dict[str, asyncio.TimerHandle] = {}
        self._leaving: set[str] = set()
        self.closing = False

    @property
    def taken(self) -> int:
        """How many seats are taken; one that somebody is leaving is free."""
        return len(self._owners) - len(self._leaving)

    def owner(self, kernel_id: str) -> str | None:
        """The id of the person a kernel was started for."""
        owner = self._owners.get(kernel_id)
        return owner.username if owner else None

    def sessions(self) -> set[str]:
        """The sessions in which pages are open."""
        return {owner.session for owner in self._owners.values() if owner.session}

    def of_sessions(self, sessions: Collection[str]) -> list[str]:
        """The kernels of the pages that are open in these sessions."""
        return [one for one, owner in self._owners.items() if owner.session in sessions]

    async def start_kernel(  # type: ignore[override]  # the parent's is a coroutine as well
        self, *, env: Mapping[str, str] | None = None, **kwargs: Any
    ) -> str:
        """Start a kernel for whoever asked; 403 without a person, 503 when the house is full."""
        visitor = _visitor(CallContext.get(CallContext.JUPYTER_HANDLER))
        if self.closing or self.taken >= self.settings.most_kernels:
            raise HTTPError(503)
        kernel_id = self.new_kernel_id()
        self._owners[kernel_id] = visitor
        start = asyncio.ensure_future(
            self._async_start_kernel(
                kernel_id=kernel_id,
                env=self._environment(visitor.username, kernel_id, env or {}),
                extra_arguments=QUIET,
                **kwargs,
            )
        )
        self._starting.add(start)
        asked_at = asyncio.get_running_loop().time()
        start.add_done_callback(lambda start: self._started(kernel_id, start, asked_at))
        return await start

    def leave(self, kernel_id: str) -> None:
        """End a kernel whose tab was closed, once it has heard the last word from there."""
        if kernel_id in self._owners:
            self._leaving.add(kernel_id)
            self._end_in(LAST_WORD_SECONDS, kernel_id, tries=MOST_TRIES)

    def wait_for(self, kernel_id: str) -> None:
        """End a kernel that no browser is connected to, unless one comes, or comes back."""
        alone = not self._kernel_connections.get(kernel_id)
        if alone and kernel_id in self._owners and kernel_id not in self._leaving:
            self._end_in(self.settings.return_seconds, kernel_id)

    def notify_connect(self, kernel_id: str) -> None:
        """A browser is there."""
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        if kernel_id not in self._leaving:
            self._stay(kernel_id)

    def notify_disconnect(self, kernel_id: str) -> None:
        """A browser is out of reach, or gone without a word."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        self.wait_for(kernel_id)

    def _end_in(self, seconds: float, kernel_id: str, tries: int = 0) -> None:
        def end() -> None:
            if tries and getattr(self._kernels.get(kernel_id), "execution_state", "") == "busy":
                self._end_in(seconds, kernel_id, tries - 1)  # it is keeping the last word
            else:
                self.end_soon(kernel_id)

        self._stay(kernel_id)
        self._ending[kernel_id] = asyncio.get_running_loop().call_later(seconds, end)

    def _stay(self, kernel_id: str) -> None:
        if ending := self._ending.pop(kernel_id, None):
            ending.cancel()

    def end_soon(self, kernel_id: str) -> None:
        """End a kernel as soon as the server gets to it; nobody waits for that."""
        IOLoop.current().add_callback(self.end, kernel_id)

    async def end(self, kernel_id: str) -> None:
        """End a page's kernel at once; one that is about to start, as soon as it has."""
        await asyncio.gather(*self._starting, return_exceptions=True)
        if kernel_id in self:
            stop: Any = self.shutdown_kernel  # it has no types
            with suppress(HTTPError, KeyError):  # it ended by itself meanwhile
                await stop(kernel_id, now=True)

    async def close(self) -> None:
        """End every kernel, those included that are about to start."""
        self.closing = True
        for kernel_id in list(self._ending):
            self._stay(kernel_id)
        await asyncio.gather(*self._starting, return_exceptions=True)
        await self.shutdown_all()
        if self.zygote:
            self.zygote.close()

    def fork(self, notebooks: Path) -> None:
        """From now on fork pages, from a process that has imported what notebooks do."""
        known = {**environment(os.environ, {}), "PLGWORK_LOG": self.settings.log}
        self.zygote = forking.Zygote(known, forking.imported(notebooks))
        self.zygote.start()

    def _started(self, kernel_id: str, start: asyncio.Task[str], asked_at: float) -> None:
        self._starting.discard(start)
        if start.cancelled() or start.exception():
            self._owners.pop(kernel_id, None)
            return
        provisioner: Any = getattr(self._kernels.get(kernel_id), "provisioner", None)
        forked = isinstance(getattr(provisioner, "process", None), forking.Forked)
        self.metrics.started(forked, asyncio.get_running_loop().time() - asked_at)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that is gone, and whose it was."""
        self._owners.pop(kernel_id, None)
        self._leaving.discard(kernel_id)
        self._stay(kernel_id)
        return super().remove_kernel(kernel_id)

    def _environment(
        self, person_id: str, kernel_id: str, request: Mapping[str, str]
    ) -> dict[str, str]:
        return {
            **environment(os.environ, request),
            **for_page(self.settings, person_id),
            "PLGWORK_KERNEL": kernel_id,
            "IPYTHONDIR": str(Path(self.connection_dir) / "ipython"),
        }

    def _handle_kernel_died(self, kernel_id: str) -> None:
        # Its sockets and files are still there. The websocket hears of the death first.
        self.end_soon(kernel_id)


def _visitor(handler: JupyterHandler | None) -> Visitor:
    user = handler.current_user if handler else None
    if not isinstance(user, Visitor):
        raise HTTPError(403)
    return user


class OwnerOnly(Authorizer):
    """A kernel answers the person it was started for, and nobody else."""

    def is_authorized(
        self, handler: JupyterHandler, user: User, action: str, resource: str
    ) -> bool:
        """Whether this person may use this kernel; nothing but kernels is ever allowed."""
        if resource != "kernels":
            return False
        kernels: Any = handler.kernel_manager
        owner = kernels.owner(handler.path_kwargs["kernel_id"])
        if owner is None:  # a page asks this way whether it was stopped
            raise HTTPError(404)
        return bool(owner == user.username)
