"""Norms and expectations to begin from: each said once, wherever it stands."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules
from plgwork.content.library import Library

_KIND = "starters/*.yaml"


def starters_are_said_once(library: Library) -> Iterator[str]:
    """Whoever takes a line over keeps its id, so that no two may share one, or their words."""
    first: dict[tuple[str, str], str] = {}
    for item in library.of(_KIND):
        for i, line in enumerate(item.model.lines):
            for field, said in (("id", line.id), ("text", line.text.casefold())):
                other = first.setdefault((field, said), item.model.id)
                if other != item.model.id or _again(item.model.lines, i, field, said):
                    sentence = f"{field}: {said!r} stands in {other!r} already"
                    yield item.source.at(("lines", i), sentence)


def _again(lines: tuple[object, ...], at: int, field: str, said: str) -> bool:
    return any(str(getattr(one, field)).casefold() == said for one in lines[:at])


RULES: Rules = {starters_are_said_once: (_KIND,)}
