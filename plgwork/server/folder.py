"""The folder for the connection files, letters and sockets of one server's pages."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from traitlets.config import Config

if sys.platform != "win32":
    import fcntl

PREFIX, LOCK = "plg-", "lock"
SOCKET_NAME = len("/kernel-01234567-89ab-cdef-0123-456789abcdef-ipc-5")
LONGEST_SOCKET = 107  # bytes that the path of a unix socket may have


@contextmanager
def private_folder(place: str) -> Iterator[str]:
    """A folder that nobody else can look into; those of servers that were killed go first."""
    if sys.platform != "win32":
        for other in Path(place).glob(f"{PREFIX}*"):
            _remove_if_left(other)
    folder = tempfile.mkdtemp(prefix=PREFIX, dir=place)
    try:
        with _held(Path(folder)):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Locked for as long as this process lives, however it ends."""
    draft = folder / f"{LOCK}.draft"
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Nobody finds a lock that is not held yet, and takes the folder for one that was left.
            draft.rename(folder / LOCK)
        yield
    finally:
        os.close(descriptor)


def _remove_if_left(folder: Path) -> None:
    # Held by its server, gone meanwhile, without a lock, or not ours: it is not touched.
    with suppress(OSError):
        if folder.lstat().st_uid != os.getuid():
            return
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)
        finally:
            os.close(descriptor)


def transport(folder: str) -> Config:
    """Unix sockets in that folder where they can be had: no other user can connect to them."""
    config = Config()
    fits = len(folder.encode()) + SOCKET_NAME <= LONGEST_SOCKET
    config.KernelManager.transport = "ipc" if sys.platform == "linux" and fits else "tcp"
    return config
