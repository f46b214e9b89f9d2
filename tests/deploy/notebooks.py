"""A real Jupyter server of its own, and a browser that looks at it."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.serving import Served, end, free_port, wait_until_up

TOKEN = "a-token-for-this-test"
PATIENCE = 180_000  # milliseconds; JupyterLab and a first kernel take their time


@dataclass(frozen=True)
class Jupyter:
    """A running Jupyter server: where it is, and how one is let in."""

    url: str
    base_url: str

    def address(self, path: str) -> str:
        """A page of it, for whoever holds the token."""
        return f"{self.url}{self.base_url}{path}?token={TOKEN}"


@contextmanager
def jupyter(
    command: Sequence[str], folder: Path, base_url: str = "/", **settings: str
) -> Iterator[Jupyter]:
    """Start a Jupyter server with its own folders, wait for it, and end what it started."""
    port = free_port()
    options = {
        "ServerApp.port": port,
        "ServerApp.base_url": base_url,
        "IdentityProvider.token": TOKEN,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "ServerApp.allow_unauthenticated_access": True,
    }
    served = Served(f"http://127.0.0.1:{port}", folder, "", folder / "jupyter.log")
    with served.log.open("ab") as log:
        process = subprocess.Popen(
            [*command, *(f"--{name}={value}" for name, value in options.items())],
            env=_environment(folder, settings),
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        wait_until_up(process, served, base_url, "/api")
        yield Jupyter(served.url, base_url)
    finally:
        end(process)


def _environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLGWORK_")}
    own = {
        f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    return kept | own | {"IPYTHONDIR": str(folder / "ipython")} | dict(settings)
