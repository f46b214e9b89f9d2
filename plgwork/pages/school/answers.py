"""What a form sends, taken apart: only what was changed, and every problem at its field."""

from collections.abc import Callable, Mapping
from typing import Any

from plgwork.pages.guard import guarded
from plgwork.widgets import Form

Message = dict[str, Any]
Problems = dict[str, str]
SEE = "Not saved yet: please look at what is marked."


def answering(
    form: Form, act: Callable[[Message], Problems], said: Callable[[], str] = lambda: ""
) -> Callable[[Message], None]:
    """Take what a form sends; say what is wrong beside its fields, and keep what was typed.

    ``said`` is asked for what to say beside the button where nothing is wrong.
    """

    def heard(message: Message) -> None:
        ticket = message.get("ticket")
        ticket = ticket if isinstance(ticket, int) else 0

        @guarded(lambda problem: form.refuse(ticket, problem))
        def take() -> None:
            if problems := act(message):
                form.refuse(ticket, SEE, problems)
            else:
                form.accept(ticket, said())

        take()

    return heard


class Answers:
    """The values of a form beside those it showed."""

    def __init__(self, message: Message, shown: Mapping[str, Any]) -> None:
        values = message.get("values")
        self._values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        self._shown = shown

    def text(self, name: str) -> str:
        """What stands in a field, on one line, without signs that cannot be shown."""
        words = str(self._values.get(name, self._shown.get(name) or "")).split()
        return " ".join("".join(filter(str.isprintable, word)) for word in words)

    def chosen(self, name: str) -> set[str]:
        """What is ticked."""
        value = self._values.get(name, self._shown.get(name))
        return {str(one) for one in value} if isinstance(value, list) else set()

    def changed(self, *names: str) -> bool:
        """Whether one of these fields holds something else than it showed."""
        return any(name in self._values and self._differs(name) for name in names)

    def given(self, name: str) -> set[str]:
        """What was ticked and had not been."""
        return self.chosen(name) - set(self._shown.get(name) or ())

    def taken(self, name: str) -> set[str]:
        """What was ticked and is no longer."""
        return set(self._shown.get(name) or ()) - self.chosen(name)

    def _differs(self, name: str) -> bool:
        shown = self._shown.get(name)
        if isinstance(shown, list):
            return self.chosen(name) != set(shown)
        return self.text(name) != " ".join(str(shown or "").split())
