"""The directory door by a header: whom a proxy names, and who only says so."""

import http.client
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from plgwork.server.doors.directory.header import SECRET
from plgwork.store import Store
from tests.browser import oak
from tests.browser.conftest import Serve
from tests.browser.looking import Answer, kernels
from tests.browser.oak import MOMENT, account
from tests.browser.serving import Served, ServerDiedError, serving

SHARED = "a secret of two that is long enough"
NAME = "X-Remote-User"
ANA, BEN, MIA = account("ana"), account("ben"), account("mia")
Sent = list[tuple[str, str]]


def settings(data: Path, secret: str = SHARED, mode: int = 0o600) -> dict[str, str]:
    """What makes the door one by a header."""
    file = data / "proxy-secret"
    file.write_text(f"{secret}\n", encoding="utf-8")
    file.chmod(mode)
    return {"door": "directory", "proxy_secret_file": str(file)}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real school that nobody has joined yet, behind a proxy that signs people in."""
    data = tmp_path_factory.mktemp("header")
    oak.real_school(data, ())
    with serving(data, demo=False, **settings(data)) as server:
        yield server


@dataclass
class Sender:
    """Sends what a proxy would, or whoever would like to be taken for one."""

    served: Served
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, *sent: tuple[str, str]) -> Answer:
        """Ask for an address with these headers, each as often as it stands here."""
        return self.ask("GET", path, list(sent))

    def ask(self, method: str, path: str, sent: Sent) -> Answer:
        """Send one request, and take the cookies that come back."""
        address = urlsplit(self.served.url)
        line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        try:
            line.putrequest(method, f"/{path}")
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            token = ("X-XSRFToken", self.cookies.get("_xsrf", ""))
            for name, value in [*sent, ("Cookie", cookies), token, ("Content-Length", "0")]:
                line.putheader(name, value.encode())
            line.endheaders()
            answer = line.getresponse()
            self._take(answer.headers.get_all("Set-Cookie") or [])
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read().decode())
        finally:
            line.close()

    def _take(self, offered: list[str]) -> None:
        for one in offered:
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value

    def come_in(self, name: str) -> "Sender":
        """Be let in as the proxy does it."""
        assert self.get("sign-in", *proxy(name)).leads_to == "/"
        return self


def proxy(name: str | None = None, secret: str = SHARED) -> Sent:
    """What the proxy adds to a request of somebody's; of nobody's, the secret alone."""
    return [(SECRET, secret), *([(NAME, name)] if name is not None else [])]


def who(answer: Answer) -> str:
    """Who the frame says is here."""
    found = re.search(r'data-visitor="([^"]*)"', answer.text)
    return found[1] if found else ""


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param([], id="nothing"),
        pytest.param([(NAME, ANA)], id="a name alone"),
        pytest.param(proxy(ANA, "a secret of two that is long enouGh"), id="another secret"),
        pytest.param(proxy(ANA, SHARED[:-1]), id="a part of it"),
        pytest.param(proxy(ANA, ""), id="an empty one"),
        pytest.param([*proxy(ANA), (SECRET, SHARED)], id="it twice"),
        pytest.param([(SECRET, "no"), *proxy(ANA)], id="another before it"),
        pytest.param([*proxy(ANA), (NAME, BEN)], id="two names"),
        pytest.param([*proxy(ANA), (NAME, ANA)], id="a name twice"),
        pytest.param([*proxy(ANA), (NAME.lower(), BEN)], id="two names in two spellings"),
    ],
)
@pytest.mark.parametrize("path", ["sign-in", "home", "account", "no-such-page", "n/ABCD-EFGH"])
def test_what_is_not_the_proxys_is_refused_whomever_it_names(
    served: Served, sent: Sent, path: str
) -> None:
    answer = Sender(served).get(path, *sent)

    assert answer.status == 403
    assert "answers only the proxy" in answer.text
    assert "set-cookie" not in answer.headers


def test_whoever_has_a_session_and_comes_past_the_proxy_is_refused(served: Served) -> None:
    ana = Sender(served).come_in(ANA)

    assert ana.get("account").status == 403
    assert ana.get("account", (NAME, ANA)).status == 403
    assert who(ana.get("account", *proxy(ANA))) == "ana"


@pytest.mark.parametrize("name", [ANA, f"  {ANA.upper()}  ", "Ana@Oak.Example"])
def test_whoever_is_named_comes_in_however_the_name_is_spelled(served: Served, name: str) -> None:
    ana = Sender(served).come_in(name)

    assert who(ana.get("account", *proxy(name))) == "ana"


@pytest.mark.parametrize("name", [None, "", "   "])
def test_where_nobody_is_named_nobody_comes_in(served: Served, name: str | None) -> None:
    answer = Sender(served).get("sign-in", *proxy(name))

    assert answer.status == 403
    assert "did not say who you are" in answer.text
    assert Sender(served).get("home", *proxy(name)).leads_to.startswith("/sign-in?next=")


@pytest.mark.parametrize(
    "name", ["zoe@elsewhere.example", "ana", f"{ANA},{BEN}", f"{ANA} {BEN}", "<b>zoë</b>", "%00"]
)
def test_whom_the_school_does_not_know_is_told_what_to_do(served: Served, name: str) -> None:
    answer = Sender(served).get("sign-in", *proxy(name))

    assert answer.status == 403
    assert "You cannot come in yet" in answer.text
    assert "Ask a steward of your school to enter you" in answer.text
    assert "<b>zo" not in answer.text


def test_a_session_is_worth_nothing_once_the_proxy_names_somebody_else(served: Served) -> None:
    browser = Sender(served).come_in(ANA)

    for name in (BEN, None, ""):
        assert browser.get("account", *proxy(name)).leads_to.startswith("/sign-in?next=")
    browser.come_in(BEN)

    assert who(browser.get("account", *proxy(BEN))) == "ben"


def test_whoever_comes_in_by_a_browser_ends_the_session_of_whoever_used_it_before(
    served: Served,
) -> None:
    browser = Sender(served).come_in(ANA)
    of_ana = dict(browser.cookies)

    browser.come_in(BEN)
    browser.cookies = of_ana

    assert browser.get("account", *proxy(ANA)).leads_to.startswith("/sign-in?next=")


def test_a_name_in_letters_of_all_the_world_is_read(served: Served) -> None:
    store = Store.open(oak.sqlite(served.data))
    store.directory.name({"lee": "zoë@oak.example"}, MOMENT)
    store.close()

    lee = Sender(served).come_in("Zoë@oak.example")

    assert who(lee.get("account", *proxy("Zoë@oak.example"))) == "lee"


def test_signing_out_ends_the_session_and_lets_nobody_in_before_they_ask(served: Served) -> None:
    mia = Sender(served).come_in(MIA)
    mia.get("account", *proxy(MIA))
    before = dict(mia.cookies)

    out = mia.ask("POST", "sign-out", proxy(MIA))
    page = mia.get(out.leads_to.lstrip("/"), *proxy(MIA))

    assert page.status == 200
    assert "You are signed out" in page.text
    assert who(page) == ""
    mia.cookies = before
    assert mia.get("account", *proxy(MIA)).leads_to.startswith("/sign-in?next=")


def test_whoever_the_school_ends_is_out_with_their_next_request(served: Served) -> None:
    cora = Sender(served).come_in(account("cora"))
    store = Store.open(oak.sqlite(served.data))
    store.office.leave("oak", "cora", MOMENT.date() - timedelta(days=1), MOMENT)
    store.close()

    assert cora.get("account", *proxy(account("cora"))).status == 302
    answer = cora.get("sign-in", *proxy(account("cora")))
    assert answer.status == 403
    assert "You have no role at this school any more" in answer.text


def test_whoever_idles_is_signed_out_and_their_page_ends(serve: Serve, tmp_path: Path) -> None:
    oak.real_school(tmp_path, ())
    served = serve(data=tmp_path, demo=False, **settings(tmp_path))
    ana = Sender(served).come_in(ANA)
    ana.get("home", *proxy(ANA))
    open_pages = kernels(served)

    with closing(sqlite3.connect(tmp_path / oak.FILE)) as database, database:
        idle = (MOMENT - timedelta(minutes=61)).strftime("%Y-%m-%d %H:%M:%S.%f")
        database.execute("UPDATE sessions SET seen_at = ?", [idle])

    assert open_pages
    assert psutil.wait_procs(open_pages, timeout=120)[1] == []
    assert ana.get("home", *proxy(ANA)).leads_to.startswith("/sign-in?next=")


def test_stewards_read_that_nobody_needs_an_invitation_and_nobody_is_offered_a_password(
    served: Served,
) -> None:
    sam = Sender(served).come_in(account("sam"))

    invitations = sam.get("invitations", *proxy(account("sam")))
    own = sam.get("account", *proxy(account("sam")))

    assert "Nobody needs an invitation here" in invitations.text
    assert sam.get("record", *proxy(account("sam"))).status == 200
    assert "Password" not in own.text
    assert "recovery code" not in own.text
    for path in ("join", "recover"):
        assert sam.get(path, *proxy(account("sam"))).status == 404


def test_machines_ask_whether_it_is_well_without_the_secret(served: Served) -> None:
    anybody = Sender(served)

    assert anybody.get("health").status == 200
    assert anybody.get("ready").text == "ready\n"


def test_with_proxies_named_the_secret_alone_is_not_enough(serve: Serve, tmp_path: Path) -> None:
    oak.real_school(tmp_path, ())
    served = serve(data=tmp_path, demo=False, proxies="10.1.2.3", **settings(tmp_path))

    assert Sender(served).get("sign-in", *proxy(ANA)).status == 403


def test_another_header_is_believed_where_it_is_set_and_the_usual_one_is_not(
    serve: Serve, tmp_path: Path
) -> None:
    oak.real_school(tmp_path, ())
    header = {"user_header": "X-Forwarded-Email", "proxies": "127.0.0.1"}
    served = serve(data=tmp_path, demo=False, **header, **settings(tmp_path))

    named = Sender(served).get("sign-in", (SECRET, SHARED), ("X-Forwarded-Email", ANA), (NAME, BEN))
    usual = Sender(served).get("sign-in", *proxy(ANA))

    assert (named.status, usual.status) == (302, 403)


@pytest.mark.parametrize(
    ("secret", "mode", "says"),
    [
        ("short", 0o600, "write at least 32 characters"),
        (SHARED, 0o644, "everybody on this machine can read"),
    ],
)
def test_a_secret_that_is_none_is_refused_at_the_start(
    tmp_path: Path, secret: str, mode: int, says: str
) -> None:
    oak.real_school(tmp_path, ())

    with (
        pytest.raises(ServerDiedError, match=f"PLGWORK_PROXY_SECRET_FILE: {says}"),
        serving(tmp_path, demo=False, **settings(tmp_path, secret, mode)),
    ):
        pass


def test_a_door_that_nobody_could_come_in_by_is_refused_at_the_start(tmp_path: Path) -> None:
    oak.real_school(tmp_path, ())
    nowhere = {"door": "directory", "proxy_secret_file": str(tmp_path / "nowhere")}

    with (
        pytest.raises(ServerDiedError, match="nowhere cannot be read"),
        serving(tmp_path, demo=False, **nowhere),
    ):
        pass
    with (
        pytest.raises(ServerDiedError, match="this is missing: JUPYTERHUB_API_TOKEN"),
        serving(tmp_path, demo=False, door="directory"),
    ):
        pass
    with (
        pytest.raises(ServerDiedError, match="PLGWORK_DOOR: input should be"),
        serving(tmp_path, demo=False, door="cellar"),
    ):
        pass
