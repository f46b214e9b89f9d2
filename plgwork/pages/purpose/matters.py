"""Why a group meets and what its time is for, as fields to fill in and as words to read."""

from collections.abc import Iterator, Sequence

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
from plgwork.pages.agreeing.matters import (
    Field,
    Given,
    Matters,
    Parts,
    field,
    lines,
    options,
    text,
    too_long,
)
from plgwork.pages.school.answers import Problems

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


Terms = tuple[Term, ...]


def matters(content: Library) -> Matters:
    """The purpose and the three guardrails, by the words of the vocabularies."""

    def terms(name: str) -> Terms:
        return content.vocabulary(name).terms

    return Matters(
        {
            Kind.PURPOSE: Purposes(),
            Kind.TOPICS: Topical(terms("topic-kinds"), terms("agenda-topics")),
            Kind.WORK: Works(terms("kinds-of-work")),
            Kind.FREEDOM: Freedoms(terms("agenda-freedom")),
        }
    )


class Purposes:
    """Why a group meets, with both links."""

    def fields(self, start: Matter | None) -> list[Field]:
        """A text for each part."""
        known = start if isinstance(start, Purpose) else None
        return [
            field(name, "textarea", label, note, value=getattr(known, name) if known else "")
            for name, (label, note) in PARTS.items()
        ]

    def read(self, given: Given, before: Sequence[Matter]) -> tuple[Matter | None, Problems]:
        """A purpose with all its parts."""
        words = {name: text(given, name) for name in PARTS}
        problems = {name: MISSING[name] for name, said in words.items() if not said}
        problems |= {
            name: too_long(said) for name, said in words.items() if len(said) > MOST_WORDING
        }
        return (None if problems else Purpose(**words)), problems

    def parts(self, matter: Purpose) -> Parts:
        """Each part under its heading."""
        return [(READ[name], str(getattr(matter, name))) for name in READ]

    def together(self, one: Purpose, other: Purpose) -> Matter:
        """One under the other, part by part."""
        return Purpose(**{name: _both(one, other, name) for name in READ})


class Topical:
    """Which topics belong on an agenda: those of the vocabulary, and their own."""

    def __init__(self, marks: Terms, topics: Terms) -> None:
        self._marks, self._topics = marks, topics

    def fields(self, start: Matter | None) -> list[Field]:
        """A mark for each topic, and a text for their own of each mark."""
        known = start if isinstance(start, Topics) else None
        marks = {one.id: one.mark for one in known.topics} if known else {}
        return [
            *(
                field(
                    f"topic-{one.id}",
                    "select",
                    one.name,
                    one.meaning,
                    options=options(self._marks),
                    value=marks.get(one.id, LIKELY),
                    wide=False,
                )
                for one in self._topics
            ),
            *(
                field(
                    f"{OWN}{mark.id}",
                    "textarea",
                    f"Topics of your own: {mark.name.lower()}",
                    "One on each line.",
                    value="\n".join(_own(known, mark.id)),
                )
                for mark in self._marks
            ),
        ]

    def read(self, given: Given, before: Sequence[Matter]) -> tuple[Matter | None, Problems]:
        """Every topic with its mark, each once."""
        marks = {one.id for one in self._marks}
        found, problems = [], Problems()
        for one in self._topics:
            mark = str(given.get(f"topic-{one.id}", LIKELY))
            found.append(Marked(id=one.id, name=one.name, mark=mark if mark in marks else LIKELY))
        seen = {one.name.casefold() for one in found}
        for kind in self._marks:
            for name in lines(given, f"{OWN}{kind.id}"):
                if problem := _topic_problem(name, seen):
                    problems[f"{OWN}{kind.id}"] = problem
                    continue
                seen.add(name.casefold())
                found.append(Marked(name=name, mark=kind.id))
        if len(found) > MOST_TOPICS:
            problems[f"{OWN}{LIKELY}"] = f"At most {MOST_TOPICS} topics; these are {len(found)}."
        return (None if problems else Topics(topics=tuple(found))), problems

    def parts(self, matter: Topics) -> Parts:
        """The topics of each mark."""
        return list(self._marked(matter))

    def together(self, one: Topics, other: Topics) -> Matter:
        """All topics of both; asked first where they differ."""
        return _topics_together(one, other)

    def _marked(self, matter: Topics) -> Iterator[tuple[str, str]]:
        for mark in self._marks:
            names = [one.name for one in matter.topics if one.mark == mark.id]
            if names:
                yield mark.name, "\n".join(names)


class Works:
    """Which kinds of work are expected."""

    def __init__(self, kinds: Terms) -> None:
        self._kinds = kinds

    def fields(self, start: Matter | None) -> list[Field]:
        """A box for each kind of work."""
        chosen = list(start.kinds) if isinstance(start, Work) else []
        label = "Our PLG time is for"
        return [field("kinds", "checks", label, options=options(self._kinds), value=chosen)]

    def read(self, given: Given, before: Sequence[Matter]) -> tuple[Matter | None, Problems]:
        """At least one of them."""
        known, chosen = {one.id for one in self._kinds}, given.get("kinds")
        kinds = tuple(one for one in chosen if one in known) if isinstance(chosen, list) else ()
        problems = {} if kinds else {"kinds": "Choose at least one kind of work."}
        return (Work(kinds=kinds) if kinds else None), problems

    def parts(self, matter: Work) -> Parts:
        """Their names."""
        names = {one.id: one.name for one in self._kinds}
        return [("Our PLG time is for", "\n".join(names.get(one, one) for one in matter.kinds))]

    def together(self, one: Work, other: Work) -> Matter:
        """What either expects."""
        return Work(kinds=tuple(dict.fromkeys((*one.kinds, *other.kinds))))


class Freedoms:
    """How free a group is to shape its agenda."""

    def __init__(self, degrees: Terms) -> None:
        self._degrees = degrees

    def fields(self, start: Matter | None) -> list[Field]:
        """The degree, and what it means here."""
        known = start if isinstance(start, Freedom) else None
        middle = self._degrees[len(self._degrees) // 2].id
        return [
            field(
                "degree",
                "select",
                "Who shapes the agenda",
                " ".join(f"{one.name}: {one.meaning}" for one in self._degrees),
                options=options(self._degrees),
                value=known.degree if known else middle,
            ),
            field(
                "meaning",
                "textarea",
                "What that means for us",
                "For example which meetings are whose. You can leave it out.",
                value=known.meaning if known else "",
            ),
        ]

    def read(self, given: Given, before: Sequence[Matter]) -> tuple[Matter | None, Problems]:
        """A degree, with or without its meaning."""
        degree, meaning = str(given.get("degree", "")), text(given, "meaning")
        if degree not in {one.id for one in self._degrees}:
            return None, {"degree": "Choose one of these."}
        if len(meaning) > MOST_WORDING:
            return None, {"meaning": too_long(meaning)}
        return Freedom(degree=degree, meaning=meaning), {}

    def parts(self, matter: Freedom) -> Parts:
        """The degree with what it says, and what it means here."""
        known = {one.id: one for one in self._degrees}
        degree = known.get(matter.degree)
        means = [("What that means for us", matter.meaning)] if matter.meaning else []
        name, says = (degree.name, degree.meaning) if degree else (matter.degree, "")
        return [(name, says), *means]

    def together(self, one: Freedom, other: Freedom) -> Matter:
        """The first: of two degrees one is chosen."""
        return one


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
