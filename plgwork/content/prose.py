"""Markdown into plain blocks that a page can show as elements: never into markup."""

from collections.abc import Iterable, Iterator
from typing import Any

import mistune

from plgwork.models.lessons import Block, Span

ALLOWED = "headings (###), paragraphs, lists, *emphasis* and **strong**"
STYLES = {"emphasis": "em", "strong": "strong"}


class NotPlainError(ValueError):
    """The Markdown holds something that no block is made for; its text says what."""


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text; NotPlainError when it holds more than ALLOWED."""
    parse = mistune.create_markdown(renderer="ast")
    return tuple(block for token in parse(markdown) for block in _block(token))


def _block(token: Any) -> Iterator[Block]:
    kind = token["type"]
    if kind == "blank_line":
        return
    if kind == "heading" and token["attrs"]["level"] == 3:
        yield Block(kind="heading", items=(tuple(_spans(token["children"])),))
    elif kind == "paragraph":
        yield Block(kind="paragraph", items=(tuple(_spans(token["children"])),))
    elif kind == "list":
        ordered = token["attrs"]["ordered"]
        items = tuple(tuple(_item(item)) for item in token["children"])
        yield Block(kind="steps" if ordered else "list", items=items)
    else:
        raise NotPlainError(f"only {ALLOWED}; not a {kind.replace('_', ' ')}")


def _item(token: Any) -> Iterator[Span]:
    for part in token["children"]:
        if part["type"] not in ("block_text", "paragraph"):
            raise NotPlainError(f"only {ALLOWED}; not a {part['type']} in a list")
        yield from _spans(part["children"])


def _spans(tokens: Iterable[Any], style: str = "") -> Iterator[Span]:
    for token in tokens:
        kind = token["type"]
        if kind == "text":
            yield Span(text=token["raw"], style=style)
        elif kind in ("softbreak", "linebreak"):
            yield Span(text=" ", style=style)
        elif kind in STYLES:
            yield from _spans(token["children"], STYLES[kind])
        else:
            raise NotPlainError(f"only {ALLOWED}; not a {kind.replace('_', ' ')}")
