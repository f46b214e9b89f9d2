"""Who is measured: how each is served, and by what one sees that its page can be used."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plgwork.settings import shipped
from tests.browser.serving import COMMAND, NOW, environment

ROOT = Path(__file__).parents[3]
PEERS = ROOT / "tests" / "bench" / "peers"
VISITOR = "naomi-feldstrom"  # a coach, who may open all of these pages
OURS, VOILA = "ours", "voila"
SMALL = "small"
# What shows that a notebook is drawn, whoever serves it.
DRAWN = {"home": ".plg-card", "reflection": "textarea", "surveys": "input[type=file]"}
BASIC = "bench.all('select').some(bench.seen) && bench.picture(420)"


@dataclass(frozen=True)
class Contestant:
    """How one is served on a port, and used. ``light`` answers as soon as the server is up."""

    name: str
    said: str
    command: tuple[str, ...]
    pages: Mapping[str, str] = field(default_factory=lambda: {SMALL: ""})
    light: str = "nothing"
    ready: str = BASIC
    menu: str = ""  # what opens the choices, where they are no native ones
    choice: str = ""

    @property
    def small(self) -> bool:
        """Whether it serves the small page, and not the notebooks."""
        return SMALL in self.pages

    def at(self, port: int) -> list[str]:
        """The command that serves it there."""
        return [one.format(port=port) for one in self.command]

    def given(self, data: Path) -> dict[str, str]:
        """The environment it is served in: nothing of whoever runs the benchmark."""
        asked = {"visitor": VISITOR} if self.name == VOILA else {}
        given = environment(data, NOW, **asked)
        # Somebody's virtual environment would be looked into, and this is run in another.
        given.pop("VIRTUAL_ENV", None)
        return given | {"PYTHONPATH": str(ROOT), "PEERS_DATA": str(data)}

    def shows(self, page: str) -> str:
        """What is true in the browser as soon as this page can be used."""
        if self.small:
            return self.ready
        return f"bench.all('{DRAWN[page]}').length && {self.ready}"


def _python(peer: str) -> str:
    return str(ROOT / ".bench" / peer / "bin" / "python")


def _app(name: str) -> str:
    return str(PEERS / name)


PLAIN = (sys.executable, "-m", "voila", "--no-browser", "--port={port}", "--Voila.ip=127.0.0.1")
ALL = (
    Contestant(
        OURS,
        "the workbook",
        (*COMMAND, "serve", "--demo", "--port", "{port}"),
        {"home": "home", "reflection": "reflection", "surveys": "surveys"},
        light="health",
        ready=(
            "window.plg?.kernel?.status === 'connected'"
            " && !document.querySelector('main').hasAttribute('aria-busy')"
        ),
    ),
    Contestant(
        VOILA,
        "plain Voilà",
        (*PLAIN, str(shipped("notebooks"))),
        {name: f"voila/render/{name}.ipynb" for name in DRAWN},
        light="voila/nothing",
        ready="true",
    ),
    Contestant("small-voila", "Voilà", (*PLAIN, _app("voila.ipynb")), light="voila/nothing"),
    Contestant(
        "streamlit",
        "Streamlit",
        (
            *(_python("streamlit"), "-m", "streamlit", "run", _app("by_streamlit.py")),
            *("--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"),
            *("--server.fileWatcherType=none", "--browser.gatherUsageStats=false"),
        ),
        light="_stcore/health",
        ready="bench.all('[data-testid=stSelectbox] input').length && bench.picture(420)",
        menu="[data-testid=stSelectbox] input",
        choice="[role=option]:has-text('{}')",
    ),
    Contestant(
        "panel",
        "Panel",
        (
            *(_python("panel"), "-m", "panel", "serve", _app("by_panel.py"), "--port={port}"),
            *("--address=127.0.0.1",),
        ),
        {SMALL: "by_panel"},
    ),
    Contestant(
        "solara",
        "Solara",
        (
            *(_python("solara"), "-m", "solara", "run", _app("by_solara.py"), "--production"),
            *("--no-open", "--port={port}", "--host=127.0.0.1"),
        ),
        ready="bench.all('.v-select').some(bench.seen) && bench.picture(420)",
        menu=".v-select .v-input__slot, .v-select .v-field",
        choice=".v-list-item:has-text('{}')",
    ),
    Contestant(
        "marimo",
        "marimo",
        (
            *(_python("marimo"), "-m", "marimo", "run", _app("by_marimo.py"), "--headless"),
            *("--no-token", "--port={port}", "--host=127.0.0.1"),
        ),
        light="health",
    ),
    Contestant("floor", "by hand", (sys.executable, "-m", "tests.bench.peers.by_hand", "{port}")),
)
NAMES = tuple(one.name for one in ALL)
