"""The files around the package agree with one another and with what the package does."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-deploy.lock", "requirements-postgres.lock")
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; .*?)? \\$", re.MULTILINE)
# Places that exist on one machine only, and where packages are fetched from on another.
ELSEWHERE = re.compile(
    r"(?<![\w.~-])/(?:root|home|Users|work|workspace)/\w"
    r"|(?:extra-)?index-url\b.*:/{2}"
    r"|https?:/{2}[^/\s]*\b(?:artifactory|nexus|mirror|registry)\b",
    re.IGNORECASE,
)
# Needed without being imported: started, served, used in a notebook of one's own, read by zoneinfo.
NOT_IMPORTED = {"ipykernel", "jupyterlab", "pandas", "tzdata"}


def declared() -> list[Requirement]:
    groups = (
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    )
    lines = [*PROJECT["project"]["dependencies"], *(line for group in groups for line in group)]
    return [Requirement(line) for line in dict.fromkeys(lines)]


def pins(lock: str) -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for pin in PIN.finditer((ROOT / lock).read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(pin["name"]), []).append(Version(pin["version"]))
    return found


def environment(path: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return loaded


def kept_files() -> list[Path]:
    """What is in the repository or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def imported_packages(folder: str) -> set[str]:
    trees = [ast.parse(path.read_bytes()) for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    froms = [
        node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level
    ]
    tops = {name.partition(".")[0] for name in (*plain, *froms)}
    return tops - set(sys.stdlib_module_names) - {"plgwork", "tests"}


def names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


@cache
def providers() -> Mapping[str, list[str]]:
    return packages_distributions()


def givers(package: str) -> set[str]:
    """Which distributions, as one asks an installer for them, bring a package."""
    return {canonicalize_name(name) for name in providers().get(package, [package])}


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_the_lock_holds_every_declared_dependency_in_its_range(requirement: Requirement) -> None:
    versions = pins("requirements.lock").get(canonicalize_name(requirement.name), [])

    assert versions, f"{requirement.name} is not locked; run: make lock"
    assert all(version in requirement.specifier for version in versions)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_hashes_and_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"(?m)^(?=\S)", text) if "==" in block]

    assert len(blocks) == sum(map(len, pins(lock).values()))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_what_is_deployed_is_what_is_tested() -> None:
    tested, deployed = pins("requirements.lock"), pins("requirements-deploy.lock")

    assert {name: tested.get(name) for name in deployed} == deployed
    assert not deployed.keys() & {"pytest", "playwright", "hypothesis"}


def test_both_environments_install_the_same_lock_on_the_same_python() -> None:
    ours, binders = environment("environment.yml"), environment("binder/environment.yml")

    assert ours["dependencies"][-1] == {"pip": ["-r requirements.lock"]}
    assert binders["dependencies"][-1] == {"pip": ["-r ../requirements.lock"]}
    assert ours["dependencies"][:-1] == binders["dependencies"][:-1]
    assert {key for key in ours if ours[key] != binders[key]} == {"dependencies"}


def test_the_environment_holds_a_python_that_we_claim() -> None:
    python = environment("environment.yml")["dependencies"][0].removeprefix("python=")

    assert f"Programming Language :: Python :: {python}" in PROJECT["project"]["classifiers"]
    assert python in Requirement(f"python{PROJECT['project']['requires-python']}").specifier


@pytest.mark.parametrize(
    ("folder", "extras"), [("plgwork", ("cluster", "hub")), ("tests", ("test",))]
)
def test_every_package_we_import_is_a_declared_dependency(
    folder: str, extras: tuple[str, ...]
) -> None:
    asked = names(PROJECT["project"]["dependencies"])
    for extra in extras:
        asked |= names(PROJECT["project"]["optional-dependencies"][extra])

    # What we are measured beside is pinned by itself, and not installed here.
    peers = {one.stem for one in (ROOT / "tests" / "bench" / "peers").glob("*.txt")}
    imported = imported_packages(folder) - (peers if folder == "tests" else set())
    undeclared = {package for package in imported if not asked & givers(package)}

    assert not undeclared


def test_every_declared_dependency_is_used() -> None:
    used = set[str]().union(*map(givers, imported_packages("plgwork")))

    assert names(PROJECT["project"]["dependencies"]) - used <= NOT_IMPORTED


def test_the_wheel_carries_every_folder_that_the_settings_look_for() -> None:
    carried = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"]

    assert carried == {name: f"plgwork/shipped/{name}" for name in ("content", "notebooks")}
    assert all((ROOT / name).is_dir() for name in carried)


def test_every_part_imports_only_what_it_may() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_no_file_names_a_place_on_one_machine_or_a_package_host() -> None:
    found = []
    for path in kept_files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(lines, 1)
            if ELSEWHERE.search(line)
        ]

    assert not found, "\n".join(found)


def test_the_changelog_begins_with_this_version_or_what_is_to_come() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[?v?([\w.]+)", changelog, re.MULTILINE)

    assert headings[0] in {"Unreleased", PROJECT["project"]["version"]}


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "LICENSE", "content/LICENSE", "Makefile", ".ci/run"]
)
def test_the_usual_files_are_there(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").strip()
