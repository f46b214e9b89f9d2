"""Parts of a page: each has its module, and takes only messages it knows."""

import re
from pathlib import Path

import pytest

from plgwork import widgets
from plgwork.widgets import Links, Notice, Section
from plgwork.widgets.part import IMPORT, STATIC, Part

PARTS = sorted(
    (one for one in vars(widgets).values() if isinstance(one, type) and issubclass(one, Part)),
    key=lambda part: part.__name__,
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_each_part_has_a_module_and_each_can_be_made(part: type[Part]) -> None:
    assert (STATIC / f"{part.module}.js").is_file()
    assert part().module == part.module


def test_each_module_belongs_to_a_part() -> None:
    drawn, found = {part.module for part in PARTS}, set[str]()
    while drawn - found:
        found |= drawn
        drawn |= {name for one in drawn for name in IMPORT.findall(text_of(one))}

    assert {path.stem for path in Path(STATIC).glob("*.js")} == drawn


def text_of(module: str) -> str:
    return (STATIC / f"{module}.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_jupyterlab_gets_a_module_and_what_it_imports_as_one_text(
    part: type[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Part, "served", False)

    text = str(part()._esm)

    assert text.count("export default") == text_of(part.module).count("export default") == 1
    assert not re.search("^(import|export (?!default))", text, re.MULTILINE)


def test_a_served_part_names_the_module_that_the_server_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Part, "served", True)

    assert Notice().get_state("_esm") == {"_esm": "notice.js"}


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
