"""Markdown into plain blocks that a page can show as elements: never into markup."""

from collections.abc import Iterable, Iterator
from typing import Any

import mistune

from plgwork.models.lessons import Block, Span

ALLOWED = "headings (###), paragraphs, lists, *emphasis* and **strong**"
STYLES = {"emphasis": "em", "strong": "strong"}
NAMES = {  # what authors call what the parser found
    "heading": "a heading of another level",
    "blank_line": "two paragraphs in one item",
    "list": "a list in a list",
    "block_quote": "a quotation",
    "thematic_break": "a line across",
    "table": "a table",
    "link": "a link",
    "image": "a picture",
    "codespan": "code",
    "block_code": "code",
    "inline_html": "HTML",
    "block_html": "HTML",
}


class NotPlainError(ValueError):
    """The Markdown holds something that no block is made for; its text says what."""


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text; NotPlainError when it holds more than ALLOWED."""
    # Tables are found, to be refused: they would become paragraphs full of bars.
    parse = mistune.create_markdown(renderer="ast", plugins=["table"])
    return tuple(block for token in parse(markdown) for block in _block(token))


def not_plain(markdown: str) -> tuple[int, str] | None:
    """The first line, counted from 0, after which a text is not plain, and why; None if it is."""
    why = _refusal(markdown)
    if why is None:
        return None
    lines = markdown.split("\n")  # the parser tells no lines, so they are tried one by one
    upto = ("\n".join(lines[: n + 1]) for n in range(len(lines)))
    return next(n for n, begun in enumerate(upto) if _refusal(begun)), why


def _refusal(markdown: str) -> str | None:
    try:
        blocks(markdown)
    except NotPlainError as error:
        return str(error)
    return None


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
        raise _refused(kind)


def _item(token: Any) -> Iterator[Span]:
    for part in token["children"]:
        if part["type"] not in ("block_text", "paragraph"):
            raise _refused(part["type"])
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
            raise _refused(kind)


def _refused(kind: str) -> NotPlainError:
    return NotPlainError(f"only {ALLOWED}; not {NAMES.get(kind, kind)}")
