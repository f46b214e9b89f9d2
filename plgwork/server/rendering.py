"""Runs one notebook for one request. What the templates were compiled to is kept for the next."""

from collections.abc import AsyncIterator, Mapping
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from voila.notebook_renderer import NotebookRenderer

OURS = ("_model_name", "_esm", "_dom_classes")


class Compiled(BytecodeCache):
    """What templates were compiled to, for as long as this process lives."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what this text was compiled to, if it was."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what this text was compiled to."""
        if bucket.code:
            self._kept[bucket.key, bucket.checksum] = bucket.code


class Renderer(NotebookRenderer):  # type: ignore[misc]  # Voilà has no types
    """Voilà's, which makes everything anew for each request, and would compile templates too.

    A page brings what its widgets hold along, so that it can be drawn before it has a line to its
    kernel.
    """

    def __init__(self, compiled: Compiled, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._compiled = compiled

    async def initialize(self, **kwargs: Any) -> None:
        """Get everything ready, short of starting a kernel."""
        await super().initialize(**kwargs)
        self.exporter.environment.bytecode_cache = self._compiled

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        """Run the cells one by one; each brings along what widgets hold since the last."""
        async for cell in super()._jinja_cell_generator(nb, kernel_id):
            told, self.executor.widget_state = self.executor.widget_state, {}
            cell.metadata["states"] = needed(told)
            yield cell


def needed(told: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What widgets hold, by their ids, without what tells JupyterLab how to draw them."""
    return {
        widget: {name: one for name, one in state.items() if name in OURS or _drawn(name)}
        for widget, state in told.items()
        if state.get("_model_name") != "LayoutModel"
    }


def _drawn(name: str) -> bool:
    return name[0] != "_" and name not in ("layout", "tabbable", "tooltip", "box_style")
