"""What the server logs: what an operator can act on, and never a word that anybody wrote."""

import logging

from nbclient.exceptions import CellExecutionError, DeadKernelError
from tornado.web import RequestHandler

from plgwork import logs
from plgwork.server.metrics import Metrics

log = logging.getLogger(__name__)


class OfPages(logging.Filter):
    """Keeps where a page failed, and drops what it said: it may quote what somebody wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log this record, after taking people's words out of it."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, CellExecutionError):
            where = logs.places_in(error.traceback)
            record.msg, record.args = "A page could not be built: %s\n%s", (error.ename, where)
            record.exc_info = record.exc_text = None
        # A kernel that ended because its reader left is nobody's concern; whether it was that,
        # only the page's handler can tell, and it says so itself.
        left = str(record.msg).startswith("Error occurred while starting new kernel client")
        return not (left or isinstance(error, DeadKernelError))


def begin(kind: logs.Kind) -> None:
    """Log this way; silence what is not news: refused requests, and each request's address."""
    logs.write_all(kind)
    logging.getLogger().handlers[0].addFilter(OfPages())
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    logging.getLogger("plgwork").setLevel(logging.INFO)


def log_request(handler: RequestHandler) -> None:
    """Count a request; log one that failed, by its route alone: an address may hold a code."""
    metrics: Metrics = handler.settings["metrics"]
    route: str = handler.settings["routes"].of(handler.request.path)
    status, seconds = handler.get_status(), handler.request.request_time()
    metrics.answered(route, status, seconds, page=getattr(handler, "is_page", False))
    if status >= 500:
        fields = {"route": route, "status": status, "seconds": round(seconds, 3)}
        kernel = handler.path_kwargs.get("kernel_id") or getattr(handler, "kernel_id", "")
        fields |= {"kernel": kernel} if kernel else {}
        log.error("%d %s", status, route, extra=fields)
