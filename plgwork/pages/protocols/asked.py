"""What is asked of the page, in its fields or in its address; and what of it makes no sense."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

FEWEST = {"people": 2, "minutes": 1}
MOST, LONGEST = 999, 200
DIGITS = {
    "people": "Write in digits how many people you are, as in 8.",
    "minutes": "Write the minutes in digits, as in 45.",
}
TOO_FEW = {
    "people": "A protocol needs at least two people. Ask one more to join, and write 2.",
    "minutes": "A protocol needs some time. Write how many minutes you have, as in 45.",
}


@dataclass(frozen=True)
class Asked:
    """Values by the names of their fields, as they were typed; all steps share them."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, query: str) -> "Asked":
        """What an address asks for."""
        return cls({}).changed({name: given[0] for name, given in parse_qs(query).items()})

    def changed(self, values: Mapping[str, Any]) -> "Asked":
        """The same with other values; what is empty is not asked for."""
        words = {name: value for name, value in values.items() if isinstance(value, str)}
        cut = {name: value.strip()[:LONGEST] for name, value in words.items()}
        return Asked({name: value for name, value in {**self.values, **cut}.items() if value})

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str) -> int | None:
        """A whole number that makes sense, if there is one."""
        return int(self[name]) if self[name] and not self.problem(name) else None

    def problem(self, name: str) -> str:
        """Why what stands there is no number to go by, in a sentence; nothing when it is."""
        text = self[name]
        if not text:
            return ""
        if not text.isdecimal():
            return DIGITS[name]
        if len(text.lstrip("0")) > len(str(MOST)):
            return f"At most {MOST} can be reckoned with here."
        return TOO_FEW[name] if int(text) < FEWEST[name] else ""

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong with the numbers, by their names."""
        return {name: problem for name in DIGITS if (problem := self.problem(name))}

    def query(self, *names: str, **more: str) -> str:
        """These values and more, as an address asks for them."""
        return urlencode({name: self[name] for name in names if self[name]} | more)
