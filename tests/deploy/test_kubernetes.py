"""What is given to Kubernetes is valid, fits together, and fits the server."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from plgwork.server.app import FINISH_SECONDS
from plgwork.settings import Settings
from tests import means
from tests.browser.looking import Caller
from tests.browser.serving import NOW
from tests.deploy.replicas import SEAT, shared
from tests.soak.standing import standing

SHIPPED = Path(__file__).parents[2] / "deploy" / "kubernetes"
OVERLAYS = ("school", "district", "state", "district-with-a-hub")
VERSIONS = ("1.28", "1.31", kubernetes_validate.latest_version().rpartition(".")[0])
WITH_A_HUB = """
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../district]
components: [../../components/jupyterhub]
"""
Thing = dict[str, Any]
One = Callable[[str], Thing]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overlays, and one that takes in the component for sign-in by a hub."""
    folder = tmp_path_factory.mktemp("kubernetes") / "kubernetes"
    shutil.copytree(SHIPPED, folder)
    own = folder / "overlays" / "district-with-a-hub"
    own.mkdir()
    (own / "kustomization.yaml").write_text(WITH_A_HUB)
    return folder


@cache
def printed(overlay: Path) -> str:
    """What Kustomize makes of an overlay."""
    return subprocess.run(
        [*means.kustomize(), str(overlay)], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest, folder: Path) -> list[Thing]:
    """All that one overlay sets up."""
    return list(yaml.safe_load_all(printed(folder / "overlays" / request.param)))


@pytest.fixture
def one(overlay: list[Thing]) -> One:
    """The one thing of a kind."""

    def find(kind: str) -> Thing:
        [found] = [thing for thing in overlay if thing["kind"] == kind]
        return found

    return find


def pod(one: One) -> Thing:
    """What each server runs in."""
    template: Thing = one("Deployment")["spec"]["template"]
    return template


def container(one: One) -> Thing:
    """The server."""
    [found] = pod(one)["spec"]["containers"]
    result: Thing = found
    return result


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_is_valid(overlay: list[Thing], version: str) -> None:
    for thing in overlay:
        kubernetes_validate.validate(thing, version, strict=True)


def test_the_parts_of_a_workbook_find_one_another(one: One) -> None:
    labels = pod(one)["metadata"]["labels"].items()
    [rule] = one("Ingress")["spec"]["rules"]
    backend = rule["http"]["paths"][0]["backend"]["service"]
    [port], [its] = one("Service")["spec"]["ports"], container(one)["ports"]

    assert one("Service")["spec"]["selector"].items() <= labels
    assert one("Deployment")["spec"]["selector"]["matchLabels"].items() <= labels
    assert one("PodDisruptionBudget")["spec"]["selector"]["matchLabels"].items() <= labels
    assert one("NetworkPolicy")["spec"]["podSelector"]["matchLabels"].items() <= labels
    for spread in pod(one)["spec"].get("topologySpreadConstraints", []):
        assert spread["labelSelector"]["matchLabels"].items() <= labels
    assert (backend["name"], backend["port"]["name"]) == (
        one("Service")["metadata"]["name"],
        port["name"],
    )
    assert port["targetPort"] == its["name"]
    assert container(one)["envFrom"] == [
        {"configMapRef": {"name": one("ConfigMap")["metadata"]["name"]}}
    ]
    assert one("Ingress")["spec"]["tls"][0]["hosts"] == [rule["host"]]
    assert one("ConfigMap")["data"]["PLGWORK_ADDRESS"] == f"https://{rule['host']}/"


def test_what_scales_the_servers_is_not_at_odds_with_a_number_of_them(overlay: list[Thing]) -> None:
    [deployment] = [thing for thing in overlay if thing["kind"] == "Deployment"]
    scaled = any(thing["kind"] == "HorizontalPodAutoscaler" for thing in overlay)

    assert ("replicas" in deployment["spec"]) != scaled


def test_every_setting_is_one_of_the_servers(one: One) -> None:
    named = [*one("ConfigMap")["data"], *(entry["name"] for entry in container(one)["env"])]
    ours = {f"PLGWORK_{name.upper()}" for name in Settings.model_fields} | {"PLGWORK_DOOR"}

    assert {name for name in named if name.startswith("PLGWORK_")} <= ours
    assert all(name.startswith(("PLGWORK_", "JUPYTERHUB_")) for name in named)


