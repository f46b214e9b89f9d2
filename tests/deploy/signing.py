"""A real nginx that signs people in and names them to the workbook, as a school's own would."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from plgwork.server.doors.directory.header import SECRET
from tests.browser.serving import NOW, Served, free_port, serving
from tests.means import MissingMeansError

SHARED = "a secret of two that is long enough"
PASSWORD = "one door for the whole school"
PATIENCE = 30
CONFIG = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        auth_basic "Oak Street School";
        auth_basic_user_file {folder}/people;
        location / {{
            proxy_pass {workbook};
            proxy_http_version 1.1;
            proxy_buffering off;
            proxy_set_header Host $http_host;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Authorization "";
            proxy_set_header X-Remote-User $remote_user;
            proxy_set_header {header} "{secret}";
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Signing:
    """A workbook behind nginx: where people find it, and where it is past that."""

    workbook: Served
    past_the_proxy: Served


@contextmanager
def signing(data: Path, people: list[str]) -> Iterator[Signing]:
    """Serve a data folder behind an nginx at which these people can sign in."""
    secret, port = data / "proxy-secret", free_port()
    secret.touch(mode=0o600)
    secret.write_text(SHARED, encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    door = {"door": "directory", "proxy_secret_file": str(secret), "proxies": "127.0.0.1"}
    with serving(data, demo=False, address=f"{url}/", **door) as served:
        folder = data / "nginx"
        folder.mkdir(mode=0o700)
        names = "".join(f"{one}:{{PLAIN}}{PASSWORD}\n" for one in people)
        (folder / "people").write_text(names, encoding="utf-8")
        places = {"folder": folder, "port": port, "workbook": served.url}
        # Where root starts it, its workers would be somebody who may not read the folder.
        user = "user root;" if os.geteuid() == 0 else ""
        config = CONFIG.format(**places, header=SECRET, secret=SHARED, user=user)
        (folder / "nginx.conf").write_text(config, encoding="utf-8")
        with _nginx(folder, port):
            yield Signing(Served(url, data, NOW, served.log), served)


@contextmanager
def _nginx(folder: Path, port: int) -> Iterator[None]:
    command = [_program(), "-e", str(folder / "error.log"), "-p", str(folder)]
    process = subprocess.Popen(
        [*command, "-c", str(folder / "nginx.conf")],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_listening(process, folder, port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _program() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found:
        return found
    raise MissingMeansError("The tests need nginx. Install it (Debian: apt-get install nginx).")


def _wait_until_listening(process: "subprocess.Popen[bytes]", folder: Path, port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            break
    said = (folder / "error.log").read_text(encoding="utf-8")
    raise AssertionError(f"nginx did not come up. It said:\n{said}")
