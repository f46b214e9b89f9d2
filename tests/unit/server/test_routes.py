"""An address is spoken of by its route: nothing of anybody is in it."""

import pytest

from plgwork.server import room
from plgwork.server.app import KERNEL, PAGE
from plgwork.server.routes import ELSEWHERE, Routes

ROUTES = Routes(
    [
        "/plg/",
        "/plg/health",
        f"/plg/room/{room.CODE}",
        f"/plg/room/{room.CODE}/state",
        r"/plg/voila/labextensions/abc/((?:a|@b/c\-d)/.*)",
        f"/plg/api/kernels/{KERNEL}/channels",
        rf"/plg/voila/render/{PAGE}\.ipynb",
        f"/plg/{PAGE}",
    ]
)


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/plg/", "/plg/"),
        ("/plg/health", "/plg/health"),
        ("/plg/room/ABCD-EFGH", "/plg/room/{}"),
        ("/plg/room/ABCD-EFGH/state", "/plg/room/{}/state"),
        ("/plg/voila/labextensions/abc/@b/c-d/x.js", "/plg/voila/labextensions/abc/{}"),
        ("/plg/api/kernels/1-2-3-4-5/channels", "/plg/api/kernels/{}/channels"),
        ("/plg/voila/render/home.ipynb", "/plg/voila/render/{}.ipynb"),
        ("/plg/home", "/plg/{}"),
        ("/plg/Ana Ruiz", ELSEWHERE),
        ("/wp-login.php", ELSEWHERE),
        ("", ELSEWHERE),
    ],
)
def test_an_address_has_the_route_that_answers_it(path: str, route: str) -> None:
    assert ROUTES.of(path) == route
