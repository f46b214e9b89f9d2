"""A proxy signs people in, and names them in a header of every request.

Anybody can write such a header, so it is believed only beside a secret that the proxy shares.
"""

import hmac
import stat
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from tornado.httputil import HTTPServerRequest

from plgwork.errors import WorkbookError
from plgwork.server.doors import Visitor
from plgwork.server.doors.directory.door import NAMELESS, DirectoryDoor, Threshold
from plgwork.server.doors.lasting import proxies
from plgwork.settings import Settings
from plgwork.store import Store

SECRET = "X-Proxy-Secret"  # the name of a header
SHORTEST = 32
NOT_OURS = (
    "The workbook answers only the proxy that signs people in. Open the address that your school "
    "gave you."
)


class HeaderDoor(DirectoryDoor):
    """Lets in whoever the proxy names, for as long as it names them."""

    def __init__(self, settings: Settings, store: Store) -> None:
        super().__init__(settings, store)
        self._secret = shared_secret(settings.proxy_secret_file or Path())
        self._proxies = proxies(settings)
        self._header = settings.user_header

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """In, besides what both ways have."""
        return {**super().routes(), "sign-in": (SignIn, {"door": self})}

    def refusal(self, request: HTTPServerRequest) -> str:
        """Everything that does not come from the proxy, whomever it names."""
        return super().refusal(request) or ("" if self._is_the_proxys(request) else NOT_OURS)

    def visitor(self, cookie: str, request: HTTPServerRequest) -> Visitor | None:
        """The person of this session, while the proxy names nobody else."""
        found = super().visitor(cookie, request)
        name = self.name(request)
        same = found and self.store.directory.is_called(found.username, name)
        return found if same else None

    def name(self, request: HTTPServerRequest) -> str:
        """Whom the proxy names; empty when nobody."""
        named = request.headers.get(self._header, "").strip()
        try:  # what stands in a header is taken for Latin-1, and mostly is UTF-8
            return named.encode("latin-1").decode()
        except UnicodeError:
            return named

    def _is_the_proxys(self, request: HTTPServerRequest) -> bool:
        given = request.headers.get_list(SECRET)
        shares = [hmac.compare_digest(one.encode(), self._secret) for one in given]
        # Named twice, one of the names may be somebody's own invention.
        once = len(request.headers.get_list(self._header)) <= 1
        return shares == [True] and once and self._is_near(request)

    def _is_near(self, request: HTTPServerRequest) -> bool:
        if not self._proxies:
            return True
        try:
            peer = ip_address(request.remote_ip or "")
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self._proxies)


class SignIn(Threshold):
    """Begins a session for whoever the proxy names."""

    async def let_in(self) -> None:
        """Take whoever is named."""
        door = self.directory
        name = door.name(self.request) if isinstance(door, HeaderDoor) else ""
        if name:
            await self.come_in(name, "", self.next)
        else:
            title, words = NAMELESS
            self.tell(title, [words], "Try again", 403)


def shared_secret(file: Path) -> bytes:
    """The secret that the proxy shares, from a file; WorkbookError when it could be no secret."""
    try:
        mode, secret = file.stat().st_mode, file.read_bytes().strip()
    except OSError as error:
        raise WorkbookError(
            f"PLGWORK_PROXY_SECRET_FILE: {file} cannot be read: {error.strerror}."
        ) from error
    if mode & stat.S_IROTH:
        raise WorkbookError(
            f"PLGWORK_PROXY_SECRET_FILE: everybody on this machine can read {file}. "
            f"Run: chmod 600 {file}"
        )
    if len(secret) < SHORTEST:
        raise WorkbookError(
            f"PLGWORK_PROXY_SECRET_FILE: write at least {SHORTEST} characters that nobody can "
            f"guess into {file}, as by: openssl rand -hex 32. There are {len(secret)}."
        )
    return secret