def test_no_secret_stands_in_a_file(overlay: list[Thing], one: One) -> None:
    told = [entry for entry in container(one)["env"] if "value" in entry]

    assert "Secret" not in {thing["kind"] for thing in overlay}
    assert told == []
    assert not {"PLGWORK_DATABASE", "PLGWORK_PAGES_DATABASE"} & one("ConfigMap")["data"].keys()


def test_every_secret_is_named_where_operators_read_of_it(one: One) -> None:
    read = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    refers = [entry["valueFrom"]["secretKeyRef"] for entry in container(one)["env"]]
    named = {(its["name"], its["key"]) for its in refers} | {("workbook-cookies", "cookie-secret")}

    assert [its for its in named if f"`{its[0]}`" not in read or f"`{its[1]}`" not in read] == []
    file = Path(one("ConfigMap")["data"]["PLGWORK_SECRET_FILE"])
    assert [mount["mountPath"] for mount in container(one)["volumeMounts"]].count(str(file.parent))


def test_servers_may_do_no_more_than_they_need(one: One) -> None:
    spec, its = pod(one)["spec"], container(one)["securityContext"]

    assert spec["securityContext"]["runAsNonRoot"]
    assert its["readOnlyRootFilesystem"]
    assert its["capabilities"] == {"drop": ["ALL"]}
    assert not its["allowPrivilegeEscalation"]
    assert not spec["automountServiceAccountToken"]
    # Services named in the environment would stand beside settings, and could be taken for some.
    assert not spec["enableServiceLinks"]


def test_a_server_is_given_the_time_that_it_takes_to_leave(one: One) -> None:
    says_so = int(one("ConfigMap")["data"]["PLGWORK_LEAVE_SECONDS"])
    probe = container(one)["readinessProbe"]
    seen = probe["periodSeconds"] * probe["failureThreshold"]

    assert seen <= says_so
    assert says_so + 3 * FINISH_SECONDS <= pod(one)["spec"]["terminationGracePeriodSeconds"]


def test_each_browser_is_kept_with_one_server_by_the_same_cookie(one: One) -> None:
    said = one("Ingress")["metadata"]["annotations"] | one("Service")["metadata"]["annotations"]

    assert {key for key, value in said.items() if value == SEAT} == {
        "haproxy.org/cookie-persistence",
        "nginx.ingress.kubernetes.io/session-cookie-name",
        "traefik.ingress.kubernetes.io/service.sticky.cookie.name",
    }


@pytest.fixture
def asked(one: One, school: str, tmp_path: Path) -> Iterator[Callable[[str], int]]:
    """Asks a server with these settings as Kubernetes does."""
    told = {
        name.removeprefix("PLGWORK_").lower(): value
        for name, value in one("ConfigMap")["data"].items()
        if name.startswith("PLGWORK_")
    }
    for place in ("data", "host", "port", "secret_file", "door"):
        told.pop(place, None)
    alike = shared(tmp_path, school, told.pop("address").rstrip("/"), **told | {"leave_seconds": 0})
    with standing(tmp_path / "one", NOW, False, **alike) as server:

        def ask(probe: str) -> int:
            asks = container(one)[probe]["httpGet"]
            headers = {header["name"]: header["value"] for header in asks["httpHeaders"]}
            return Caller(server.served).get(asks["path"].lstrip("/"), **headers).status

        yield ask


@pytest.mark.parametrize("overlay", ["district"], indirect=True)
def test_a_server_answers_what_kubernetes_asks_it(asked: Callable[[str], int]) -> None:
    assert [asked(f"{kind}Probe") for kind in ("startup", "liveness", "readiness")] == [200] * 3


def test_the_hub_and_the_workbook_are_told_the_same(folder: Path) -> None:
    values = yaml.safe_load((folder / "components/jupyterhub/values.yaml").read_text())
    [config] = [
        thing
        for thing in yaml.safe_load_all(printed(folder / "overlays/district-with-a-hub"))
        if thing["kind"] == "ConfigMap"
    ]
    service = values["hub"]["services"]["workbook"]

    assert service["oauth_client_id"] == config["data"]["JUPYTERHUB_CLIENT_ID"]
    assert service["oauth_redirect_uri"] == config["data"]["JUPYTERHUB_OAUTH_CALLBACK_URL"]
    assert service["oauth_redirect_uri"].startswith(config["data"]["PLGWORK_ADDRESS"])
    assert "access:services!service=workbook" in values["hub"]["loadRoles"]["user"]["scopes"]
    assert not service["apiToken"]
