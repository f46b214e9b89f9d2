"""A real JupyterHub, with its own proxy in front, and the workbook as one of its services."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil

from tests.browser import oak
from tests.browser.serving import COMMAND, NOW, Served, end, environment, free_port
from tests.means import MissingMeansError

PROXY = "configurable-http-proxy"
VERSION = "5.3.0"
OWN = Path(__file__).parents[2] / ".proxy"
PASSWORD = "one door for the whole school"
KEY = "a-key-of-the-tests-alone"
PATIENCE = 120
CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{inner}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/hub-cookie-secret"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.services = [
    dict(
        name="plgwork",
        url="http://127.0.0.1:{service}",
        command={command!r},
        environment={environment!r},
        oauth_no_confirm=True,
    ),
    dict(name="caretaker", api_token={key!r}),
]
c.JupyterHub.load_roles = [
    dict(name="caretaker", scopes=["admin:users", "tokens"], services=["caretaker"]),
    dict(name="user", scopes=["self", "access:services!service=plgwork"]),
]
"""


@dataclass(frozen=True)
class Hub:
    """A running hub: where people find the workbook by it, and where it is without it."""

    url: str
    inner: str
    workbook: Served
    past_the_hub: Served
    process: psutil.Process

    def revoke(self, name: str) -> None:
        """Revoke every token that the hub gave for somebody."""
        for token in self._ask("GET", f"users/{name}/tokens")["api_tokens"]:
            self._ask("DELETE", f"users/{name}/tokens/{token['id']}")

    def _ask(self, method: str, path: str) -> Any:
        headers = {"Authorization": f"token {KEY}"}
        asked = Request(f"{self.inner}/hub/api/{path}", method=method, headers=headers)
        with urlopen(asked, timeout=30) as answer:
            return json.loads(answer.read() or "{}")


@cache
def proxy() -> str:
    """The hub's own proxy: from the system, else from npm into a folder of the tests' own."""
    if found := shutil.which(PROXY):
        return found
    program = OWN / "node_modules" / ".bin" / PROXY
    if not program.exists() and (npm := shutil.which("npm")):
        wanted = [f"{PROXY}@{VERSION}", "--prefix", str(OWN), "--no-audit", "--no-fund"]
        subprocess.run([npm, "install", "--silent", *wanted], check=False, timeout=900)
    if program.exists():
        return str(program)
    raise MissingMeansError(
        f"The tests need {PROXY}, which JupyterHub runs on, and it could not be installed. "
        f"Install Node.js with npm, or run: npm install -g {PROXY}"
    )


@contextmanager
def hub(data: Path) -> Iterator[Hub]:
    """A hub that serves the workbook of this data folder."""
    ports = {name: free_port() for name in ("port", "inner", "api", "service")}
    url = f"http://127.0.0.1:{ports['port']}"
    log = data / "server.log"
    config = data / "jupyterhub_config.py"
    command = [*COMMAND, "serve", "--port", str(ports["service"])]
    own = environment(data, NOW, door="directory", address=f"{url}/services/plgwork/")
    told = {"folder": data, "proxy": [proxy()], "password": PASSWORD, "key": KEY}
    settings = {name: value for name, value in own.items() if name.startswith(("PLG", "JUPYTER_"))}
    config.write_text(
        CONFIG.format(**ports, **told, command=command, environment=settings), encoding="utf-8"
    )
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=data,
            env=own,
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    inner = f"http://127.0.0.1:{ports['inner']}"
    workbook = Served(f"{url}/services/plgwork", data, NOW, log)
    past = Served(f"http://127.0.0.1:{ports['service']}", data, NOW, log)
    try:
        _wait_until_up(process, workbook)
        yield Hub(url, inner, workbook, past, psutil.Process(process.pid))
    finally:
        end(process)


def school(data: Path) -> None:
    """A real school that nobody has joined yet."""
    oak.real_school(data, ())


def _wait_until_up(process: "subprocess.Popen[bytes]", workbook: Served) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(f"{workbook.url}/ready"):
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            if time.monotonic() < deadline:
                continue
        raise AssertionError(f"The hub did not come up. It said:\n{workbook.said()}")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.read() == b"ready\n")
    except (URLError, OSError):
        return False
