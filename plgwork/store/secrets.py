"""Passwords, codes and tokens: made here, and kept only as what nobody can turn back."""

import hashlib
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# RFC 9106, section 4, second recommended option: 64 MiB, three passes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4, type=Type.ID)
# Crockford's base 32: no I, L, O or U, so that a code on paper is read as it was printed.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_GROUP = 4
LINK, RECOVERY = 4, 5  # groups, of 20 bits each


def hashed(password: str) -> str:
    """What is kept of a password: argon2id, with a salt of its own."""
    return _HASHER.hash(_typed(password))


def matches(kept: str, password: str) -> bool:
    """Whether this is the password. It takes as long when there is none to compare with."""
    try:
        return _HASHER.verify(kept or _nobody(), _typed(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def _typed(password: str) -> bytes:
    """The same password from every keyboard: NIST SP 800-63B-4 asks for NFKC or NFKD."""
    return one_spelling(password).encode("utf-8", "replace")


def one_spelling(password: str) -> str:
    """A password in one spelling of the several that look alike."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return hashed(secrets.token_urlsafe())


def token() -> str:
    """256 bits for a cookie."""
    return secrets.token_urlsafe(32)


def code(groups: int) -> str:
    """A code to read from paper: groups of four letters, 20 bits each; ``7KQF-M2XA``."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(groups * _GROUP))
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def spelled(typed: str) -> str:
    """A code as it was printed, however it was typed."""
    return _grouped(plain(typed))


def plain(typed: str) -> str:
    """A code as it was made, however it was typed: blanks, dashes, case and lookalikes."""
    return "".join(typed.upper().translate(_LOOKALIKES).replace("-", " ").split())


def digest(secret: str) -> str:
    """What is kept of a token or a code: they are long enough that no salt is needed."""
    return hashlib.sha256(f"plgwork {secret}".encode("utf-8", "replace")).hexdigest()
