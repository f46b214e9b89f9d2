"""People sign in at a JupyterHub, of which the workbook is a service."""

import asyncio
import json
import logging
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import ClientError
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.utils import url_path_join
from jupyterhub.services.auth import HubOAuth
from tornado import web
from tornado.httputil import HTTPServerRequest, url_concat

from plgwork.errors import DirectoryError, WorkbookError
from plgwork.server.doors import Visitor, local_path
from plgwork.server.doors.directory.door import FAILED, DirectoryDoor, Threshold
from plgwork.settings import Settings
from plgwork.store import Store

NEEDED = ("API_TOKEN", "API_URL", "CLIENT_ID", "SERVICE_NAME", "SERVICE_PREFIX")
BELIEVED_SECONDS = 60  # that the hub's word on somebody holds before it is asked again
PATIENCE_SECONDS = 10
STATE, STATE_DAYS = "plgwork-sign-in", 10 / 1_440
AWAY = "The JupyterHub that signs people in does not answer just now."

log = logging.getLogger(__name__)


class HubDoor(DirectoryDoor):
    """Lets in whoever the hub let in, for as long as the token that it gave them is good."""

    def __init__(self, settings: Settings, store: Store) -> None:
        super().__init__(settings, store)
        self.hub = _hub()
        self._tokens: dict[str, str] = {}  # of the sessions in which somebody was here lately
        self._answers = True

    @property
    def way_out(self) -> str:
        """Where one signs out of the hub."""
        leave: str = self.hub.hub_host + url_path_join(self.hub.hub_prefix, "logout")
        return self.settings.directory_sign_out or leave

    def routes(self) -> Mapping[str, tuple[Any, ...]]:
        """To the hub and back, besides what both ways have."""
        given = {"door": self}
        to_and_fro = {"sign-in": (SignIn, given), "oauth_callback": (Return, given)}
        return {**super().routes(), **to_and_fro}

    def visitor(self, cookie: str, request: HTTPServerRequest) -> Visitor | None:
        """The person of this session; beside its token stands the hub's."""
        ours, _, theirs = cookie.partition(" ")
        found = super().visitor(ours, request)
        return replace(found, cookie=theirs) if found and theirs else None

    async def vouches(self, visitor: Visitor) -> bool:
        """Whether the hub still knows them by its token."""
        if await self.user(visitor.cookie) is not None:
            self._tokens[visitor.session] = visitor.cookie
            return True
        await self._end(visitor.session)
        return False

    async def look(self, sessions: Collection[str]) -> None:
        """End the sessions whose token the hub has revoked; those it says nothing of go on."""
        self._tokens = {one: token for one, token in self._tokens.items() if one in sessions}
        try:
            for session, token in list(self._tokens.items()):
                if await self.user(token) is None:
                    await self._end(session)
        except DirectoryError:
            if self._answers:
                log.warning(AWAY)
            self._answers = False
        else:
            self._answers = True

    async def user(self, token: str) -> str | None:
        """Who holds a token of the hub's; None when it is good no more, or not for us."""
        try:
            asked = self.hub.user_for_token(token, sync=False)
            model = await asyncio.wait_for(asked, PATIENCE_SECONDS)
        except (web.HTTPError, ClientError, TimeoutError, ValueError) as error:
            raise DirectoryError(AWAY) from error
        if model is None or not self.hub.check_scopes(self.hub.access_scopes, model):
            return None
        return str(model["name"])

    async def _end(self, session: str) -> None:
        self._tokens.pop(session, None)
        await asyncio.to_thread(self.sessions.end, session, self.settings.clock())


class SignIn(Threshold):
    """Leads to the hub, with a state and a proof that only this browser can bring back."""

    async def let_in(self) -> None:
        """Go and be signed in."""
        hub = _of(self).hub
        state = secrets.token_urlsafe(24)
        verifier, challenge, method = hub.generate_pkce_code_challenge()
        kept = json.dumps({"state": state, "verifier": verifier, "next": self.next})
        self.set_signed_cookie(
            _cookie(state),
            kept,
            expires_days=STATE_DAYS,
            path=self.base_url,
            httponly=True,
            samesite="Lax",
            secure=self.door.settings.secure,
        )
        proof = {"code_challenge": challenge, "code_challenge_method": method}
        self.redirect(url_concat(hub.login_url, {"state": state, **proof}))


class Return(Threshold):
    """Whoever comes back from the hub brings a code, which it tells us whose it is."""

    @allow_unauthenticated
    async def get(self) -> None:
        state, code = self.get_argument("state", ""), self.get_argument("code", "")
        kept = json.loads(self.get_signed_cookie(_cookie(state)) or "{}")
        if not code or not kept or not secrets.compare_digest(kept["state"], state):
            self._failed()
            return
        self.clear_cookie(_cookie(state), path=self.base_url)
        door = _of(self)
        token = await self._token(door, code, kept["verifier"])
        name = await door.user(token) if token else None
        if name is None:
            self._failed()
        else:
            await self.come_in(name, token, local_path(kept["next"], self.base_url))

    async def _token(self, door: HubDoor, code: str, verifier: str) -> str:
        """The hub's token for a code; empty when it takes it for no code of ours."""
        try:
            asked = door.hub.token_for_code(code, code_verifier=verifier, sync=False)
            return str(await asyncio.wait_for(asked, PATIENCE_SECONDS))
        except (web.HTTPError, ClientError, TimeoutError, ValueError):
            return ""

    def _failed(self) -> None:
        title, words = FAILED
        self.tell(title, [words], "Try again", 403)


def _of(threshold: Threshold) -> HubDoor:
    if not isinstance(threshold.directory, HubDoor):
        raise web.HTTPError(404)
    return threshold.directory


def _cookie(state: str) -> str:
    # One for each way to the hub, so that two tabs can be on it at one time.
    return f"{STATE}-{''.join(filter(str.isalnum, state))[:8]}"


def _hub() -> HubOAuth:
    """The hub, as it describes itself to its services; WorkbookError where it does not."""
    names = (f"JUPYTERHUB_{name}" for name in NEEDED)
    if missing := [name for name in names if not os.environ.get(name)]:
        raise WorkbookError(
            "PLGWORK_DOOR=directory: either name a file in PLGWORK_PROXY_SECRET_FILE, for a proxy "
            "that signs people in, or start the workbook as a service of a JupyterHub. Of what a "
            f"hub tells its services, this is missing: {', '.join(missing)}."
        )
    return HubOAuth(cache_max_age=BELIEVED_SECONDS)
