"""The process that pages are forked from: it imports and reads what they need, and knows nobody.

Runs as ``python -m plgwork.server.zygote LINE LIFE MODULE…``, on Linux. Over the socket LINE comes
a descriptor with an order in it; the answer is the id of a new kernel, with a descriptor that tells
when it has ended. Only the fork reads its order, so nothing of any person is ever in this process.
"""

import importlib
import importlib.util
import json
import logging
import os
import random
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from plgwork import logs
from plgwork.content import load, load_groupings, load_practice, load_surveys
from plgwork.errors import ContentError
from plgwork.server.memory import set_aside
from plgwork.settings import shipped

READY = b"ready"

log = logging.getLogger(__name__)


def warm(modules: Sequence[str]) -> None:
    """Import what pages are made of; a module that cannot be is left to its page to report."""
    for name in modules:
        try:
            if importlib.util.find_spec(name):  # else it is something in a module
                importlib.import_module(name)
        except Exception:  # whatever it is, the page says it to its reader
            log.exception("A page's module cannot be imported")
        set_aside()  # at once, so that what comes next fills the gaps, and what is shared is dense
    _read_content()
    set_aside()


def _read_content() -> None:
    """Read what is shipped, as every page does first; what has changed by then it reads anew."""
    folders = [shipped("content")]
    with suppress(ContentError):  # the page says it to its reader
        for read in (load, load_practice, load_surveys, load_groupings):
            read(folders)


def single() -> bool:
    """Whether only one thread runs here: a fork takes one along, and the locks of all others."""
    return len(list(Path("/proc/self/task").iterdir())) == 1


def serve(line: socket.socket, life: int) -> None:
    """Fork a kernel for every order, until the server is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    line.send(READY)
    while order := socket.recv_fds(line, 1, 1)[1]:
        kernel = os.fork()
        if kernel == 0:
            line.close()
            with os.fdopen(order[0]) as told:
                become(json.load(told), life)
        ended = os.pidfd_open(kernel)
        socket.send_fds(line, [str(kernel).encode()], [ended])
        os.close(ended)
        os.close(order[0])


def become(order: dict[str, Any], life: int) -> NoReturn:
    """Be one person's kernel from here on, and end with the server."""
    code = 1
    try:
        os.setsid()
        for one in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(one, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(order["env"])
        time.tzset()
        os.chdir(order["cwd"])
        _draw_lots_anew()
        threading.Thread(target=_end_with, args=(life,), daemon=True).start()
        _run(order["argv"])
        code = 0
    except BaseException:  # this is the end of the process, whatever it was
        log.exception("A page's process ended by an error")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _draw_lots_anew() -> None:
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _end_with(life: int) -> NoReturn:
    """Wait for the end of the server, which alone holds the other end; then end at once."""
    os.read(life, 1)
    os._exit(1)


def _run(argv: list[str]) -> None:
    import ipywidgets
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = argv
    app: Any = IPKernelApp.instance(**told(argv[1:]), parent_handle=1)  # which is nobody
    app.parse_command_line = lambda _argv: None  # it was; the usual way learns all there could be
    with _few_modules():
        app.initialize([])
    # Where it was imported there was no kernel yet to register with.
    ipywidgets.register_comm_target()
    app.start()


def told(argv: Sequence[str]) -> dict[str, Any]:
    """What a kernel is told: ``-f FILE``, and any number of ``--Class.trait=value``."""
    from traitlets.config import Config
    from traitlets.config.loader import DeferredConfigString

    config, rest = Config(), iter(argv)
    found: dict[str, Any] = {"config": config}
    for word in rest:
        if word == "-f":
            found["connection_file"] = next(rest)
        else:
            name, _, value = word.removeprefix("--").partition("=")
            of, _, trait = name.rpartition(".")
            config[of][trait] = DeferredConfigString(value)
    return found


@contextmanager
def _few_modules() -> Iterator[None]:
    """Hide from a kernel, while it begins, what is imported.

    It looks at each module for a debugger that nobody may use, and to look at one is to count it:
    16 MB of what pages share would be copied for that.
    """
    from ipykernel import ipkernel

    whole: Any = ipkernel
    whole.sys = SimpleNamespace(**{**vars(sys), "modules": {}})
    try:
        yield
    finally:
        whole.sys = sys


def main(line: str, life: str, *modules: str) -> None:
    """Warm up and serve; where more than one thread runs, say so and end."""
    logs.write_all("json" if os.environ.get("PLGWORK_LOG") == "json" else "text")
    warm(modules)
    if not single():
        log.error("Pages are not forked: what they import has started threads.")
        os._exit(1)  # at once, whatever those threads wait for
    serve(socket.socket(fileno=int(line)), int(life))


if __name__ == "__main__":
    main(*sys.argv[1:])
