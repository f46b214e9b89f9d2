"""Runs one notebook for one request. What the templates were compiled to is kept for the next."""

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from voila.notebook_renderer import NotebookRenderer


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
    """Voilà's, which makes everything anew for each request, and would compile templates too."""

    def __init__(self, compiled: Compiled, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._compiled = compiled

    async def initialize(self, **kwargs: Any) -> None:
        """Get everything ready, short of starting a kernel."""
        await super().initialize(**kwargs)
        self.exporter.environment.bytecode_cache = self._compiled
