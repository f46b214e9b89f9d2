"""What was done so that nobody is kept out: a page for everybody, before they come in as well."""

from jupyter_server.auth.decorator import allow_unauthenticated

from plgwork.models.statement import Statement
from plgwork.server.framing import Framed

PATH = "accessibility"


class Accessibility(Framed):
    """The statement, as it stands in the content."""

    @allow_unauthenticated
    def get(self) -> None:
        told: Statement = self.settings["statement"]
        self.draw("accessibility.html.j2", told.title, told=told)
