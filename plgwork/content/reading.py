"""YAML files into models; every problem with its file and line. Knows no kind of content."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

# libyaml reads ten times as fast; where it is missing, the plain loader reads the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SCALARS = yaml.SafeLoader("")
Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class Source:
    """One YAML file: its plain value, and the line of every part of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self._lines: dict[Place, int] = {(): 1}
        self.value = self._compose()

    def _compose(self) -> Any:
        try:
            node = yaml.compose(self.path.read_text(encoding="utf-8-sig"), LOADER)
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
            self.problems.append(self._unreadable(error))
            return None
        if node is None:
            self.problems.append(f"{self.path}:1: the file is empty")
            return None
        return self._plain(node, ())

    def _unreadable(self, error: Exception) -> str:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or "it is not UTF-8 text"
        return f"{self.path}:{line}: this is not YAML that can be read: {what}"

    def _plain(self, node: yaml.Node, place: Place) -> Any:
        self._lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(part, (*place, i)) for i, part in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        return SCALARS.construct_object(node)  # a scalar: text, number, date, …

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Any, Any]:
        value: dict[Any, Any] = {}
        for key_node, part in node.value:
            key = SCALARS.construct_object(key_node)
            if key in value:
                line = key_node.start_mark.line + 1
                self.problems.append(f"{self.path}:{line}: {key!r} stands here a second time")
            value[key] = self._plain(part, (*place, key))
        return value

    def line(self, place: Place) -> int:
        """The line of a part, or of the nearest part around it that has one."""
        while place not in self._lines:
            place = place[:-1]
        return self._lines[place]

    def at(self, place: Place, sentence: str) -> str:
        """A problem with a part of this file, as authors read it."""
        return f"{self.path}:{self.line(place)}: {sentence}"


def read(source: Source, kind: type[M]) -> M | None:
    """Make a model of a file; what is wrong goes to ``source.problems``, all at once."""
    if source.problems:
        return None
    try:
        return kind.model_validate(source.value)
    except ValidationError as error:
        source.problems += [
            source.at(tuple(one["loc"]), _sentence(tuple(one["loc"]), one["msg"], one["input"]))
            for one in error.errors()
        ]
        return None


def _sentence(place: Place, message: str, came: Any) -> str:
    name = ".".join(str(part) for part in place) or "the file"
    shown = repr(came)
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return f"{name}: {message[:1].lower() + message[1:]}; not {shown}"
