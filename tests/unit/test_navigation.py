"""The bar holds the pages that say so; others are led to."""

import json
from pathlib import Path

from plgwork.models.people import Person, Role
from plgwork.server.navigation import Navigation
from plgwork.settings import shipped

MIA = Person(
    id="mia", school_id="oak", name="Mia", work="", staff_kind="teacher", roles=(Role.MEMBER,)
)


def notebook(folder: Path, name: str, **said: object) -> None:
    metadata = {"plgwork": {"title": name.title(), "order": 1, "roles": ["member"]} | said}
    (folder / f"{name}.ipynb").write_text(json.dumps({"metadata": metadata}), encoding="utf-8")


def test_a_page_without_a_word_for_the_bar_is_opened_and_not_in_it(tmp_path: Path) -> None:
    notebook(tmp_path, "home", nav="Home")
    notebook(tmp_path, "run")
    navigation = Navigation(tmp_path)

    page = navigation.find("run")

    assert page
    assert page.open_to(MIA)
    assert [one.name for one in navigation.open_to(MIA)] == ["home"]


def test_everybody_may_run_a_protocol_and_the_bar_stays_short() -> None:
    navigation = Navigation(shipped("notebooks"))

    page = navigation.find("run")

    assert page
    assert set(page.roles) == set(Role)
    assert page not in navigation.open_to(MIA)
