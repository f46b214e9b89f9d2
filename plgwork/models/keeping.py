"""What lies in a backup, and what belongs to a person who is to be erased."""

from plgwork.models.model import Model, Slug


class Holding(Model):
    """How much a database or a backup holds."""

    schools: int
    people: int
    entries: int


class Belongings(Model):
    """All that the database keeps of one person: what goes with them, and what stays."""

    person_id: Slug
    name: str
    entries: int
    versions: int
    shared: int
    marks: int
    memberships: int
    roles: int
    trainings: int
    answers: int
    studies: int
    accounts: int
    runs: int
    drafts: int
    corrections: int
    surveys: int
    codings: int
    comments: int
    responses: int
    wordings: int
    checks: int
    wishes: int
    places: int
    told: int
    dilemmas: int
    expertise: int
    followups: int
    owned: int
    followup_notes: int
    settled: int
    lines: int
    trained_by: int
