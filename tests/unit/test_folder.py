"""The server's private folder: gone when its server is, even if that could not tidy up."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plgwork.server.folder import private_folder

HOLDER = """
import sys
from plgwork.server.folder import private_folder
with private_folder(sys.argv[1]) as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(place: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    """Another server's folder, and the process that has it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        yield Path(process.stdout.readline().strip()), process
        process.kill()


def test_nobody_else_can_look_into_it_and_it_goes_with_its_server(tmp_path: Path) -> None:
    with private_folder(str(tmp_path)) as folder:
        assert stat.S_IMODE(Path(folder).stat().st_mode) == 0o700

    assert list(tmp_path.iterdir()) == []


def test_the_next_server_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    with holder(tmp_path) as (left, process):
        (left / "kernel-1.letter").write_text("postgresql://secret@h/n", encoding="utf-8")
        process.kill()
        process.wait()
        assert left.exists()

        with private_folder(str(tmp_path)) as folder:
            assert list(tmp_path.iterdir()) == [Path(folder)]


def test_the_folder_of_a_server_that_runs_is_left_alone(tmp_path: Path) -> None:
    with holder(tmp_path) as (theirs, _), private_folder(str(tmp_path)) as ours:
        assert set(tmp_path.iterdir()) == {theirs, Path(ours)}
        assert (theirs / "lock").exists()


def test_what_no_server_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "plg-notes").mkdir()
    (tmp_path / "plg-notes" / "mine.txt").write_text("Mine.", encoding="utf-8")
    (tmp_path / "plg-file").write_text("Mine, too.", encoding="utf-8")

    with private_folder(str(tmp_path)):
        pass

    assert (tmp_path / "plg-notes" / "mine.txt").exists()
    assert (tmp_path / "plg-file").exists()


def test_a_link_to_what_is_elsewhere_takes_nothing_along(tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "place", tmp_path / "elsewhere"
    place.mkdir()
    elsewhere.mkdir()
    (elsewhere / "lock").touch()
    (place / "plg-link").symlink_to(elsewhere)

    with private_folder(str(place)):
        pass

    assert (elsewhere / "lock").exists()
