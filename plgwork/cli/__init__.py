"""Words for a terminal: each module holds the commands of one craft, and no logic."""

import sys

import typer

from plgwork.cli import keeping, people, serving, surveys
from plgwork.errors import ContentError, WorkbookError

app = typer.Typer(
    help="The PLG Workbook: training and reflection for people who facilitate PLGs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (serving.serve, serving.demo, serving.migrate, serving.check):
    app.command()(command)
app.command()(people.init)
app.add_typer(people.app, name="people")
app.command()(keeping.backup)
app.command()(keeping.restore)
app.add_typer(keeping.person, name="person")
app.add_typer(surveys.app, name="survey")


def main() -> None:
    """Run a command; what can be explained is explained, without a traceback."""
    try:
        app()
    except ContentError as error:
        many = len(error.problems)
        sys.exit(f"{error}\n{many} {'thing is' if many == 1 else 'things are'} wrong.")
    except WorkbookError as error:
        sys.exit(str(error))
