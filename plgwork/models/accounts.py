"""How people come in: accounts, links, and the record of who did what."""

import unicodedata
from datetime import datetime
from enum import StrEnum

from pydantic import Field, field_validator

from plgwork.models.model import Model, Slug


def account_name(typed: str) -> str:
    """A name to sign in with as it is kept, however it was typed."""
    return unicodedata.normalize("NFKC", typed.strip()).casefold()


class Account(Model):
    """The name by which a person signs in: an address of theirs, or a name of the school's."""

    person_id: Slug
    name: str = Field(min_length=2, max_length=200, pattern=r"^[^\s,;:<>()\[\]\"\\]+$")

    @field_validator("name")
    @classmethod
    def _as_kept(cls, name: str) -> str:
        kept = account_name(name)
        if (
            not kept.isprintable()
            or kept.count("@") > 1
            or kept.startswith("@")
            or kept.endswith("@")
        ):
            raise ValueError("write one address or name, without blanks, commas or brackets")
        return kept


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class Link(Model):
    """A link as it is handed out: its code is seen this once, only a digest of it is kept."""

    person_id: Slug
    person: str
    account: str
    purpose: Purpose
    code: str
    expires_at: datetime


class Opened(Model):
    """What a code opens: for whom it was made, and what for."""

    person_id: Slug
    person: str
    account: str
    school: str
    purpose: Purpose
    expires_at: datetime


class Session(Model):
    """That somebody is signed in, in one browser; the id is a digest of what its cookie holds."""

    id: str
    person_id: Slug


class Standing(Model):
    """How somebody's account stands; without a name to sign in with there is none yet."""

    person_id: Slug
    person: str
    name: str = ""
    joined: bool = False
    invited: bool = False
    shut: int = 0


class AuditEvent(StrEnum):
    """What the record holds; the words people see are in the content."""

    SIGNED_IN = "signed-in"
    REFUSED = "refused"
    SIGNED_OUT = "signed-out"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere"
    INVITED = "invited"
    JOINED = "joined"
    RESET_MADE = "reset-made"
    RESET = "reset"
    LINK_ASKED = "link-asked"
    ACCOUNT_NAMED = "account-named"
    DIRECTORY_NAMED = "directory-named"
    PASSWORD_CHANGED = "password-changed"
    CODE_RENEWED = "code-renewed"
    OPENED = "opened"
    EXPORTED = "exported"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"
    ENROLLED = "enrolled"
    ROLE_GIVEN = "role-given"
    ROLE_ENDED = "role-ended"
    RENAMED = "renamed"
    JOINED_PLG = "joined-plg"
    LEFT_PLG = "left-plg"
    LEFT = "left"
    RELEASED = "released"
    DRAFT_DELETED = "draft-deleted"
    ERASED = "erased"
    ADOPTED = "adopted"
    REVIEW_MOVED = "review-moved"
    RULE_CHANGED = "rule-changed"
    MEASURE_BEGUN = "measure-begun"
    MEASURE_CHANGED = "measure-changed"
    MEASURED = "measured"
    MEASURE_DROPPED = "measure-dropped"
    FOLLOWUP_OPENED = "followup-opened"
    FOLLOWUP_HANDED_OVER = "followup-handed-over"
    FOLLOWUP_ENDED = "followup-ended"
    FOLLOWUP_OPENED_AGAIN = "followup-opened-again"
    FOLLOWUP_LEADER_NAMED = "followup-leader-named"


class AuditLine(Model):
    """One line of the record: when, what, by whom, about whom. Never a word anybody wrote.

    ``actor`` and ``person`` are names, or empty for somebody who is no longer here; an actor
    of None is whoever runs the server.
    """

    at: datetime
    event: AuditEvent
    actor: str | None
    person: str
    detail: str = ""


class SignedIn(Model):
    """A session that was just begun: its token is seen this once, and lives in the cookie.

    ``recovery`` is the code that was just made for this person, if one was; ``news`` is what
    others did to the account since its owner was last here. By ``known`` the browser shows later
    that its owner came in there before.
    """

    person_id: Slug
    token: str
    known: str
    recovery: str = ""
    news: tuple[AuditLine, ...] = ()
