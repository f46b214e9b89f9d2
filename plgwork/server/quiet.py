"""What the server logs: what an operator can act on, and never a word that anybody wrote."""

import logging
import re

from nbclient.exceptions import CellExecutionError, DeadKernelError
from tornado.web import RequestHandler

COLOUR = re.compile(r"\x1b\[[0-9;]*m")

log = logging.getLogger(__name__)


class WithoutWords(logging.Filter):
    """Keeps where a page failed, and drops the message: it may quote what somebody wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log this record, after taking people's words out of it."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, CellExecutionError):
            where = COLOUR.sub("", error.traceback).replace(error.evalue, "…")
            record.msg, record.args = "A page could not be built: %s\n%s", (error.ename, where)
            record.exc_info = None
        # A kernel that ended because its reader left is nobody's concern; whether it was that,
        # only the page's handler can tell, and it says so itself.
        left = str(record.msg).startswith("Error occurred while starting new kernel client")
        return not (left or isinstance(error, DeadKernelError))


class WithoutQuery(logging.Filter):
    """Drops the request from tornado's account of an error: its query may hold a search."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log this record: always."""
        if record.exc_info:
            record.msg, record.args = "A request failed", ()
        return True


def quieten() -> None:
    """Silence what is not news: refused requests, and each request's address."""
    logging.getLogger("tornado.general").setLevel(logging.ERROR)
    logging.getLogger("tornado.application").addFilter(WithoutQuery())


def log_request(handler: RequestHandler) -> None:
    """Log a request that failed, without its query."""
    if handler.get_status() >= 500:
        log.error("%d %s", handler.get_status(), handler.request.path)
