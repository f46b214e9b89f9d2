"""Into the README, between two marks of a part's own; with the machine that it was measured on."""

import platform
import re
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


def put(text: str, readme: Path, part: str) -> None:
    """Put it where the part's marks are; ValueError where there are none."""
    begin, end = f"<!-- made by make bench: {part} -->", f"<!-- end of {part} -->"
    before, found, rest = readme.read_text(encoding="utf-8").partition(begin)
    _, ended, behind = rest.partition(end)
    if not (found and ended):
        raise ValueError(f"{readme} has no place for {part}: write {begin} and {end}")
    readme.write_text(f"{before}{begin}\n{text}\n{end}{behind}", encoding="utf-8")


def machine(*said: str) -> str:
    """Where it was measured, with what, and how busy that was."""
    return (
        f"Measured on {psutil.cpu_count()} cores ({_processor()}), load "
        f"{psutil.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}, "
        f"{', '.join(said)}."
    )


def ours(*names: str) -> list[str]:
    """Packages of this environment with their versions."""
    return [f"{name} {version(name)}" for name in names]


def theirs(python: str, names: Iterable[str]) -> list[str]:
    """Packages of another environment with their versions."""
    wanted = tuple(f"{name}==" for name in names)
    command = [python, "-m", "pip", "freeze"]
    frozen = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return [one.replace("==", " ") for one in frozen if one.startswith(wanted)]


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    text = told.read_text(encoding="utf-8") if told.exists() else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1] if found else platform.processor() or platform.machine()
