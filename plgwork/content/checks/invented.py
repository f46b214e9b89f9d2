"""The invented school: whoever is named in it is one of its people."""

from collections.abc import Iterator

from plgwork.content.checks.rules import Rules, terms
from plgwork.content.library import Library
from plgwork.content.reading import Place
from plgwork.models.agreements import Expectations, Freedom, Matter, Topics, Work
from plgwork.models.content import Area
from plgwork.models.people import PlgKind, Role


def invented_people_exist(library: Library) -> Iterator[str]:
    """Whoever is named in the invented school is one of its people."""
    for item in library.of("invented/school.yaml"):
        people = {person.id for person in item.model.people}
        for i, plg in enumerate(item.model.plgs):
            named = {plg.facilitator, *plg.members, *plg.joined, *plg.left}
            for stranger in sorted(named - people):
                yield item.source.at(("plgs", i), f"members: nobody here is {stranger!r}")
        if item.model.begins_with not in people:
            sentence = f"begins_with: nobody here is {item.model.begins_with!r}"
            yield item.source.at(("begins_with",), sentence)
        kinds = {term.id for term in library.vocabulary("staff-kinds").terms}
        for i, person in enumerate(item.model.people):
            if person.staff_kind not in kinds:
                yield item.source.at(("people", i), f"staff_kind: {person.staff_kind!r} is unknown")


def invented_writers_and_groups_exist(library: Library) -> Iterator[str]:
    """Whoever wrote, was trained or stood in is one of the people; the groups are there too."""
    for item in library.of("invented/school.yaml"):
        people = {person.id for person in item.model.people}
        groups = {plg.id for plg in item.model.plgs}
        for i, one in enumerate(item.model.training):
            for stranger in sorted({one.person, one.by} - people):
                yield item.source.at(("training", i), f"training: nobody here is {stranger!r}")
        for i, one in enumerate(item.model.substitutes):
            for stranger in sorted({one.person, one.plg} - people - groups):
                yield item.source.at(("substitutes", i), f"substitutes: {stranger!r} is not here")
        for written in library.of("invented/entries/*.yaml"):
            if written.model.author not in people:
                sentence = f"author: nobody here is {written.model.author!r}"
                yield written.source.at(("author",), sentence)


def invented_answers_fit_their_prompts(library: Library) -> Iterator[str]:
    """An invented answer names a prompt of its own month."""
    for item in library.of("invented/entries/*.yaml"):
        for i, month in enumerate(item.model.months):
            asked = {p.id for area in Area for p in library.prompts_for(month.month, area)}
            for j, answer in enumerate(month.answers):
                if answer.prompt not in asked:
                    place: Place = ("months", i, "answers", j, "prompt")
                    yield item.source.at(place, f"prompt: {month.month} has no {answer.prompt!r}")


def invented_learners_exist(library: Library) -> Iterator[str]:
    """Whoever learned is one of the people, and what they learned is there."""
    for item in library.of("invented/learning.yaml"):
        people = {one.id for one in library.invented_school.people}
        skills = terms(library, "skills")
        for i, learner in enumerate(item.model.people):
            if learner.person not in people:
                yield item.source.at(("people", i), f"person: nobody here is {learner.person!r}")
            for unit in learner.units:
                if unit.lesson not in library.lessons:
                    yield item.source.at(("people", i), f"units: there is no {unit.lesson!r}")
            for one in learner.rounds:
                if one.skill not in skills or one.met > one.of:
                    sentence = f"rounds: {one.met} of {one.of} in {one.skill!r} cannot be"
                    yield item.source.at(("people", i), sentence)


def invented_surveys_can_be_asked(library: Library) -> Iterator[str]:
    """Who asks is one of the people; each grouping tells all of them; each item has its level."""
    for item in library.of("invented/survey.yaml"):
        asked, people = item.model, library.invented_school.people
        if asked.asks not in {one.id for one in people}:
            yield item.source.at(("asks",), f"asks: nobody here is {asked.asks!r}")
        for i, grouping in enumerate(asked.groupings):
            many = sum(one.people for one in grouping.groups)
            if many != len(people):
                sentence = f"groups: must be {len(people)} people together; not {many}"
                yield item.source.at(("groupings", i), sentence)
        known = library.questionnaires.get(asked.instrument)
        if known is None:
            yield item.source.at(("instrument",), f"instrument: there is no {asked.instrument!r}")
            continue
        for i, wave in enumerate(asked.waves):
            items = {one.id for one in known.instrument.items}
            for one in sorted(items ^ set(wave.levels)):
                yield item.source.at(
                    ("waves", i, "levels"), f"levels: {one!r} is no item, or has none"
                )


