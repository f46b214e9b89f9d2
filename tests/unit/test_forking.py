"""What pages are forked from: all that they import, one thread, and no order that is lost."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ipykernel.kernelapp import IPKernelApp

from plgwork.server import zygote
from plgwork.server.forking import ONE_THREAD, WARM, Zygote, imported
from plgwork.server.kernels import QUIET
from plgwork.settings import shipped

COUNT = """
import sys, zmq
from plgwork.server import zygote
zygote.warm(sys.argv[1:])
print(zygote.single(), zmq.Context._instance)
"""
THREAD = "import threading, time; threading.Thread(target=time.sleep, args=(60,)).start()"


def test_what_every_notebook_imports_is_imported_before() -> None:
    pages = {path.stem for path in shipped("notebooks").glob("*.ipynb")}

    assert {f"plgwork.pages.{page}" for page in pages} <= set(imported(shipped("notebooks")))


def test_what_pages_import_starts_no_thread_and_opens_no_line() -> None:
    names = [*WARM, *imported(shipped("notebooks"))]

    told = subprocess.run(
        [sys.executable, "-c", COUNT, *names],
        env=os.environ | ONE_THREAD,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.split() == ["True", "None"]


def test_a_fork_is_told_what_an_ordinary_kernel_is_told() -> None:
    argv = ["-f", "/run/kernel-1.json", *QUIET]
    usual: Any = IPKernelApp()  # type: ignore[no-untyped-call]  # it has no types
    usual.parse_command_line(argv)

    told = zygote.told(argv)

    config = told.pop("config")
    forked: Any = IPKernelApp(config=config, **told)  # type: ignore[no-untyped-call]

    assert forked.connection_file == usual.connection_file == "/run/kernel-1.json"
    assert forked.capture_fd_output is usual.capture_fd_output is False
    assert forked.config.HistoryManager == usual.config.HistoryManager != {}


def test_where_an_import_starts_a_thread_no_page_waits_for_a_fork(tmp_path: Path) -> None:
    (tmp_path / "awkward.py").write_text(THREAD, encoding="utf-8")

    with pytest.raises(OSError, match=r"ended|pipe|reset"):
        asyncio.run(_forked_and_ended(tmp_path))


def test_a_module_that_breaks_is_left_to_its_page(tmp_path: Path) -> None:
    (tmp_path / "awkward.py").write_text("1 / 0", encoding="utf-8")

    assert asyncio.run(_forked_and_ended(tmp_path)) is not None


async def _forked_and_ended(path: Path) -> int | None:
    """How a kernel ended that was forked and killed."""
    zygote = Zygote(os.environ | {"PYTHONPATH": str(path)}, ["awkward"])
    zygote.start()
    try:
        forked = await zygote.fork(["kernel"], dict(os.environ), str(path))
        forked.kill()
        return await asyncio.to_thread(forked.wait)
    finally:
        zygote.close()
