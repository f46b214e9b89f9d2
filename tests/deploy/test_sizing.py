"""The sizing table is what its figures come to, and the overlays are what it says."""

from pathlib import Path
from typing import Any

import yaml

from tests.deploy.sizing import PLACES, README, need, read, written

OVERLAYS = README.parent / "kubernetes" / "overlays"
STAFF = dict(PLACES)
TEXT = README.read_text(encoding="utf-8")


def kept(path: Path) -> dict[str, Any]:
    """What a YAML file holds."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def memory(overlay: str) -> int:
    """How much memory a server of an overlay may use, in GB."""
    patch = kept(OVERLAYS / overlay / "resources.yaml")
    [container] = patch["spec"]["template"]["spec"]["containers"]
    return int(container["resources"]["limits"]["memory"].removesuffix("Gi"))


def test_the_table_is_worked_out_from_the_figures_above_it() -> None:
    assert written(read(TEXT)) in TEXT


def test_each_overlay_has_as_many_servers_as_its_place_needs() -> None:
    cost = read(TEXT)
    [school] = kept(OVERLAYS / "school" / "kustomization.yaml")["replicas"]
    [district] = kept(OVERLAYS / "district" / "kustomization.yaml")["replicas"]
    state = kept(OVERLAYS / "state" / "scaling.yaml")["spec"]

    assert school["count"] == need(STAFF["a school"], cost).servers
    assert district["count"] == need(STAFF["a district"], cost).servers
    assert state["minReplicas"] < need(STAFF["a state"], cost).servers <= state["maxReplicas"]


def test_each_server_may_use_the_memory_that_its_pages_need() -> None:
    cost = read(TEXT)

    assert all(
        need(STAFF[f"a {place}"], cost).memory_each < memory(place)
        for place in ("school", "district", "state")
    )
