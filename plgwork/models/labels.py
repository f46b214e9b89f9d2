"""When two spellings of an answer are the same answer."""

import re
import unicodedata
from functools import lru_cache

INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u00ad"))
QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def tidy(text: str) -> str:
    """The text as it is shown: nothing invisible in it, and blanks of all kinds one blank each."""
    return " ".join(text.translate(INVISIBLE).split())


@lru_cache(maxsize=10_000)  # the same few answers are asked about again and again
def plain(text: str) -> str:
    """What is compared: case, width, kinds of dash and quote, and a last full stop forgiven."""
    same = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(QUOTES).casefold()
    bare = " ".join(same.split())
    return re.sub(r"(?<=\w)[.:;,]+$", "", bare)
