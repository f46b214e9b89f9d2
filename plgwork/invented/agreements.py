"""What the invented school and its PLGs agreed on, and what one of them is in the middle of."""

import random
from datetime import datetime, time, timedelta

from plgwork.content import Library
from plgwork.invented.school import Years
from plgwork.models.agreements import Fist, Party, Response
from plgwork.models.invented.agreements import (
    InventedAgreement,
    InventedAgreements,
    InventedMeasure,
    InventedProposal,
)
from plgwork.models.invented.when import When
from plgwork.store import Store, VisitorStore

SCHOOL = "school"
FISTS = (Fist.FINE, Fist.GOOD, Fist.GOOD, Fist.LEAD)  # how people go along with what is adopted


def agree(store: Store, library: Library, years: Years, now: datetime, seed: int) -> None:
    """Adopt and measure what has come by now; leave one proposal open."""
    invented = library.invented_agreements
    agreeing = Agreeing(store, library, years, now, random.Random(f"{seed} agreed"))
    for one in sorted(invented.adopted, key=years.month):
        agreeing.adopt(one)
    agreeing.measure(invented)
    for proposal in invented.proposed:
        agreeing.propose(proposal)


class Agreeing:
    """One school, on the days on which it agreed."""

    def __init__(
        self, store: Store, library: Library, years: Years, now: datetime, chance: random.Random
    ) -> None:
        self._store, self._years, self._now, self._chance = store, years, now, chance
        self._school = library.invented_school
        self._adopted: set[str] = set()  # where there is a purpose by now

    def adopt(self, one: InventedAgreement) -> None:
        """Propose it, show hands and adopt it, in the second half of its month."""
        moment = self._moment(one, 20)
        if moment > self._now:
            return
        of = self._party(one.of)
        proposal = self._at(one.by, moment - timedelta(days=8)).proposals.propose(of, one.matter)
        there = self._people(one.of, moment)
        for at, person in enumerate(self._chance.sample(there, round(one.share * len(there)))):
            response = Response(number=1, fist=self._chance.choice(FISTS))
            shown = moment - timedelta(minutes=30 - at / 3)
            self._at(person, shown).proposals.respond(proposal.id, response)
        day = self._years.month(one.review).last
        self._at(one.by, moment).agreements.adopt(proposal.id, 1, day)
        self._adopted.add(one.of)

    def measure(self, invented: InventedAgreements) -> None:
        """Keep the values of months that have come, of purposes that are adopted."""
        for one in invented.measures:
            if one.of in self._adopted:
                self._measure(one)

    def propose(self, one: InventedProposal) -> None:
        """Word it, version by version; then what was said, and the hands of yesterday."""
        first, *later = one.versions
        proposals = self._ago(first.by, first.days_ago).proposals
        proposal = proposals.propose(self._party(one.of), first.matter)
        said = [(saying.days_ago, saying) for saying in one.comments]
        for number, version in enumerate(later, start=1):
            for days, saying in said:
                if version.days_ago < days:
                    self._ago(saying.by, days).proposals.comment(proposal.id, number, saying.text)
            said = [each for each in said if each[0] <= version.days_ago]
            mine = self._ago(version.by, version.days_ago).proposals
            mine.revise(proposal.id, number, version.matter)
        for days, saying in said:
            mine = self._ago(saying.by, days).proposals
            mine.comment(proposal.id, len(one.versions), saying.text)
        for hand in one.hands:
            response = Response(number=len(one.versions), fist=Fist(hand.fist), reason=hand.reason)
            self._ago(hand.by, 1).proposals.respond(proposal.id, response)

    def _measure(self, one: InventedMeasure) -> None:
        values = {
            moment.date(): value.value
            for value in one.values
            if (moment := self._moment(value, 25)) < self._now
        }
        begun = self._at(one.by, self._now - timedelta(days=1)).measures
        begun.record(begun.begin(self._party(one.of), one.goal).id, values)

    def _party(self, of: str) -> Party:
        return Party(school_id=self._school.school.id) if of == SCHOOL else Party(plg_id=of)

    def _people(self, of: str, moment: datetime) -> list[str]:
        """Who could show a hand then."""
        if of == SCHOOL:
            return [person.id for person in self._school.people]
        somebody = next(plg.facilitator for plg in self._school.plgs if plg.id == of)
        groups = self._at(somebody, moment).people.my_groups()
        return [one.id for group in groups if group.plg.id == of for one in group.members]

    def _moment(self, when: When, days: int) -> datetime:
        day = self._years.month(when).first + timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - 4))  # nobody meets on a Saturday
        return datetime.combine(day, time(15, 50), self._now.tzinfo)

    def _ago(self, person: str, days: int) -> VisitorStore:
        day = (self._now - timedelta(days=days)).date()
        after_school = datetime.combine(day, time(15, 10), self._now.tzinfo)
        return self._at(person, after_school + timedelta(minutes=self._chance.randrange(90)))

    def _at(self, person: str, moment: datetime) -> VisitorStore:
        return self._store.for_visitor(person, lambda: moment)
