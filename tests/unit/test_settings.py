"""The environment, read once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from plgwork.errors import WorkbookError
from plgwork.settings import Settings, read, shipped


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that says only where data lies."""
    for name in ("DATABASE", "CONTENT", "PORT", "NOW", "VISITOR", "LETTER", "SERVED"):
        monkeypatch.delenv(f"PLGWORK_{name}", raising=False)
    monkeypatch.setenv("PLGWORK_DATA", str(tmp_path))
    return monkeypatch


def test_unset_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    assert read().database_url == f"sqlite:///{tmp_path / 'workbook.sqlite'}"


def test_one_setting_points_elsewhere(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("PLGWORK_DATABASE", "postgresql://h/n")

    assert read().database_url == "postgresql://h/n"


def test_a_letter_gives_the_address_and_is_gone(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_text("postgresql://secret@h/n", encoding="utf-8")
    bare.setenv("PLGWORK_LETTER", str(letter))

    settings = read()

    assert (settings.database_url, settings.letter) == ("postgresql://secret@h/n", None)
    assert not letter.exists()


def test_a_school_has_its_own_content_beside_its_database(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    assert read().content_folders == [shipped("content"), tmp_path / "content"]


def test_without_one_there_is_only_ours() -> None:
    assert read().content_folders == [shipped("content")]


def test_a_demonstration_may_stop_the_clock(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("PLGWORK_NOW", "2026-10-20T15:15:00-05:00")

    assert read().clock() == datetime(2026, 10, 20, 20, 15, tzinfo=UTC)


def test_a_clock_may_be_moved_by_a_file(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "now"
    file.write_text("2026-10-20T15:15:00-05:00\n", encoding="utf-8")
    bare.setenv("PLGWORK_NOW", str(file))
    settings = read()

    file.write_text("2026-10-20T15:16:00-05:00\n", encoding="utf-8")

    assert settings.clock() == datetime(2026, 10, 20, 20, 16, tzinfo=UTC)


def test_a_clock_without_a_zone_is_refused(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("PLGWORK_NOW", "2026-10-20T15:15:00")

    with pytest.raises(ValidationError, match="timezone"):
        Settings()


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_cannot_be_is_refused(bare: pytest.MonkeyPatch, port: str) -> None:
    bare.setenv("PLGWORK_PORT", port)

    with pytest.raises(ValidationError, match="port"):
        Settings()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "http", "PLGWORK_PORT: input should be a valid integer"),
        ("DOOR", "cellar", "PLGWORK_DOOR: input should be 'accounts' or 'directory'"),
        ("LOG", "xml", "PLGWORK_LOG: input should be 'text' or 'json'"),
        ("METRICS_PORT", "0", "PLGWORK_METRICS_PORT: input should be greater than"),
    ],
)
def test_what_is_wrong_with_a_setting_is_said_in_a_sentence_without_what_was_set(
    bare: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    bare.setenv(f"PLGWORK_{name}", value)

    with pytest.raises(WorkbookError, match=says) as wrong:
        read()

    assert value not in str(wrong.value) or value == "0"


@pytest.mark.parametrize(
    ("door", "secret", "prefix", "path"),
    [
        ("accounts", "", "", "/"),
        ("accounts", "", "/services/plg/", "/"),
        ("directory", "", "/services/plg/", "/services/plg/"),
        ("directory", "/run/secret", "/services/plg/", "/"),
    ],
)
def test_everything_lies_where_a_hub_puts_it_if_the_hub_is_the_door(
    bare: pytest.MonkeyPatch, door: str, secret: str, prefix: str, path: str
) -> None:
    bare.setenv("PLGWORK_DOOR", door)
    bare.setenv("JUPYTERHUB_SERVICE_PREFIX", prefix)
    if secret:
        bare.setenv("PLGWORK_PROXY_SECRET_FILE", secret)

    assert read().path == path
    assert read().public_address == f"http://127.0.0.1:8866{path}"