def invented_people_agree(library: Library) -> Iterator[str]:
    """Who proposes, says, shows and measures is one of the people, in one of the groups."""
    for item in library.of("invented/agreements.yaml"):
        people = {one.id for one in library.invented_school.people}
        groups = {"school", *(plg.id for plg in library.invented_school.plgs)}
        agreed = item.model
        for field, ones in (("adopted", agreed.adopted), ("measures", agreed.measures)):
            for i, one in enumerate(ones):
                for stranger in sorted({one.of, one.by} - people - groups):
                    yield item.source.at((field, i), f"{field}: {stranger!r} is not here")
        for i, one in enumerate(agreed.proposed):
            named = {each.by for each in (*one.versions, *one.comments, *one.hands)}
            for stranger in sorted((named | {one.of}) - people - groups):
                yield item.source.at(("proposed", i), f"proposed: {stranger!r} is not here")


def invented_agreements_are_in_our_words(library: Library) -> Iterator[str]:
    """Kinds of work and of topics, marks and degrees are those of the vocabularies."""
    for item in library.of("invented/agreements.yaml"):
        for i, one in enumerate(item.model.adopted):
            for word in _unknown(library, one.matter):
                yield item.source.at(("adopted", i, "matter"), f"matter: {word!r} is unknown")


def _unknown(library: Library, matter: Matter) -> Iterator[str]:
    if isinstance(matter, Work):
        yield from sorted(set(matter.kinds) - terms(library, "kinds-of-work"))
    if isinstance(matter, Freedom) and matter.degree not in terms(library, "agenda-freedom"):
        yield matter.degree
    if isinstance(matter, Expectations):
        yield from sorted(set(matter.asks) - terms(library, "occasions"))
    if isinstance(matter, Topics):
        yield from sorted({one.mark for one in matter.topics} - terms(library, "topic-kinds"))
        names = {one.id: one.name for one in library.vocabulary("agenda-topics").terms}
        for one in matter.topics:
            if one.id and names.get(one.id) != one.name:
                yield one.name


def invented_checks_can_be_answered(library: Library) -> Iterator[str]:
    """A check is of a PLG with so many people, and nobody marks a norm twice."""
    for item in library.of("invented/norm-checks.yaml"):
        sizes = {plg.id: len(plg.members) for plg in library.invented_school.plgs}
        for i, one in enumerate(item.model.checks):
            if one.answered > sizes.get(one.of, 0):
                sentence = f"answered: {one.of!r} has {sizes.get(one.of, 0)} people"
                yield item.source.at(("checks", i, "answered"), sentence)
            for norm, marks in one.norms.items():
                if sum(marks) > one.answered:
                    sentence = f"norms: {norm!r} has more marks than people who answered"
                    yield item.source.at(("checks", i, "norms"), sentence)


def invented_groupings_are_of_the_school(library: Library) -> Iterator[str]:
    """Whoever wishes, drafts or is moved is one of the people; the PLGs are the school's own."""
    for item in library.of("invented/groupings.yaml"):
        invented, school = item.model, library.invented_school
        people = {one.id for one in school.people}
        plgs = {one.id for one in school.plgs if one.kind is PlgKind.SCHOOL}
        draft = invented.draft
        named: tuple[tuple[Place, str, set[str]], ...] = (
            *((("wishes", i), one.person, people) for i, one in enumerate(invented.wishes)),
            *((("free", i), one.plg, plgs) for i, one in enumerate(invented.free)),
            (("draft", "by"), draft.by, people),
            *((("draft", "moves", i), one.person, people) for i, one in enumerate(draft.moves)),
            *((("draft", "moves", i), one.to, plgs) for i, one in enumerate(draft.moves)),
            *((("draft", "reasons", i), one.person, people) for i, one in enumerate(draft.reasons)),
        )
        for place, word, known in named:
            if word not in known:
                yield item.source.at(place, f"{place[0]}: nothing here is called {word!r}")


