"""Speaks to a page's kernel for the server, which runs the page's cells in it."""

from queue import Empty
from time import monotonic
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

SECONDS = 1.0  # that an answer may take before it is asked for anew
# That what a kernel does may be told after its answer. Whoever begins to listen misses what is
# told before the kernel knows of it.
SOONEST = 0.2


class PageClient(AsyncKernelClient):
    """Jupyter's, which takes a kernel for ready when it has said nothing more for 0.2 seconds.

    A kernel says on one line what it does, and answers on the other. That it is idle again after a
    question is the last of it, so that one need not wait for silence.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers; RuntimeError when it died, or took so many seconds."""
        began, patience = monotonic(), SOONEST
        while not await self._answers(patience):
            patience = min(2 * patience, SECONDS)  # on a busy machine it takes longer
            if not await self._async_is_alive():
                raise RuntimeError("The kernel died before it answered.")
            if timeout is not None and monotonic() > began + timeout:
                raise RuntimeError(f"The kernel did not answer in {timeout} seconds.")

    async def _answers(self, patience: float) -> bool:
        """Ask a question; whether the answer came, and on the other line its end."""
        question = self.kernel_info()
        try:
            answer = await self.shell_channel.get_msg(timeout=SECONDS)
            while not _ends(await self.iopub_channel.get_msg(timeout=patience), question):
                pass
        except Empty:  # it still begins, or one of the lines was not laid yet
            return False
        self._handle_kernel_info_reply(answer)
        return True


def _ends(message: dict[str, Any], question: str) -> bool:
    of = message["parent_header"].get("msg_id")
    return bool(of == question and message["content"].get("execution_state") == "idle")
