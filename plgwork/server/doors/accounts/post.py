"""Links by e-mail, where the school has a server for that. Nothing else is ever sent."""

import asyncio
import logging
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from plgwork.models.accounts import Link, Purpose
from plgwork.settings import Settings

TIMEOUT = 20
# Of its own: a server for mail that does not answer must hold up nothing else.
SENDING = ThreadPoolExecutor(1, "mail")
log = logging.getLogger(__name__)

TEXTS = {
    Purpose.INVITATION: (
        "Your invitation to the PLG Workbook",
        "Hello {person},\n\n"
        "you are invited to the PLG Workbook of your school. Open this address and choose a "
        "password:\n\n{address}\n\n"
        "It works once, until {until}. You sign in as {account}.\n",
    ),
    Purpose.RESET: (
        "A new password for the PLG Workbook",
        "Hello {person},\n\n"
        "with this address you choose a new password for the PLG Workbook:\n\n{address}\n\n"
        "It works once, until {until}. If you did not ask for it, tell whoever looks after the "
        "workbook at your school.\n",
    ),
}


class Post:
    """A server for mail, as PLGWORK_SMTP names it: ``smtp://user:password@host:587``."""

    def __init__(self, settings: Settings) -> None:
        address = urlsplit(settings.smtp)
        self._host, self._port = address.hostname or "localhost", address.port
        self._user, self._password = (
            unquote(address.username or ""),
            unquote(address.password or ""),
        )
        self._tls = address.scheme == "smtps"
        self._sender = settings.mail_from or f"plg-workbook@{self._host}"
        self._sending: set[asyncio.Task[None]] = set()

    def send_later(self, link: Link, address: str) -> None:
        """Send beside everything else: how long it takes tells nobody whether it was sent."""
        task = asyncio.create_task(self._send(link, address))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, link: Link, address: str) -> None:
        try:
            message = written(link, address, self._sender)
            await asyncio.get_running_loop().run_in_executor(SENDING, self._deliver, message)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            log.error("A mail could not be sent: %s", type(error).__name__)

    def _deliver(self, message: EmailMessage) -> None:
        context = ssl.create_default_context()
        with self._connected(context) as server:
            if not self._tls and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            if self._user:
                server.login(self._user, self._password)
            server.send_message(message)

    def _connected(self, context: ssl.SSLContext) -> smtplib.SMTP:
        if self._tls:
            secure = smtplib.SMTP_SSL(
                self._host, self._port or 465, timeout=TIMEOUT, context=context
            )
            secure.ehlo()
            return secure
        plain = smtplib.SMTP(self._host, self._port or 587, timeout=TIMEOUT)
        plain.ehlo()
        return plain


def written(link: Link, address: str, sender: str) -> EmailMessage:
    """The mail that brings somebody their link."""
    subject, text = TEXTS[link.purpose]
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, sender, link.account
    until = f"{link.expires_at:%d %B %Y, %H:%M} UTC"
    message.set_content(
        text.format(person=link.person, address=address, until=until, account=link.account)
    )
    return message
