"""Commands that serve the workbook, and bring its database up to date."""

import hmac
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plgwork import settings as environment
from plgwork.errors import WorkbookError
from plgwork.settings import Settings

if TYPE_CHECKING:
    from plgwork.store import Store


def serve(
    demo: Annotated[bool, typer.Option(help="Open an invented school; make it if needed.")] = False,
    port: Annotated[int | None, typer.Option(help="Where to listen; 8866 unless set.")] = None,
    host: Annotated[str | None, typer.Option(help="Which address; 127.0.0.1 unless set.")] = None,
) -> None:
    """Serve the workbook to browsers, after bringing its database up to date."""
    from plgwork.server.app import serve as start

    given = {"port": port, "host": host}
    settings = environment.read().model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    store = _prepared(settings, demo)
    start(settings.model_copy(update={"pages_database": _for_pages(settings)}), store)


def demo(
    fresh: Annotated[
        bool, typer.Option(help="Throw the old one away, with all written in it.")
    ] = False,
) -> None:
    """Make the invented school, without serving it; JupyterLab opens it too."""
    settings = environment.read()
    if fresh:
        _forget(settings)
    _prepared(settings, demo=True).close()
    typer.echo("The invented school is ready.")


def migrate() -> None:
    """Bring the database up to date, or make it."""
    from plgwork.store.migrate import migrate as upgrade

    upgrade(environment.read().database_url)
    typer.echo("The database is up to date.")


def check(
    folders: Annotated[list[Path] | None, typer.Argument(help="Content folders.")] = None,
) -> None:
    """Say all that is wrong with the content, with file and line."""
    from plgwork.content import load_all

    settings = environment.read()
    library = load_all([*settings.content_folders, *(folders or [])])
    typer.echo(f"Nothing is wrong: {len(library.items)} files, {len(library.prompts)} prompts.")


def _prepared(settings: Settings, demo: bool) -> "Store":
    """The store, migrated, with the invented school in it if this is the demo."""
    from plgwork.store import Store
    from plgwork.store.migrate import migrate as upgrade

    upgrade(settings.database_url)
    store = Store.open(settings.database_url)
    if demo and store.empty():
        from plgwork import invented
        from plgwork.content import load_all

        typer.echo("Making the invented school. This takes a few seconds, once.")
        invented.build(store, load_all(settings.content_folders), settings.clock())
    return store


def _for_pages(settings: Settings) -> str:
    """The address that pages get, in a role of their own where there are roles."""
    from plgwork.server.cookies import secret
    from plgwork.store.walls import address_for_pages

    # From the server's secret, so that all that share it derive the same.
    key = hmac.digest(secret(settings), b"the role of the pages", "sha256")
    return address_for_pages(settings.database_url, settings.pages_database, key.hex())


def _forget(settings: Settings) -> None:
    if settings.database:
        raise WorkbookError(
            "Only the demo's own file is thrown away; empty PLGWORK_DATABASE yourself."
        )
    for name in ("", "-wal", "-shm"):
        (settings.data / f"workbook.sqlite{name}").unlink(missing_ok=True)
