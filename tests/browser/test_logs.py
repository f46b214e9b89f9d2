"""Whatever happens, the log says where; nothing that anybody wrote, searched or typed is in it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from plgwork.pages.guard import STILL_THERE
from tests.browser import oak
from tests.browser.conftest import PageFor, Serve
from tests.browser.looking import Caller, kernel_of
from tests.browser.oak import account, password, sign_in
from tests.browser.reflecting import field, first_card, open_page, write
from tests.browser.serving import Served, free_port
from tests.soak.databases import Away

TYPED, SEARCHED, NAMED = "zebrafinch typed", "zebrafinch searched", "zebrafinch@named.example"
GUESSED, BROKEN, CALLED = "zebrafinch guessed", "zebrafinch broken", "zebrafinch-called"


def in_a_broken_database(served: Served) -> None:
    """Put words where a page expects something else, so that what fails quotes them."""
    with closing(sqlite3.connect(served.data / oak.FILE)) as connection:
        connection.execute("UPDATE entries SET kind = ?", (BROKEN,))
        connection.commit()


def go_wrong(served: Served) -> None:
    """Everything that an operator would like to know of, with words in all of it."""
    somebody, ana = Caller(served), Caller(served)
    somebody.get("sign-in")
    for name, secret in ((NAMED, GUESSED), (account("ana"), GUESSED)):
        assert somebody.post("sign-in", {"name": name, "password": secret}).status == 403
    somebody.get(f"recover?code={quote(GUESSED)}")
    somebody.get(f"n/{CALLED[:8]}")
    ana.get("sign-in")
    ana.post("sign-in", {"name": account("ana"), "password": password("ana")})
    ana.get(f"no-such-{CALLED}")
    ana.get(f"year?search={quote(SEARCHED)}")
    away = Away(served.data / oak.FILE)
    away.strike()
    assert ana.get(f"home?search={quote(SEARCHED)}").status == 503
    assert ana.post("account", {"what": "password", "password": GUESSED}).status == 503
    away.mend()
    in_a_broken_database(served)
    assert ana.get(f"reflection?search={quote(SEARCHED)}").status == 200


@pytest.mark.parametrize("kind", ["text", "json"])
def test_no_word_of_anybodys_is_in_the_log(
    serve: Serve, page_for: PageFor, tmp_path: Path, kind: str
) -> None:
    oak.real_school(tmp_path, ("ana", "sam"))
    served = serve(data=tmp_path, demo=False, log=kind)
    page = sign_in(page_for(None, at=served), "ana")
    write(first_card(open_page(page, "reflection#write"), "Purpose"), TYPED)

    go_wrong(served)
    field(first_card(page, "Purpose")).fill(f"{TYPED} again")
    expect(page.get_by_text(STILL_THERE)).to_be_visible()

    said = served.said()
    assert "zebrafinch" not in said
    assert account("ana") not in said
    assert "Ana Ruiz" not in said
    assert "A page could not be built" in said
    assert "A callback failed" in said
    assert "/{}" in said
    if kind == "json":
        lines = [json.loads(line) for line in said.splitlines()]
        assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
        failed = next(line for line in lines if line.get("status") == 503)
        assert failed["route"] == "/{}"
        assert failed["seconds"] >= 0
        assert kernel_of(page) in {line.get("kernel") for line in lines}


def test_figures_are_told_at_an_address_of_their_own_and_hold_nobody(
    serve: Serve, page_for: PageFor, tmp_path: Path
) -> None:
    oak.real_school(tmp_path, ("ana",))
    port = free_port()
    served = serve(data=tmp_path, demo=False, metrics_port=port)
    page = sign_in(page_for(None, at=served), "ana")
    expect(page.get_by_role("main")).to_be_visible()
    Caller(served).get(f"no-such-{CALLED}?search={quote(SEARCHED)}")

    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        figures = answer.read().decode()

    assert "plgwork_pages_open 1.0" in figures
    assert "plgwork_pages_most 60.0" in figures
    assert "plgwork_feed_up 1.0" in figures
    assert 'plgwork_start_seconds_count{way="forked"} 1.0' in figures
    assert 'plgwork_requests_total{route="/{}",status="200"} 1.0' in figures
    assert "process_resident_memory_bytes" in figures
    assert "zebrafinch" not in figures
    assert "ana" not in figures
    assert "oak" not in figures
    for path in ("metrics", "health/metrics"):
        assert "plgwork_pages_open" not in Caller(served).get(path).text


def test_a_server_without_a_port_for_them_has_no_figures_and_is_ready_while_its_database_answers(
    serve: Serve, tmp_path: Path
) -> None:
    oak.real_school(tmp_path, ())
    served = serve(data=tmp_path, demo=False)
    anybody, away = Caller(served), Away(tmp_path / oak.FILE)

    well = anybody.get("ready", Host="10.1.2.3")
    away.strike()
    ill = anybody.get("ready")
    away.mend()

    assert (well.status, well.text) == (200, "ready\n")
    assert (ill.status, ill.text) == (503, "The database does not answer just now.\n")
    assert anybody.get("ready").status == 200
    assert anybody.get("health", Host="10.1.2.3").status == 200
    assert anybody.get("home", Host="10.1.2.3").status == 403
