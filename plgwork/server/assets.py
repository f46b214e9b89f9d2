"""Our own styles and scripts, at an address that changes when any of them does."""

import hashlib
from functools import cache
from pathlib import Path

from tornado import web

FOLDERS = {
    "frame": Path(__file__).parent / "frame" / "static",
    "widgets": Path(__file__).parents[1] / "widgets" / "static",
}
FIRST = "workbook.css"  # the tokens; every other sheet stands alone
YEAR_SECONDS = 31_536_000


@cache
def tag() -> str:
    """What the address of every asset holds: the digest of all of them."""
    files = sorted(path for folder in FOLDERS.values() for path in folder.iterdir())
    digests = (hashlib.sha256(path.name.encode() + path.read_bytes()).digest() for path in files)
    return hashlib.sha256(b"".join(digests)).hexdigest()[:16]


@cache
def sheet() -> str:
    """All style sheets as one, so that a browser asks once."""
    sheets = sorted(FOLDERS["widgets"].glob("*.css"), key=lambda path: (path.name != FIRST, path))
    return "".join(path.read_text(encoding="utf-8") for path in sheets)


class Asset(web.StaticFileHandler):
    """A file of ours. Its address holds the digest, so it is kept for ever.

    A page that was open while the workbook was renewed asks by the old one, and gets what there is.
    """

    def set_extra_headers(self, path: str) -> None:
        """Have it kept, and taken for nothing else."""
        keep(self)


class Sheet(web.RequestHandler):
    """The one style sheet."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        keep(self)
        self.finish(sheet())


def keep(handler: web.RequestHandler) -> None:
    """Have an answer kept for ever, if it is what was asked for."""
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header("Cross-Origin-Resource-Policy", "same-origin")
    if f"/{tag()}/" in handler.request.path:
        handler.set_header("Cache-Control", f"public, max-age={YEAR_SECONDS}, immutable")
