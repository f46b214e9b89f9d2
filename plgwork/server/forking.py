"""Quick kernels: pages forked from a process that has imported everything already.

On Linux. Whatever goes wrong, a page gets an ordinary kernel, and the next one is forked again.
"""

import ast
import asyncio
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "plgwork-forked"  # as in pyproject.toml
READY = b"ready"
PATIENCE = 60.0  # seconds that its imports may take; a page that waits would take as long itself
ANSWER = 10.0  # seconds that a fork may take on a busy machine
# What every page comes to load, though its notebook does not name it. numpy, in matplotlib, would
# start a thread for each core; these are asked for as one.
WARM = (
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.ipkernel",
    "ipywidgets",
    "anywidget",
    "plgwork.workbook",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "ipykernel.debugger",  # what every kernel makes, though nobody here may use it
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "plgwork.charts.measure",
    "plgwork.charts.months",
    "plgwork.charts.ratings",
    "plgwork.charts.trend",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
)
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
SILENT = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}  # it warns of what nobody here can do
log = logging.getLogger(__name__)


def imported(notebooks: Path) -> list[str]:
    """The modules that our notebooks import, in order, each once."""
    found: dict[str, None] = {}
    for path in sorted(notebooks.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:  # type: ignore[no-untyped-call]
            if cell.cell_type == "code":
                found |= dict.fromkeys(_imports(cell.source))
    return list(found)


def _imports(source: str) -> list[str]:
    """``from plgwork.pages import home`` may name a module, or something in one: both are given."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    return [f"{node.module}.{name.name}" for node in nodes for name in node.names if node.module]


class Forked:
    """A forked kernel, as ``subprocess`` shows a process: all that a provisioner asks of one."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, ended: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = ended

    def poll(self) -> int | None:
        """None while it runs. Its parent is not here, so nobody knows how it ended."""
        if self.returncode is None and select.select([self._ended], [], [], 0)[0]:
            os.close(self._ended)
            self.returncode = 0
        return self.returncode

    def wait(self) -> int:
        """Wait for its end."""
        if self.returncode is None:
            select.select([self._ended], [], [])
        return self.poll() or 0

    def send_signal(self, signum: int) -> None:
        """Send a signal to it, and never to whoever has its number later."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._ended, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class Zygote:
    """The process that pages are forked from, started with the server and again when it dies."""

    def __init__(self, environment: Mapping[str, str], modules: list[str]) -> None:
        self._environment = {**ONE_THREAD, **SILENT, **environment}
        self._modules = modules
        self._asking = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._next: asyncio.Task[None] | None = None
        self._ready = False
        # Kernels hold one end, and the server the other: it closes when the server is gone,
        # however that came, and with it the kernels.
        self._life, self._alive = os.pipe()

    def start(self) -> None:
        """Begin to import; a page that comes meanwhile waits."""
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ready = False
        with theirs:
            places = (theirs.fileno(), self._life)
            command = [sys.executable, "-m", "plgwork.server.zygote", *map(str, places)]
            self._process = subprocess.Popen(
                [*command, *WARM, *self._modules],
                env=self._environment,
                pass_fds=places,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        ended = os.pidfd_open(self._process.pid)
        asyncio.get_running_loop().add_reader(ended, self._ended, ended, self._process)

    async def fork(self, argv: list[str], env: Mapping[str, str], cwd: str) -> Forked:
        """A new kernel; OSError where there is none to be had this way."""
        order = {"argv": argv, "env": dict(env), "cwd": cwd}
        async with self._asking:
            if self._line is None:
                raise ConnectionError("there is no process to fork from")
            return await asyncio.to_thread(self._ask, self._line, order)

    def close(self) -> None:
        """End it; kernels that are left end as well."""
        self._end()
        os.close(self._alive)
        os.close(self._life)

    def _ask(self, line: socket.socket, order: Mapping[str, Any]) -> Forked:
        if not self._ready:
            line.settimeout(PATIENCE)
            self._ready = line.recv(len(READY)) == READY
        line.settimeout(ANSWER)
        told = os.memfd_create("order")
        with os.fdopen(told, "w") as file:
            json.dump(order, file)
            file.flush()
            os.lseek(told, 0, os.SEEK_SET)
            socket.send_fds(line, [b"1"], [told])
        pid, ended, _, _ = socket.recv_fds(line, 64, 1)
        if not ended:
            raise ConnectionError("the process to fork from has ended")
        return Forked(int(pid), ended[0])

    def _ended(self, ended: int, process: "subprocess.Popen[bytes]") -> None:
        """It died: what is next waits for its turn."""
        asyncio.get_running_loop().remove_reader(ended)
        os.close(ended)
        process.wait()
        self._next = asyncio.get_running_loop().create_task(self._start_again(process))

    async def _start_again(self, process: "subprocess.Popen[bytes]") -> None:
        """Start it again, unless it never came so far as to fork.

        Whoever is asking comes first, and is told of the end: closed under their hands, the number
        of the line could be another file's by then.
        """
        async with self._asking:
            if process is not self._process:
                return
            came_up = self._ready or self._says_ready()
            self._end()
            if came_up:
                self.start()
            else:
                log.warning("Pages start the slow way: what they are forked from did not come up.")

    def _says_ready(self) -> bool:
        with suppress(OSError):
            if self._line:
                self._line.settimeout(0)
                return self._line.recv(len(READY)) == READY
        return False

    def _end(self) -> None:
        line, process, self._line, self._process = self._line, self._process, None, None
        if line:
            line.close()
        if process:
            process.kill()
            process.wait()


class Forking(LocalProvisioner):
    """Starts a page's kernel as a fork where it can, else as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel; ``cmd`` is a Python, ``-m``, a module, and what it is told."""
        kernels: Any = self.parent and self.parent.parent
        zygote: Zygote | None = getattr(kernels, "zygote", None)
        if zygote is None:
            return await super().launch_kernel(cmd, **kwargs)
        try:
            forked = await zygote.fork(cmd[2:], kwargs["env"], str(kwargs.get("cwd") or Path.cwd()))
        except OSError as error:
            log.warning("A page was started the slow way: %s.", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process: Any = forked
        self.pid = self.pgid = forked.pid  # it leads a group of its own
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info
