"""What is handed out on paper: each PLG, with who, who, when and where."""

from plgwork.models.model import Model


class HandoutGroup(Model):
    """One PLG in words."""

    name: str
    facilitated_by: str
    meets: str
    place: str
    members: tuple[str, ...]


class Handout(Model):
    """Every PLG of a school, and who is in none."""

    title: str
    school: str
    made: str
    groups: tuple[HandoutGroup, ...]
    alone: tuple[str, ...] = ()
