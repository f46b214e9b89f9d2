"""The secret that signs cookies: a server's own, or one that servers share."""

from pathlib import Path

import pytest

from plgwork.errors import WorkbookError
from plgwork.server.cookies import secret
from plgwork.settings import Settings


def test_a_server_makes_a_secret_of_its_own_once_that_nobody_else_can_read(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)

    assert secret(settings) == secret(settings)
    assert (tmp_path / "cookie-secret").stat().st_mode & 0o077 == 0


def test_servers_that_are_given_the_same_file_have_the_same_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("5f" * 32 + "\n")

    both = [secret(Settings(data=tmp_path / one, secret_file=file)) for one in ("a", "b")]

    assert both == [b"5f" * 32] * 2
    assert not (tmp_path / "a").exists()


def test_a_secret_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("changeme\n")

    with pytest.raises(WorkbookError, match="holds 8 bytes; it needs 32 or more"):
        secret(Settings(data=tmp_path, secret_file=file))


def test_a_secret_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be read: No such file"):
        secret(Settings(data=tmp_path, secret_file=tmp_path / "nowhere"))
