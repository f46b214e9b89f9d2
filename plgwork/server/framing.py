"""The frame around every page, and the headers it is sent with. Knows no page's content."""

import secrets
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from markupsafe import Markup
from nbformat import NotebookNode

from plgwork.errors import DirectoryError, StoreError, WorkbookError
from plgwork.models.content import Cover
from plgwork.models.people import Person
from plgwork.server import assets
from plgwork.server.doors import Door, Visitor, local_path, main_role
from plgwork.server.navigation import Navigation, Page
from plgwork.server.storyboard import sections

FOLDER = Path(__file__).parent / "frame"

# For whatever is not a page: nothing in it may run.
CLOSED = "default-src 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": CLOSED,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAID = {
    400: ("That did not arrive", "Go back, reload the page, and try once more."),
    403: ("This page is not open to you", "Nothing was changed."),
    404: ("There is no such page", "The address may be mistyped, or the page was renamed."),
    405: ("That did not arrive", "Go back, reload the page, and try once more."),
    503: (
        "Every seat is taken",
        "As many pages are open as this server holds. Close one you no longer need, "
        "or try again in a few minutes. What was not saved yet is kept in this tab.",
    ),
}
NO_DATABASE = "The workbook cannot reach its database"
NO_DIRECTORY = "The workbook cannot ask who you are"
BROKEN = (
    "Something went wrong here",
    "What was saved is safe, and what was not saved yet is kept in this tab. "
    "Reload the page in a minute, please.",
)


def policy(nonce: str) -> str:
    """What a page may load and run: ours, and scripts that carry this visit's nonce."""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "form-action 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


class Frame:
    """Draws pages: the templates, and what stands in every one of them."""

    def __init__(self, navigation: Navigation, cover: Cover, base_url: str, door: Door) -> None:
        self.navigation = navigation
        self.cover = cover
        self.base_url = base_url
        self.door = door
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True
        )

    def draw(self, template: str, **context: Any) -> str:
        """A page of the server's own."""
        return self._templates.get_template(template).render(**context)

    def around(self, person: Person | None, page: Page | None) -> dict[str, Any]:
        """What the frame shows to this person around this page."""
        return {
            "base_url": self.base_url,
            "cover": self.cover.model_dump(),
            "door": self._door(),
            "assets": url_path_join(self.base_url, "assets", assets.tag()),
            "pages": self._links(person, page) if person else [],
            "visitor": _named(person) if person else None,
            "page": page.model_dump() | {"waiting": page.waiting} if page else None,
        }

    def address(self, page: str) -> str:
        """The short address of a page."""
        return url_path_join(self.base_url, page)

    def _door(self) -> dict[str, str]:
        door = self.door
        ways = {"entrance": door.entrance, "own": door.own, "leave": door.leave}
        addresses = {name: self.address(way) for name, way in ways.items()}
        addresses["notice"] = door.notice
        return addresses | {f"{name}_words": words for name, words in asdict(door.words).items()}

    def _links(self, person: Person, current: Page | None) -> list[dict[str, Any]]:
        return [
            {"nav": page.nav, "href": self.address(page.name), "current": page == current}
            for page in self.navigation.open_to(person)
        ]


def _named(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "role": main_role(person).value}


class Framed(JupyterHandler):
    """A handler whose answers, and whose refusals, are pages in the frame."""

    page: Page | None = None

    @cached_property
    def nonce(self) -> str:
        """What the scripts of this answer carry, and of no other."""
        return secrets.token_urlsafe(18)

    @property
    def content_security_policy(self) -> str:
        """Scripts by this answer's nonce."""
        return policy(self.nonce)

    @property
    def frame(self) -> Frame:
        """The frame all pages share."""
        frame: Frame = self.settings["frame"]
        return frame

    @property
    def person(self) -> Person | None:
        """Who is here."""
        # An error can come before anybody was asked who they are.
        user = getattr(self, "_jupyter_current_user", None)
        return user.person if isinstance(user, Visitor) else None

    def context(self) -> dict[str, Any]:
        """What the templates need to draw the frame around this answer."""
        own = {"nonce": self.nonce, "xsrf": Markup(self.xsrf_form_html())}
        return self.frame.around(self.person, self.page) | own

    def draw(self, template: str, title: str, **context: Any) -> None:
        """Answer with one of the server's own pages."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        context |= {"frame": self.context(), "title": title}
        self.finish(self.frame.draw(template, **context))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in words what is the matter."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, StoreError | DirectoryError):
            self.set_status(503)
            self.set_header("Retry-After", "30")
            title = NO_DATABASE if isinstance(error, StoreError) else NO_DIRECTORY
            self.draw("message.html.j2", title, words=self._undone(error), again=self._again())
            return
        title, words = SAID.get(status_code, BROKEN)
        reason = getattr(kwargs.get("exc_info", (None, None))[1], "log_message", None)
        said = reason if status_code == 403 and reason else words
        self.draw("message.html.j2", title, words=said)

    def _undone(self, error: WorkbookError) -> str:
        asked = self.request.method == "POST"
        return f"{error} What you just asked for is not done yet." if asked else str(error)

    def _again(self) -> str:
        """Where whoever came here tries once more; nobody is led to sign in who may be."""
        asked = self.request.uri if self.request.method == "GET" else None
        return local_path(asked or "", self.base_url)


def stage(handler: Framed, notebook: NotebookNode, cwd: str) -> None:
    """Lay out a notebook before its kernel starts: Voilà's ``prelaunch_hook``."""
    notebook.metadata["frame"] = handler.context()
    notebook.metadata["sections"] = [asdict(section) for section in sections(notebook)]
