"""Figures about the server for whoever looks after it: how many, how long; nobody and no words."""

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from tornado import web

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64)


class Metrics:
    """What is counted from the start of this process on."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "plgwork_requests", "Requests answered", ["route", "status"], registry=self.registry
        )
        self._pages = self._timed("plgwork_page_seconds", "From asking for a page to its last byte")
        self._starts = self._timed("plgwork_start_seconds", "Starting a page's process", ["way"])
        self._lost = Counter(
            "plgwork_feed_lost", "Times the feed of changes was lost", registry=self.registry
        )

    def answered(self, route: str, status: int, seconds: float, page: bool) -> None:
        """A request was answered."""
        self._requests.labels(route, str(status)).inc()
        if page and status == 200:
            self._pages.observe(seconds)

    def started(self, forked: bool, seconds: float) -> None:
        """A page's process was started."""
        self._starts.labels("forked" if forked else "ordinary").observe(seconds)

    def feed_lost(self) -> None:
        """The feed of changes was lost."""
        self._lost.inc()

    def follow(self, name: str, says: str, ask: Callable[[], float]) -> None:
        """A figure that is asked for whenever somebody looks."""
        Gauge(name, says, registry=self.registry).set_function(ask)

    def _timed(self, name: str, says: str, labels: tuple[str, ...] | list[str] = ()) -> Histogram:
        return Histogram(name, says, labels, buckets=SECONDS, registry=self.registry)


class Figures(web.RequestHandler):
    """All of them, for Prometheus; on an address of their own."""

    def initialize(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_PLAIN_0_0_4)
        self.finish(generate_latest(self.metrics.registry))
