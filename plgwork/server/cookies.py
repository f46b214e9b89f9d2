"""The secret that signs cookies: made once, kept in a file that only its owner can read.

Servers that stand for one another are given the same file.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from plgwork.errors import WorkbookError
from plgwork.settings import Settings

BYTES = 32


def secret(settings: Settings) -> bytes:
    """The server's secret; the same after a restart, so that nobody is signed out by one."""
    return _given(settings.secret_file) if settings.secret_file else _own(settings.data)


def _given(path: Path) -> bytes:
    """What the file holds, without the end of line that an editor puts there."""
    try:
        value = path.read_bytes().strip()
    except OSError as error:
        raise WorkbookError(
            f"PLGWORK_SECRET_FILE: {path} cannot be read: {error.strerror}."
        ) from error
    if len(value) < BYTES:
        raise WorkbookError(
            f"PLGWORK_SECRET_FILE: {path} holds {len(value)} bytes; it needs {BYTES} or more that "
            "nobody can guess. This makes some: openssl rand -hex 32"
        )
    return value


def _own(folder: Path) -> bytes:
    path = folder / "cookie-secret"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two servers may start at the same time: whoever comes second reads what the first wrote.
    with suppress(FileExistsError):
        _write(path, secrets.token_bytes(BYTES))
    return path.read_bytes()


def _write(path: Path, value: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(value)
    try:
        # Unlike a rename, a link never replaces a secret that is there; and it appears whole.
        os.link(draft, path)
    finally:
        draft.unlink()
