"""The protocols that are as somebody wishes, and which wish to give up when there are none."""

import re
import unicodedata
from collections.abc import Iterable

from plgwork.analysis.fit import fit, room, span, split
from plgwork.models.content import Vocabulary
from plgwork.models.protocols import Fitted, Protocol, Span, Wanted


def find(protocols: Iterable[Protocol], wanted: Wanted, *named: Vocabulary) -> list[Protocol]:
    """Those that are as wanted: first those whose names hold the words, then the others.

    ``named`` are the vocabularies whose names can be searched for as well.
    """
    asked = _words(wanted.words)
    suiting = [one for one in protocols if _suits(one, wanted)]
    found = [one for one in suiting if _hold(_told(one, named), asked)]
    return sorted(found, key=lambda one: (not _hold(_words(one.name), asked), one.name))


def loosened(protocols: Iterable[Protocol], wanted: Wanted, *named: Vocabulary) -> dict[str, int]:
    """How many there would be with one wish less, by its name; only those that help."""
    known = list(protocols)
    given = wanted.model_dump(exclude_defaults=True)
    less = {name: Wanted(**{**given, name: Wanted.model_fields[name].default}) for name in given}
    counted = {name: len(find(known, one, *named)) for name, one in less.items()}
    return {name: count for name, count in counted.items() if count}


def reach(protocols: Iterable[Protocol], people: int) -> Span | None:
    """The minutes that one or another can fill with so many people; None when none is for them."""
    spans = [one for protocol in protocols if (one := span(protocol, people))]
    if not spans:
        return None
    usual = sorted(one.usual for one in spans)[len(spans) // 2]
    return Span(
        least=min(one.least for one in spans), usual=usual, most=max(one.most for one in spans)
    )


def _suits(protocol: Protocol, wanted: Wanted) -> bool:
    """Whether it can be run so, with as many people as it was written for unless one says."""
    if wanted.kind is not None and wanted.kind not in protocol.kinds:
        return False
    people = room(protocol) if wanted.people is None else wanted.people
    if wanted.minutes is None:
        return bool(split(protocol.group, people))
    return isinstance(fit(protocol, people, wanted.minutes), Fitted)


def _told(protocol: Protocol, named: Iterable[Vocabulary]) -> set[str]:
    """Every word by which one may remember it."""
    ids = {*protocol.kinds, *protocol.brings}
    names = (term.name for vocabulary in named for term in vocabulary.terms if term.id in ids)
    texts = (protocol.name, protocol.purpose, protocol.presenter_brings, protocol.choose_when)
    steps = (text for step in protocol.steps for text in (step.name, step.happens))
    return _words(" ".join((*texts, *steps, *names, protocol.credit)))


def _hold(words: set[str], asked: set[str]) -> bool:
    """Whether each word that is asked for begins one of the words."""
    return all(any(word.startswith(one) for word in words) for one in asked)


def _words(text: str) -> set[str]:
    """The words of a text, without case, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    return set(re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one))))
