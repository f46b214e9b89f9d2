"""Lines for operators: as text or as JSON, and in neither a word that anybody wrote.

What an error says may quote what somebody wrote, so that where it happened is told and, but for
errors of networks, disks and databases, nothing of what it said.
"""

import logging
import re
from collections.abc import Iterator
from traceback import format_tb
from typing import Any, Literal, TextIO

from pythonjsonlogger.json import JsonFormatter

Kind = Literal["text", "json"]
OURS = "plgwork."
PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FIELDS = {"levelname": "level", "name": "logger", "exc_info": "where"}
# They speak of addresses, files and states; a database that objects to a value says otherwise.
WORDLESS = {"OperationalError", "InterfaceError", "UnavailableError", "DirectoryError"}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"^ *(?:File|Cell) .*$", re.MULTILINE)


def handler(kind: Kind, stream: TextIO | None = None, kernel: str = "") -> logging.Handler:
    """Writes every record that comes to it, without words; as JSON, with the page's kernel."""
    made = logging.StreamHandler(stream)
    made.setFormatter(AsJson(kernel) if kind == "json" else AsText(PLAIN))
    made.addFilter(WithoutWords())
    return made


def write_all(kind: Kind, stream: TextIO | None = None, kernel: str = "") -> None:
    """From now on this process logs this way, whatever part of it has something to say."""
    root = logging.getLogger()
    for name in ("", *root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        # Jupyter's parts describe every message that comes and goes, and leave it to their
        # handlers to keep that back.
        logger.setLevel(logging.NOTSET)
    root.setLevel(logging.WARNING)
    root.addHandler(handler(kind, stream, kernel))


class WithoutWords(logging.Filter):
    """Takes out of a record what others put into it of what somebody wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log this record: what others say only where something is amiss."""
        if record.name == "asyncio":  # it describes what failed, and what that said
            record.msg, record.args = record.getMessage().splitlines()[0], ()
        elif record.exc_info and record.name.startswith("tornado"):
            record.msg, record.args = "A request failed", ()  # its address may hold a search
        return record.levelno >= logging.WARNING or record.name.startswith(OURS)


class AsText(logging.Formatter):
    """A line, and below it where an error happened."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, whatever another formatter left in the record."""
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, ei: Any) -> str:  # noqa: N802  # as in logging
        """Where an error happened."""
        return "\n".join(places(ei[1]))


class AsJson(JsonFormatter):
    """One JSON object on a line."""

    def __init__(self, kernel: str = "") -> None:
        fields = " ".join(f"%({name})s" for name in ("levelname", "name", "message"))
        always = {"kernel": kernel} if kernel else {}
        super().__init__(fields, rename_fields=FIELDS, timestamp="time", static_fields=always)

    def formatException(self, ei: Any) -> str:  # noqa: N802  # as in logging
        """Where an error happened."""
        return "\n".join(places(ei[1]))


def places(error: BaseException | None) -> Iterator[str]:
    """Where an error happened, and what it came from, the latest last."""
    if error is None:
        return
    yield from places(
        error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    )
    yield "".join(format_tb(error.__traceback__)).rstrip()
    yield told(error)


def told(error: BaseException | None) -> str:
    """An error's kind; and what it says, where that cannot be what somebody wrote."""
    kind = type(error).__name__
    return f"{kind}: {error}" if kind in WORDLESS or isinstance(error, OSError) else kind


def places_in(traceback: str) -> str:
    """The places that a page's own account of an error names, and nothing else of it."""
    return "\n".join(PLACE.findall(COLOUR.sub("", traceback)))
