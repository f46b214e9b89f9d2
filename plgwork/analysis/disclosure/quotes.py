"""Open answers as they may be read: enough of them, in no order that tells anything, unnamed."""

import re
from collections.abc import Collection, Iterable

from plgwork.models.surveys import MIN_QUOTES

GONE = "…"


def quotes(
    texts: Iterable[str], min_n: int = MIN_QUOTES, names: Collection[str] = ()
) -> tuple[str, ...]:
    """The answers to one open question, sorted; none when there are fewer than ``min_n``.

    Never beside a group. Each of the ``names``, whole and in any case, is taken out.
    """
    written = sorted(text.strip() for text in texts if text.strip())
    if len(written) < max(min_n, MIN_QUOTES):
        return ()
    return tuple(sorted(_redacted(text, names) for text in written))


def _redacted(text: str, names: Collection[str]) -> str:
    known = sorted((name.strip() for name in names if name.strip()), key=len, reverse=True)
    if not known:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", GONE, text, flags=re.I)
