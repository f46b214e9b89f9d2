"""The container file: without an engine, its steps are run in a clean folder, one by one."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.serving import free_port

ROOT = Path(__file__).parents[2]
FILE = ROOT / "deploy" / "Containerfile"
# What an image is built from is fetched anew; here what was fetched before will do.
FETCHED_ANEW = "--no-cache-dir "
SECONDS = 60


@dataclass(frozen=True)
class Step:
    """One instruction of a container file."""

    name: str
    words: str


def stages() -> list[list[Step]]:
    """The instructions of each stage."""
    text = re.sub(r"\\\n\s*", "", FILE.read_text(encoding="utf-8"))
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and line[0] != "#"]
    steps = [Step(*line) for line in lines]
    starts = [number for number, step in enumerate(steps) if step.name == "FROM"]
    return [steps[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


def of(stage: list[Step], name: str) -> list[str]:
    """What a stage says by instructions of this name."""
    return [step.words for step in stage if step.name == name]


@dataclass(frozen=True)
class Image:
    """What the first stage made, and how the last one runs it."""

    root: Path

    def here(self, words: str) -> str:
        """The same words, about the places where things are here."""
        return re.sub(r"(?<![\w.])/(opt/workbook|src|data|tmp)\b", rf"{self.root}/\1", words)

    def build(self) -> None:
        """Run every step of the first stage."""
        for place in ("src", "data", "tmp"):
            (self.root / place).mkdir()
        for step in stages()[0]:
            if step.name == "COPY":
                self._copy(*step.words.split())
            elif step.name == "RUN":
                self._run(step.words)

    def _copy(self, *words: str) -> None:
        *sources, target = words
        for source in sources:
            kept = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", source]
            listed = subprocess.run(kept, cwd=ROOT, capture_output=True, text=True, check=True)
            for name in filter(None, listed.stdout.split("\0")):
                place = name if target in ("./", source) else f"{target}/{name}"
                (self.root / "src" / place).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / "src" / place)

    def _run(self, words: str) -> None:
        plain = words.replace(FETCHED_ANEW, "")
        # This Python makes the environment; wherever it lies, it lies there and not in the image.
        made = plain.removeprefix("python -m venv")
        ours = f"{shlex.quote(sys.executable)} -m venv" if made != plain else ""
        command = ["sh", "-ec", ours + self.here(made)]
        done = subprocess.run(
            command, cwd=self.root / "src", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    @property
    def environment(self) -> dict[str, str]:
        """What the last stage sets."""
        pairs = [pair for words in of(stages()[-1], "ENV") for pair in shlex.split(words)]
        return dict(self.here(pair).split("=", 1) for pair in pairs)

    def files(self) -> dict[str, float]:
        """Every file of the root but those that a server may write, and when it was changed."""
        made = (self.root / "opt").rglob("*")
        return {str(path): path.stat().st_mtime for path in made if path.is_file()}


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    """The image's files, in a folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="plg-image-") as name:
        image = Image(Path(name))
        image.build()
        yield image


def run(image: Image, *command: str, **environment: str) -> "subprocess.Popen[str]":
    """Run something in the image's environment, and in no other."""
    return subprocess.Popen(
        command,
        cwd=image.root / "data",
        env=image.environment | {"TMPDIR": str(image.root / "tmp")} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_file_is_written_as_container_files_should_be() -> None:
    command = [shutil.which("hadolint", path=str(Path(sys.executable).parent)) or "hadolint"]
    done = subprocess.run([*command, str(FILE)], capture_output=True, text=True, check=False)

    assert (done.stdout, done.returncode) == ("", 0)


def test_what_is_copied_is_not_kept_out_of_what_is_sent_to_the_builder() -> None:
    let_in = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    copied = [word for words in of(stages()[0], "COPY") for word in words.split()[:-1]]

    assert {f"!{one}" for one in copied} <= set(let_in)


def test_the_server_runs_as_nobody_in_particular_and_says_how_it_is_looked_after() -> None:
    last = stages()[-1]

    assert of(last, "USER") == ["10001:10001"]
    assert len(of(last, "HEALTHCHECK")) == 1
    assert not re.search(r"password|secret|token", FILE.read_text().partition("FROM")[2], re.I)


def test_the_steps_make_a_workbook_that_serves_and_writes_to_two_folders_alone(
    image: Image,
) -> None:
    [entry], [arguments], [health] = (
        of(stages()[-1], name) for name in ("ENTRYPOINT", "CMD", "HEALTHCHECK")
    )
    port = str(free_port())
    before = image.files()
    plgwork = [*_words(entry), *_words(arguments)]
    check = [part.replace("8866", port) for part in _words(health.partition("CMD")[2])]

    demo = run(image, *plgwork, "--demo", PLGWORK_PORT=port, PLGWORK_HOST="127.0.0.1")
    try:
        assert demo.stdout
        while "The PLG Workbook is at" not in (line := demo.stdout.readline()):
            assert line, "the server ended"
        with run(image, *check) as checked:
            assert (checked.communicate(timeout=SECONDS)[0], checked.returncode) == ("", 0)
    finally:
        demo.terminate()
        said = demo.communicate(timeout=SECONDS)[0]

    assert (demo.returncode, said) == (0, "")
    assert image.files() == before


def _words(listed: str) -> list[str]:
    words: list[str] = json.loads(listed)
    return words
