"""One's own account: password, recovery code, what a reset shut, and the record of it."""

from collections.abc import Mapping

from plgwork.server.doors.account import Account, Act
from plgwork.server.doors.accounts.gate import PasswordGate


class OwnAccount(Account, PasswordGate):
    """Besides what every door's has: another password, another recovery code."""

    passwords = True

    def acts(self) -> Mapping[str, Act]:
        """What each form does."""
        return {**super().acts(), "password": self._password, "code": self._code}

    async def _password(self) -> tuple[str, str]:
        change, here = self.store.accounts.change_password, self.visitor.session
        old, new = self.field("password"), self.field("new")
        self.remember(await self.tried(change, self.me.id, old, new, here))
        return "Your password is changed. Every other browser is signed out.", ""

    async def _code(self) -> tuple[str, str]:
        renew = self.store.accounts.renew_code
        made = await self.tried(renew, self.me.id, self.field("password"))
        return "Here is your new recovery code. The old one no longer works.", made
