"""One run: what was asked for, who is measured, and how a sample is taken."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser

from tests.bench.pages.contestants import Contestant
from tests.bench.pages.figures import Figures
from tests.bench.pages.machine import Others, quiet
from tests.bench.pages.serving import Site, running


@dataclass(frozen=True)
class Sizes:
    """How much is measured. The medians are of ``times`` samples."""

    times: int = 5
    before: int = 1  # that are not counted: what a server does only once
    patience: float = 5.0  # seconds that a sample waits at most for a quiet machine
    further: int = 10  # pages that stay open
    visitors: int = 20  # at once
    burst: int = 30
    bursts: int = 20
    among: int = 30  # who have a page open while somebody saves


@dataclass(frozen=True)
class Run:
    """All that a part needs."""

    browser: Browser
    school: Path
    folder: Path
    contestants: tuple[Contestant, ...]
    sizes: Sizes = field(default_factory=Sizes)
    figures: Figures = field(default_factory=Figures)

    @contextmanager
    def served(self, contestant: Contestant) -> Iterator[Site]:
        """One of them, by itself and fresh."""
        with running(contestant, self.school, self.folder) as site:
            yield site

    @contextmanager
    def all_served(self, *, small: bool = True, notebooks: bool = True) -> Iterator[list[Site]]:
        """All of them at once, to be measured in turn."""
        with ExitStack() as stack:
            yield [
                stack.enter_context(self.served(one))
                for one in self.contestants
                if (small if one.small else notebooks)
            ]

    def rounds(self) -> Iterator[Figures]:
        """Where each round's samples go; those of the first rounds to nowhere."""
        yield from (Figures() for _ in range(self.sizes.before))
        yield from (self.figures for _ in range(self.sizes.times))

    @asynccontextmanager
    async def sample(self) -> AsyncIterator[None]:
        """Wait until the machine is quiet, for a while; note what others use of it meanwhile."""
        await quiet(self.sizes.patience)
        others = Others()
        yield
        self.figures.others.append(others.cores())
