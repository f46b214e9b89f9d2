"""What the server makes once, and does not make anew for each page."""

import asyncio
from pathlib import Path

from traitlets.config import Config
from voila.configuration import VoilaConfiguration

from plgwork.server.app import Shelf
from plgwork.server.rendering import Compiled, Renderer
from plgwork.settings import shipped

TEMPLATE = "{{ nb.cells | length }} cells"


def ready(compiled: Compiled, templates: Path) -> Renderer:
    """A renderer that is about to start a kernel for Home."""
    renderer = Renderer(
        compiled,
        notebook_path="home.ipynb",
        template_paths=[str(templates)],
        traitlet_config=Config(),
        contents_manager=Shelf(root_dir=str(shipped("notebooks"))),
        page_config={},
        base_url="/",
        voila_configuration=VoilaConfiguration(attempt_fix_notebook=False, config=Config()),
    )
    asyncio.run(renderer.initialize())
    return renderer


def code(renderer: Renderer) -> object:
    """What the page's template was compiled to."""
    return renderer.exporter.template.root_render_func.__code__


def test_a_template_is_compiled_for_the_first_page_and_not_for_the_second(tmp_path: Path) -> None:
    (tmp_path / "index.html.j2").write_text(TEMPLATE, encoding="utf-8")
    compiled = Compiled()

    first, second = (code(ready(compiled, tmp_path)) for _ in range(2))

    assert first is second


def test_a_template_that_was_changed_is_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / "index.html.j2").write_text(TEMPLATE, encoding="utf-8")
    compiled = Compiled()
    before = code(ready(compiled, tmp_path))

    (tmp_path / "index.html.j2").write_text(f"{TEMPLATE} today", encoding="utf-8")

    assert code(ready(compiled, tmp_path)) != before
