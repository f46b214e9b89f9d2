"""Configurations: known kinds of work, a place of their own; subjects: words that tell apart."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules, terms
from plgwork.content.library import Library
from plgwork.models.configurations import Configuration

_KINDS = "configurations/*.yaml"


def configurations_serve_known_work(library: Library) -> Iterator[str]:
    """What a configuration serves is of the vocabulary."""
    known = terms(library, "kinds-of-work")
    for item in library.of(_KINDS):
        for i, kind in enumerate(item.model.serves):
            if kind not in known:
                sentence = f"serves: one of {', '.join(sorted(known))}; not {kind!r}"
                yield item.source.at(("serves", i), sentence)


def configurations_ask_for_something(library: Library) -> Iterator[str]:
    """People have something in common or something apart, and nothing is asked for as both."""
    for item in library.of(_KINDS):
        one: Configuration = item.model
        if not one.alike and not one.unlike:
            yield item.source.at((), "alike: here or under unlike stands who belongs together")
        for trait in sorted(set(one.alike) & set(one.unlike)):
            yield item.source.at(("unlike",), f"unlike: {trait.value!r} stands under alike too")


def configurations_stand_in_order(library: Library) -> Iterator[str]:
    """No two configurations stand at one place."""
    first: dict[int, str] = {}
    for item in library.of(_KINDS):
        one: Configuration = item.model
        if one.order in first:
            sentence = f"order: {first[one.order]!r} stands at {one.order} already"
            yield item.source.at(("order",), sentence)
        first.setdefault(one.order, one.id)


def words_belong_to_one_subject(library: Library) -> Iterator[str]:
    """A word shows one subject only."""
    first: dict[str, str] = {}
    for item in library.of("subjects/*.yaml"):
        for i, word in enumerate(item.model.words):
            if first.setdefault(word.casefold(), item.model.id) != item.model.id:
                sentence = f"words: {word!r} is a word of {first[word.casefold()]!r} too"
                yield item.source.at(("words", i), sentence)


RULES: Rules = {
    configurations_serve_known_work: (_KINDS, "vocabularies/*.yaml"),
    configurations_ask_for_something: (_KINDS,),
    configurations_stand_in_order: (_KINDS,),
    words_belong_to_one_subject: ("subjects/*.yaml",),
}
