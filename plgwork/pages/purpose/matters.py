"""What is agreed on, as fields to fill in and as words to read."""

from collections.abc import Iterator
from typing import Any

from plgwork.content import Library
from plgwork.models.agreements import (
    MOST_TOPIC,
    MOST_TOPICS,
    MOST_WORDING,
    Freedom,
    Kind,
    Marked,
    Matter,
    Purpose,
    Topics,
    Work,
)
from plgwork.models.content import Term
from plgwork.pages.school.answers import Message, Problems

Field = dict[str, Any]
Parts = list[tuple[str, str]]
NAMES = {
    Kind.PURPOSE: "Our purpose",
    Kind.TOPICS: "What belongs on our agenda",
    Kind.WORK: "The work that is expected of us",
    Kind.FREEDOM: "How free we are to shape our agenda",
}
PARTS = {
    "wording": ("Why do we meet?", "One or two sentences, in words that all of you would use."),
    "teachers": (
        "How does it reach what teachers learn?",
        "What will each of you know or do that you do not yet?",
    ),
    "students": (
        "How does it reach how students grow?",
        "What will be different for students, so that one could see it?",
    ),
}
READ = {
    "wording": "Why we meet",
    "teachers": "How it reaches what teachers learn",
    "students": "How it reaches how students grow",
}
MISSING = {
    "wording": "Say in a sentence why you meet.",
    "teachers": "Say how it reaches what teachers learn. A purpose needs both links.",
    "students": "Say how it reaches how students grow. A purpose needs both links.",
}
LIKELY = "ask-first"
OWN = "own-"


