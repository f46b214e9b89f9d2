"""YAML, alone or above Markdown, into models; problems with file and line. Knows no kind."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

# libyaml reads ten times as fast; where it is missing, the plain loader reads the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXT = "tag:yaml.org,2002:str"
HEAD_ENDS = "\n---\n"
NO_HEAD = "above the text stand its fields, and below them a line ---"
DEEPEST = 20  # no content is nested so deep; readers that call themselves would not return
WORDS = {  # what authors read in place of what programmers read
    "extra_forbidden": "no field has this name here",
    "string_type": "must be text, in quotes if it looks like a number or a date",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be small letters and digits, joined by hyphens",
    "tuple_type": "must be a list, each part after a dash",
    "model_type": "must be fields, each with its name",
    "dict_type": "must be fields, each with its name",
}
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
            text = self._head(self.path.read_text(encoding="utf-8-sig"))
            node = yaml.compose(text, LOADER) if self._is_plain(text) else None
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
            self.problems.append(self._unreadable(error))
            return None
        if node is None and not self.problems:
            self.problems.append(f"{self.path}:1: the file is empty")
        if node is None:
            return None
        value = self._plain(node, ())
        return {**value, **self._below} if isinstance(value, dict) else value

    def _head(self, text: str) -> str:
        """The YAML of a file: all of it, or of a Markdown file what stands above its text."""
        self._below: dict[str, Any] = {}
        if self.path.suffix != ".md":
            return text
        head, rule, below = text.partition(HEAD_ENDS)
        if text.strip() and not rule:
            self.problems.append(f"{self.path}:1: {NO_HEAD}")
            return ""
        self._below = {"text": below}
        self._lines["text",] = head.count("\n") + 3
        return head

    def _is_plain(self, text: str) -> bool:
        depth = 0
        for event in yaml.parse(text, LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            strange = _strange(event, depth)
            if strange:
                line = event.start_mark.line + 1 if event.start_mark else 1
                self.problems.append(f"{self.path}:{line}: {strange}")
                return False
        return True

    def _unreadable(self, error: Exception) -> str:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        if isinstance(error, UnicodeDecodeError):
            return (
                f"{self.path}:{line}: the file must be saved as UTF-8 text; this is something else"
            )
        told = (getattr(error, name, None) for name in ("problem", "reason", "strerror"))
        what = next((str(one) for one in told if one), "nothing more is known")
        return f"{self.path}:{line}: this is not YAML that can be read: {what}"

    def _plain(self, node: yaml.Node, place: Place) -> Any:
        self._lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(part, (*place, i)) for i, part in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        """Text, a number, a date; what looks like one and is not stays text, with a problem."""
        if node.tag == TEXT:  # nearly all of it; a loader for each would take a third of the time
            return node.value
        try:
            return yaml.SafeLoader("").construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            what = getattr(error, "problem", None) or error
            line = node.start_mark.line + 1
            self.problems.append(f"{self.path}:{line}: this value cannot be read: {what}")
            return node.value

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[Any, Any]:
        value: dict[Any, Any] = {}
        for key_node, part in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(f"{self.path}:{line}: a name must be a word, not a list")
                continue
            key = self._scalar(key_node)
            if key in value:
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
    if source.value is None and source.problems:
        return None
    model = None
    try:
        model = kind.model_validate(source.value)
    except ValidationError as error:
        source.problems += [
            source.at(one["loc"], _sentence(one)) for one in error.errors() if not _follows(one)
        ]
    return None if source.problems else model


def _strange(event: yaml.Event, depth: int) -> str:
    """Why this is more than plain YAML, which content never needs; nothing when it is not."""
    if isinstance(event, yaml.AliasEvent):  # can make a small file endless
        return "a part cannot be repeated by *name; write it out"
    tag = getattr(event, "tag", None)
    if tag:
        return f"a value is what it looks like; it cannot be tagged {tag!r}"
    if depth > DEEPEST:
        return f"parts lie within parts at most {DEEPEST} deep"
    return ""


def _follows(error: ErrorDetails) -> bool:
    """A list that is called too short only because its parts are wrong, which is said of them."""
    context = error.get("ctx", {})
    return error["type"] == "too_short" and len(error["input"]) >= context["min_length"]


def _sentence(error: ErrorDetails) -> str:
    name = ".".join(str(part) for part in error["loc"]) or "the file"
    if error["type"] == "missing":
        return f"{name}: this field is missing"
    message = WORDS.get(error["type"], error["msg"][:1].lower() + error["msg"][1:])
    shown = repr(error["input"])
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return f"{name}: {message}; not {shown}"