def invented_cohort_is_of_the_school(library: Library) -> Iterator[str]:
    """Whoever writes, offers or seeks is in the facilitators' PLG, and its kinds are known."""
    for item in library.of("invented/cohort.yaml"):
        cohort, plgs = item.model, {one.id: one for one in library.invented_school.plgs}
        members = set(plgs[cohort.plg].members) if cohort.plg in plgs else set()
        topics = terms(library, "skills") | terms(library, "kinds-of-work")
        named: tuple[tuple[Place, str, set[str]], ...] = (
            (("coach",), cohort.coach, members),
            *(
                (("rounds", i), told.by, members)
                for i, r in enumerate(cohort.rounds)
                for told in r.told
            ),
            *((("dilemmas", i), one.by, members) for i, one in enumerate(cohort.dilemmas)),
            *((("expertise", i), one.by, members) for i, one in enumerate(cohort.expertise)),
            *((("expertise", i), one.topic, topics) for i, one in enumerate(cohort.expertise)),
        )
        for place, word, known in named:
            if word not in known:
                yield item.source.at(place, f"{place[0]}: nothing here is called {word!r}")


def invented_meetings_are_of_the_school(library: Library) -> Iterator[str]:
    """Who brings, comes, is away and does something is one of the people; words are known."""
    parts, asked = terms(library, "record-notes"), terms(library, "record-questions")
    agendas = {one.model.id for one in library.of("agendas/*.yaml")}
    for item in library.of("invented/meetings.yaml"):
        people = {one.id for one in library.invented_school.people}
        plgs = {one.id for one in library.invented_school.plgs}
        once = set[tuple[str, int]]()
        for i, one in enumerate(item.model.meetings):
            if (one.plg, one.back) in once:
                sentence = f"meetings: {one.plg!r} met once, so many times ago: {one.back}"
                yield item.source.at(("meetings", i), sentence)
            once.add((one.plg, one.back))
            named = {*one.part, *one.away_with_notice, *one.away, *(a.owner for a in one.actions)}
            named |= {one.brings} - {""}
            known: tuple[tuple[set[str], set[str]], ...] = (
                (named, people),
                ({one.plg}, plgs),
                ({one.agenda} - {""}, agendas),
                ({*one.notes}, parts),
                ({*one.answers}, asked),
            )
            for words, of in known:
                for stranger in sorted(words - of):
                    yield item.source.at(("meetings", i), f"meetings: {stranger!r} is not here")


def invented_followups_are_of_the_school(library: Library) -> Iterator[str]:
    """Whoever owns one facilitates the PLG or is a coach; whom it is about is in it."""
    for item in library.of("invented/followups.yaml"):
        school, invented = library.invented_school, item.model
        plgs = {one.id: one for one in school.plgs}
        coaches = {one.id for one in school.people if Role.COACH in one.roles}
        leaders = {one.id for one in school.people if Role.LEADER in one.roles}
        if invented.leader not in leaders:
            yield item.source.at(("leader",), f"leader: {invented.leader!r} is none")
        for i, one in enumerate(invented.followups):
            plg = plgs.get(one.plg)
            owners = {*coaches, plg.facilitator} if plg else coaches
            members = {*(plg.members if plg else ()), ""}
            for word, known in ((one.by, owners), (one.person, members)):
                if word not in known:
                    sentence = f"followups: {word!r} has no part in {one.plg!r}"
                    yield item.source.at(("followups", i), sentence)


RULES: Rules = {
    invented_people_exist: ("vocabularies/*.yaml",),
    invented_writers_and_groups_exist: ("invented/school.yaml",),
    invented_answers_fit_their_prompts: ("prompts/*.yaml",),
    invented_learners_exist: ("invented/school.yaml", "vocabularies/*.yaml", "lessons/*.md"),
    invented_people_agree: ("invented/school.yaml",),
    invented_agreements_are_in_our_words: ("vocabularies/*.yaml",),
    invented_checks_can_be_answered: ("invented/school.yaml",),
    invented_groupings_are_of_the_school: ("invented/school.yaml",),
    invented_cohort_is_of_the_school: ("invented/school.yaml", "vocabularies/*.yaml"),
    invented_meetings_are_of_the_school: (
        *("invented/school.yaml", "agendas/*.yaml", "vocabularies/*.yaml"),
    ),
    invented_followups_are_of_the_school: ("invented/school.yaml",),
    invented_surveys_can_be_asked: ("invented/school.yaml", "instruments/*.yaml"),
}