class Matters:
    """The words of the vocabularies, and what people make of them."""

    def __init__(self, content: Library) -> None:
        vocabularies = ("topic-kinds", "agenda-topics", "kinds-of-work", "agenda-freedom")
        self._terms: dict[str, tuple[Term, ...]] = {
            name: content.vocabulary(name).terms for name in vocabularies
        }

    # --- to fill in -----------------------------------------------------------------------

    def fields(self, kind: Kind, start: Matter | None = None) -> list[Field]:
        """The fields for one kind, with what they begin from."""
        if kind is Kind.PURPOSE:
            return _purpose_fields(start if isinstance(start, Purpose) else None)
        if kind is Kind.TOPICS:
            return self._topic_fields(start if isinstance(start, Topics) else None)
        if kind is Kind.WORK:
            chosen = list(start.kinds) if isinstance(start, Work) else []
            options = _options(self._terms["kinds-of-work"])
            return [_field("kinds", "checks", "Our PLG time is for", options=options, value=chosen)]
        return self._freedom_fields(start if isinstance(start, Freedom) else None)

    def _topic_fields(self, start: Topics | None) -> list[Field]:
        marks = {one.id: one.mark for one in start.topics} if start else {}
        options = _options(self._terms["topic-kinds"])
        known = [
            _field(
                f"topic-{one.id}",
                "select",
                one.name,
                one.meaning,
                options=options,
                value=marks.get(one.id, LIKELY),
                wide=False,
            )
            for one in self._terms["agenda-topics"]
        ]
        own = [
            _field(
                f"{OWN}{mark.id}",
                "textarea",
                f"Topics of your own: {mark.name.lower()}",
                "One on each line.",
                value="\n".join(_own(start, mark.id)),
            )
            for mark in self._terms["topic-kinds"]
        ]
        return [*known, *own]

    def _freedom_fields(self, start: Freedom | None) -> list[Field]:
        terms = self._terms["agenda-freedom"]
        middle = terms[len(terms) // 2].id
        return [
            _field(
                "degree",
                "select",
                "Who shapes the agenda",
                " ".join(f"{one.name}: {one.meaning}" for one in terms),
                options=_options(terms),
                value=start.degree if start else middle,
            ),
            _field(
                "meaning",
                "textarea",
                "What that means for us",
                "For example which meetings are whose. You can leave it out.",
                value=start.meaning if start else "",
            ),
        ]

    def read(self, kind: Kind, message: Message) -> tuple[Matter | None, Problems]:
        """What was filled in, or what is missing, each thing beside its field."""
        values = message.get("values")
        given = values if isinstance(values, dict) else {}
        if kind is Kind.PURPOSE:
            return _purpose(given)
        if kind is Kind.TOPICS:
            return self._topics(given)
        if kind is Kind.WORK:
            known = {one.id for one in self._terms["kinds-of-work"]}
            chosen = given.get("kinds")
            kinds = tuple(one for one in chosen if one in known) if isinstance(chosen, list) else ()
            problems = {} if kinds else {"kinds": "Choose at least one kind of work."}
            return (Work(kinds=kinds) if kinds else None), problems
        return self._freedom(given)

    def _topics(self, given: dict[str, Any]) -> tuple[Topics | None, Problems]:
        marks = {one.id for one in self._terms["topic-kinds"]}
        found, problems = [], Problems()
        for one in self._terms["agenda-topics"]:
            mark = str(given.get(f"topic-{one.id}", LIKELY))
            found.append(Marked(id=one.id, name=one.name, mark=mark if mark in marks else LIKELY))
        seen = {one.name.casefold() for one in found}
        for kind in self._terms["topic-kinds"]:
            for name in _lines(given.get(f"{OWN}{kind.id}")):
                if problem := _topic_problem(name, seen):
                    problems[f"{OWN}{kind.id}"] = problem
                    continue
                seen.add(name.casefold())
                found.append(Marked(name=name, mark=kind.id))
        if len(found) > MOST_TOPICS:
            problems[f"{OWN}{LIKELY}"] = f"At most {MOST_TOPICS} topics; these are {len(found)}."
        return (None if problems else Topics(topics=tuple(found))), problems

    def _freedom(self, given: dict[str, Any]) -> tuple[Freedom | None, Problems]:
        degree, meaning = str(given.get("degree", "")), _text(given, "meaning")
        if degree not in {one.id for one in self._terms["agenda-freedom"]}:
            return None, {"degree": "Choose one of these."}
        if len(meaning) > MOST_WORDING:
            return None, {"meaning": _too_long(meaning)}
        return Freedom(degree=degree, meaning=meaning), {}

    # --- to read --------------------------------------------------------------------------

    def parts(self, matter: Matter) -> Parts:
        """What it says, part by part, each under its heading."""
        if isinstance(matter, Purpose):
            return [(READ[name], str(getattr(matter, name))) for name in READ]
        if isinstance(matter, Topics):
            return list(self._marked(matter))
        if isinstance(matter, Work):
            names = [self._name("kinds-of-work", one) for one in matter.kinds]
            return [("Our PLG time is for", "\n".join(names))]
        meaning = {one.id: one.meaning for one in self._terms["agenda-freedom"]}
        degree = self._name("agenda-freedom", matter.degree)
        means = [("What that means for us", matter.meaning)] if matter.meaning else []
        return [(degree, meaning.get(matter.degree, "")), *means]

    def together(self, one: Matter, other: Matter) -> Matter:
        """Both in one, to be worded further: all that either says, and where they differ, asked."""
        if isinstance(one, Purpose) and isinstance(other, Purpose):
            return Purpose(**{name: _both(one, other, name) for name in READ})
        if isinstance(one, Topics) and isinstance(other, Topics):
            return _topics_together(one, other)
        if isinstance(one, Work) and isinstance(other, Work):
            return Work(kinds=tuple(dict.fromkeys((*one.kinds, *other.kinds))))
        return one

    def _marked(self, matter: Topics) -> Iterator[tuple[str, str]]:
        for mark in self._terms["topic-kinds"]:
            names = [one.name for one in matter.topics if one.mark == mark.id]
            if names:
                yield mark.name, "\n".join(names)

    def _name(self, vocabulary: str, term_id: str) -> str:
        names = {one.id: one.name for one in self._terms[vocabulary]}
        return names.get(term_id, term_id)


def _purpose_fields(start: Purpose | None) -> list[Field]:
    return [
        _field(name, "textarea", label, note, value=getattr(start, name) if start else "")
        for name, (label, note) in PARTS.items()
    ]


def _purpose(given: dict[str, Any]) -> tuple[Purpose | None, Problems]:
    words = {name: _text(given, name) for name in PARTS}
    problems = {name: MISSING[name] for name, text in words.items() if not text}
    problems |= {name: _too_long(text) for name, text in words.items() if len(text) > MOST_WORDING}
    return (None if problems else Purpose(**words)), problems


def _both(one: Purpose, other: Purpose, name: str) -> str:
    texts = dict.fromkeys((getattr(one, name), getattr(other, name)))
    return "\n\n".join(texts)[:MOST_WORDING]


def _topics_together(one: Topics, other: Topics) -> Topics:
    marks = {each.name.casefold(): each.mark for each in other.topics}
    same = [
        each
        if marks.get(each.name.casefold(), each.mark) == each.mark
        else each.model_copy(update={"mark": LIKELY})
        for each in one.topics
    ]
    known = {each.name.casefold() for each in one.topics}
    return Topics(
        topics=(*same, *(each for each in other.topics if each.name.casefold() not in known))
    )


def _topic_problem(name: str, seen: set[str]) -> str:
    if len(name) > MOST_TOPIC:
        return f"A topic has at most {MOST_TOPIC} letters: “{name[:30]}…” has {len(name)}."
    return f"“{name}” is marked already." if name.casefold() in seen else ""


def _own(start: Topics | None, mark: str) -> list[str]:
    return [one.name for one in start.topics if not one.id and one.mark == mark] if start else []


def _lines(text: Any) -> list[str]:
    lines = str(text or "").splitlines()
    return [" ".join("".join(filter(str.isprintable, one)).split()) for one in lines if one.strip()]


def _text(given: dict[str, Any], name: str) -> str:
    return str(given.get(name) or "").replace("\0", "").strip()


def _too_long(text: str) -> str:
    return f"At most {MOST_WORDING:,} letters; these are {len(text):,}."


def _options(terms: tuple[Term, ...]) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.name} for one in terms]


def _field(
    name: str, kind: str, label: str, note: str = "", *, wide: bool = True, **more: Any
) -> Field:
    return {"name": name, "kind": kind, "label": label, "note": note, "wide": wide, **more}
