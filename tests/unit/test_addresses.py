"""Where a request comes from: past the proxies that are known, and past no others."""

from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from plgwork.server.doors.accounts import AccountsDoor
from plgwork.settings import Settings
from plgwork.store import Store


class Line:
    """The connection of a request, as tornado has it."""

    def __init__(self, remote_ip: str) -> None:
        self.context = self
        self.remote_ip = remote_ip
        self.protocol = "http"


def came(tmp_path: Path, peer: str, forwarded: str, proxies: str = "127.0.0.1,10.0.0.0/8") -> str:
    store = Store.in_memory()
    door = AccountsDoor(Settings(data=tmp_path, proxies=proxies), store)
    named = {"X-Forwarded-For": forwarded} if forwarded else {}
    headers = HTTPHeaders({"Host": "127.0.0.1"} | named)
    request = HTTPServerRequest(
        start_line=RequestStartLine("GET", "/", "HTTP/1.1"),
        headers=headers,
        connection=Line(peer),  # type: ignore[arg-type]  # all that an address needs
    )
    store.close()
    return door.address(request)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1:5001", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("::ffff:203.0.113.9", "", "203.0.113.9"),
        ("2001:db8::1", "", "2001:db8::/64"),
        ("127.0.0.1", "[2001:db8:0:0:1::5]:443", "2001:db8::/64"),
    ],
)
def test_where_it_came_from(tmp_path: Path, peer: str, forwarded: str, address: str) -> None:
    assert came(tmp_path, peer, forwarded) == address


@pytest.mark.parametrize("address", ["plg.school.example", "ftp://plg.school.example", "https://"])
def test_an_address_that_is_not_whole_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="write it whole"):
        Settings(address=address)


@pytest.mark.parametrize("address", ["https://plg.example", "HTTPS://plg.example/workbook/"])
def test_an_address_with_tls_is_known_however_it_is_written(address: str) -> None:
    assert Settings(address=address).secure
