"""The routes of the server as one says them: an address without whatever is somebody's in it."""

import re
from collections.abc import Iterable

ELSEWHERE = "elsewhere"


class Routes:
    """Finds the route that an address belongs to."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._known = [(re.compile(f"(?:{one})$"), spoken(one)) for one in patterns]

    def of(self, path: str) -> str:
        """The first route that fits, as Tornado chooses it."""
        return next((name for pattern, name in self._known if pattern.match(path)), ELSEWHERE)


def spoken(pattern: str) -> str:
    """A pattern with a pair of braces for each of its parts that differ: ``/room/{}/state``."""
    said, depth = "", 0
    for letter in pattern.replace("\\", ""):
        said += "{}" if letter == "(" and depth == 0 else ""
        depth += {"(": 1, ")": -1}.get(letter, 0)
        said += letter if depth == 0 and letter != ")" else ""
    return said
