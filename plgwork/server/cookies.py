"""The secret that signs cookies: made once, kept in a file that only its owner can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

BYTES = 32


def secret(folder: Path) -> bytes:
    """The server's secret; the same after a restart, so that nobody is signed out by one."""
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
