"""Figures hold how many and how long, and nobody."""

from prometheus_client import generate_latest

from plgwork.server.metrics import Metrics


def told(metrics: Metrics) -> list[str]:
    """All figures, line by line."""
    return generate_latest(metrics.registry).decode().splitlines()


def test_requests_are_counted_by_route_and_status_and_pages_timed_where_they_came_up() -> None:
    metrics = Metrics()

    metrics.answered("/{}", 200, 0.3, page=True)
    metrics.answered("/{}", 503, 9.0, page=True)
    metrics.answered("/health", 200, 0.1, page=False)

    assert 'plgwork_requests_total{route="/{}",status="503"} 1.0' in told(metrics)
    assert 'plgwork_page_seconds_bucket{le="0.5"} 1.0' in told(metrics)
    assert "plgwork_page_seconds_count 1.0" in told(metrics)


def test_starts_are_timed_by_their_way() -> None:
    metrics = Metrics()

    metrics.started(forked=True, seconds=0.2)
    metrics.started(forked=False, seconds=2.5)

    assert 'plgwork_start_seconds_bucket{le="0.25",way="forked"} 1.0' in told(metrics)
    assert 'plgwork_start_seconds_sum{way="ordinary"} 2.5' in told(metrics)


def test_what_changes_by_itself_is_asked_for_when_somebody_looks() -> None:
    metrics, open_pages = Metrics(), [3]
    metrics.follow("plgwork_pages_open", "Pages that are open", lambda: open_pages[0])

    open_pages[0] = 5

    assert "plgwork_pages_open 5.0" in told(metrics)
    assert any(line.startswith("process_resident_memory_bytes ") for line in told(metrics))
