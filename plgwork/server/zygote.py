"""The process that pages are forked from: it imports and reads what they need, and knows nobody.

Runs as ``python -m plgwork.server.zygote LINE LIFE MODULE…``, on Linux. Over the socket LINE comes
a descriptor with an order in it; the answer is the id of a new kernel, with a descriptor that tells
when it has ended. Only the fork reads its order, so nothing of any person is ever in this process.
"""

import gc
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
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from plgwork import logs
from plgwork.content import load_groupings, load_practice, load_surveys
from plgwork.errors import ContentError
from plgwork.settings import shipped

READY = b"ready"
NOBODY_ASKS = "--IPKernelApp.parent_handle=1"  # no parent is watched, and nothing is printed

log = logging.getLogger(__name__)


def warm(modules: Sequence[str]) -> None:
    """Import what pages are made of; a module that cannot be is left to its page to report."""
    for name in modules:
        try:
            if importlib.util.find_spec(name):  # else it is something in a module
                importlib.import_module(name)
        except Exception:  # whatever it is, the page says it to its reader
            log.exception("A page's module cannot be imported")
    _read_content()
    gc.collect()
    gc.freeze()  # what is shared is not written to by looking for litter


def _read_content() -> None:
    """Read what is shipped, as every page does first; what has changed by then it reads anew."""
    folders = [shipped("content")]
    with suppress(ContentError):  # the page says it to its reader
        for load in (load_practice, load_surveys, load_groupings):
            load(folders)


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
    app: Any = IPKernelApp.instance()  # it has no types
    app.initialize([*argv[1:], NOBODY_ASKS])
    # Where it was imported there was no kernel yet to register with.
    ipywidgets.register_comm_target()
    app.start()


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
