"""A file of content is read once by a process, and again as soon as it is another."""

import os
from pathlib import Path

import pytest

from plgwork.content import load
from plgwork.errors import ContentError
from plgwork.models.cohorts import Opener
from plgwork.settings import shipped

OURS = shipped("content")
OPENER = "id: ropes\nquestion: What held?\nwhen: At the end.\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file of a school's own: a question for a live round."""
    path = tmp_path / "openers" / "ropes.yaml"
    path.parent.mkdir()
    path.write_text(OPENER, encoding="utf-8")
    return path


def opener(path: Path) -> Opener:
    """The question, as a page that opens now finds it."""
    found: Opener = load([OURS, path.parents[1]]).items["openers/*.yaml", "ropes"].model
    return found


def test_a_file_that_is_the_same_is_not_read_again(own: Path) -> None:
    assert opener(own) is opener(own)


def test_a_file_that_was_changed_is_read_again(own: Path) -> None:
    opener(own)

    own.write_text(OPENER.replace("held", "gave way"), encoding="utf-8")

    assert opener(own).question == "What gave way?"


def test_a_file_of_the_same_length_and_time_in_place_of_another_is_read(own: Path) -> None:
    opener(own)
    before = own.stat()
    draft = own.with_name("draft")
    draft.write_text(OPENER.replace("held", "gave"), encoding="utf-8")
    os.utime(draft, ns=(before.st_atime_ns, before.st_mtime_ns))

    draft.replace(own)

    assert opener(own).question == "What gave?"


def test_what_is_wrong_with_a_file_is_said_each_time_until_it_is_mended(own: Path) -> None:
    own.write_text("id: ropes\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError, match="question: this field is missing"):
            opener(own)

    own.write_text(OPENER, encoding="utf-8")

    assert opener(own).question == "What held?"
