"""The server knows when a page's kernel is ready, and when it never will be."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type

from plgwork.server.client import PageClient


class Manager(AsyncKernelManager):
    """Starts a real kernel."""

    client_factory = Type(PageClient)


async def started(tmp_path: Path) -> tuple[Manager, Any]:
    manager = Manager(connection_file=str(tmp_path / "kernel.json"))
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    return manager, client


async def stop(manager: Manager, client: Any) -> None:
    client.stop_channels()
    await manager.shutdown_kernel(now=True)


def test_a_kernel_that_is_ready_has_said_all_it_had_to_say(tmp_path: Path) -> None:
    async def ask() -> list[str]:
        manager, client = await started(tmp_path)
        await client.wait_for_ready(timeout=60)
        client.execute("1 + 1")
        heard = [await client.get_iopub_msg(timeout=60) for _ in range(4)]
        await stop(manager, client)
        return [one["msg_type"] for one in heard]

    assert asyncio.run(ask()) == ["status", "execute_input", "execute_result", "status"]


def test_one_that_died_is_not_waited_for(tmp_path: Path) -> None:
    async def ask() -> None:
        manager, client = await started(tmp_path)
        await manager.signal_kernel(9)
        try:
            await client.wait_for_ready(timeout=60)
        finally:
            await stop(manager, client)

    with pytest.raises(RuntimeError, match="died"):
        asyncio.run(ask())


def test_one_that_never_answers_is_waited_for_so_long_and_no_longer(tmp_path: Path) -> None:
    async def ask() -> None:
        manager, client = await started(tmp_path)
        await manager.signal_kernel(19)
        try:
            await client.wait_for_ready(timeout=1)
        finally:
            await stop(manager, client)

    with pytest.raises(RuntimeError, match="did not answer in 1 seconds"):
        asyncio.run(ask())
