"""The directory door: the school's own sign-in says who comes, in one of two ways.

By a JupyterHub, of which the workbook is a service; or by a proxy that names whoever it signed in.
Either way somebody gets a session of ours, which ends as every other.
"""

from plgwork.errors import WorkbookError
from plgwork.server.doors.directory.door import DirectoryDoor
from plgwork.server.doors.directory.header import HeaderDoor
from plgwork.settings import Settings
from plgwork.store import Store

__all__ = ["DirectoryDoor", "directory_door"]


def directory_door(settings: Settings, store: Store) -> DirectoryDoor:
    """The door by a proxy where it has a secret in common with us, else the one by a JupyterHub."""
    if settings.proxy_secret_file:
        return HeaderDoor(settings, store)
    try:
        from plgwork.server.doors.directory.hub import HubDoor
    except ImportError as error:
        raise WorkbookError(
            "PLGWORK_DOOR=directory: to sign in at a JupyterHub, run: pip install 'plgwork[hub]'. "
            "For a proxy that signs people in, name a file in PLGWORK_PROXY_SECRET_FILE."
        ) from error
    return HubDoor(settings, store)
