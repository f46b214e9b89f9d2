"""A real nginx in front of two servers, with the very files that a school is given.

Only what each school puts in itself is put in: its name, its certificate, its servers' addresses.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import means
from tests.browser.serving import free_port

SHIPPED = Path(__file__).parents[2] / "deploy" / "nginx"
ADDRESSES = ("10.0.0.11:8866", "10.0.0.12:8866")
NAME = "localhost"
PATIENCE = 30
AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/conf.d/*.conf;
}}
"""


def address(port: int) -> str:
    """Where people's browsers find what nginx listens for at a port."""
    return f"https://{NAME}:{port}"


@contextmanager
def proxy(folder: Path, port: int, servers: Sequence[str]) -> Iterator[Path]:
    """nginx at this port, in front of servers at these addresses; the folder it writes to."""
    _set_up(folder, port, servers)
    command = [str(means.nginx()), "-e", str(folder / "error.log")]
    command += ["-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t", "-q"], check=True)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_until_listening(process, folder)
        yield folder
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _set_up(folder: Path, port: int, servers: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _certificate(folder)
    (folder / "conf.d").mkdir()
    user = "user root;" if means.is_root() else ""  # the folder is its owner's alone
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    own = {
        "plg.school.example": NAME,
        "/etc/ssl/localhost.pem": f"{folder}/localhost.pem",
        "/etc/ssl/private/localhost.key": f"{folder}/localhost.key",
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        **dict(zip(ADDRESSES, servers, strict=True)),
        **{re.escape(one): re.escape(its) for one, its in zip(ADDRESSES, servers, strict=True)},
    }
    for shipped in SHIPPED.glob("*.conf"):
        text = shipped.read_text(encoding="utf-8")
        for ours, theirs in own.items():
            text = text.replace(ours, theirs)
        (folder / "conf.d" / shipped.name).write_text(text)


def _certificate(folder: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        raise means.MissingMeansError(
            "The tests of several servers need openssl, to make a certificate. Install it "
            "(Debian: apt-get install openssl)."
        )
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", f"{folder}/localhost.key", "-out", f"{folder}/localhost.pem"]
    named = ["-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([openssl, *made, *files, *named], check=True, capture_output=True)


def _wait_until_listening(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    while not (folder / "nginx.pid").exists():  # written once it listens
        try:
            process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        raise RuntimeError(f"nginx ended: {(folder / 'error.log').read_text()}")
