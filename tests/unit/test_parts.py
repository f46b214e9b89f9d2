"""Parts of a page: each has its module, and takes only messages it knows."""

from pathlib import Path

import pytest

from plgwork import widgets
from plgwork.widgets import Links, Notice, Section
from plgwork.widgets.part import STATIC, Part

PARTS = sorted(
    (one for one in vars(widgets).values() if isinstance(one, type) and issubclass(one, Part)),
    key=lambda part: part.__name__,
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_each_part_has_a_module_and_each_can_be_made(part: type[Part]) -> None:
    assert (STATIC / f"{part.module}.js").is_file()
    assert part().layout is not None


def test_each_module_belongs_to_a_part() -> None:
    drawn = {name for part in PARTS for name in (part.module, *part.beside)}

    assert {path.stem for path in Path(STATIC).glob("*.js")} - {"dom"} == drawn


def test_every_public_name_is_listed() -> None:
    public = {name for name, one in vars(widgets).items() if isinstance(one, type)}

    assert public == set(widgets.__all__)


def test_a_message_is_heard_by_whoever_listens_for_its_kind() -> None:
    heard: list[object] = []
    links = Links()
    links.listen("ask", heard.append)

    links.receive({"kind": "ask", "id": "more"})

    assert heard == [{"kind": "ask", "id": "more"}]


@pytest.mark.parametrize(
    "message", [None, "ask", 3, [], {}, {"kind": "nonsense"}, {"kind": ["ask"]}, {"kind": None}]
)
def test_a_message_that_makes_no_sense_is_let_pass(message: object) -> None:
    heard: list[object] = []
    links = Links()
    links.listen("ask", heard.append)

    links.receive(message)

    assert heard == []


def test_a_notice_says_and_takes_back() -> None:
    notice = Notice()

    notice.say("Deleted for good.")
    notice.say("")

    assert notice.text == ""


def test_a_section_shows_its_name_alone() -> None:
    assert repr(Section("write", Notice())) == "Section('write')"
