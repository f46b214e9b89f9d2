"""Passwords that are tried first because many people take them.

The list beside this module was written from what is generally known of such passwords; it holds
words of five letters and more, in small letters, one on a line.
"""

import re
from functools import cache
from pathlib import Path

from plgwork.store.secrets import one_spelling

REPEATED = re.compile(r"(.+?)\1+")
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")  # figures and signs that one puts to either end
BETWEEN = re.compile(r"[\W_]+")


def is_common(password: str) -> bool:
    """Whether a password is on the list; also with figures or signs around it, or repeated."""
    typed = one_spelling(password).casefold()
    joined = BETWEEN.sub("", typed)
    forms = {typed, joined, AROUND.sub("", typed), AROUND.sub("", joined)}
    return not _commonest().isdisjoint(forms | {_once(form) for form in forms})


def _once(form: str) -> str:
    repeated = REPEATED.fullmatch(form)
    return repeated[1] if repeated else form


@cache
def _commonest() -> frozenset[str]:
    file = Path(__file__).with_suffix(".txt")
    return frozenset(file.read_text(encoding="utf-8").split())
