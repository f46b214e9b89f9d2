"""Commands that keep what people wrote, and one that takes a person's away for good."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plgwork import settings as environment
from plgwork.errors import StoreError, WorkbookError
from plgwork.settings import Settings

if TYPE_CHECKING:
    from plgwork.models.keeping import Belongings, Holding
    from plgwork.store.erasing import Erasing

person = typer.Typer(help="One person, and what is kept of them.", no_args_is_help=True)


def backup(file: Annotated[Path, typer.Argument(help="A file that is not there yet.")]) -> None:
    """Take a backup, while people write. It holds private words: keep it as safe as those."""
    from plgwork.store.keeping import backup as take

    settings = environment.read()
    held = take(settings.database_url, file)
    days = _backup_days(settings)
    typer.echo(f"{file} holds {_told(held)}.")
    typer.echo(f"Delete it within {days} days: so long, people are told, backups are kept.")


def restore(file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Bring a backup back into an empty database. Everybody signs in anew."""
    from plgwork.store.keeping import restore as bring_back

    held = bring_back(environment.read().database_url, file)
    typer.echo(f"Restored: {_told(held)}. Everybody signs in anew.")


@person.command()
def erase(
    who: Annotated[str, typer.Argument(help="Their name or id.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a person and all they wrote, for good, after saying what goes and what stays."""
    from plgwork.store.erasing import Erasing

    settings = environment.read()
    erasing = Erasing(settings.database_url, settings.clock)
    try:
        kept = erasing.belongings(who)
        typer.echo(_what_goes(kept))
        typer.echo(_what_stays(kept, _backup_days(settings)))
        if not yes and typer.prompt("To erase them, type their name") != kept.name:
            raise WorkbookError("That is not their name. Nothing was changed.")
        erasing.erase(kept.person_id)
        typer.echo(f"{kept.name} is erased.")
        _clean_up(erasing)
    finally:
        erasing.close()


def _clean_up(erasing: "Erasing") -> None:
    try:
        erasing.clean_up()
    except StoreError as error:
        typer.echo(
            f"{error} So some of it still lies in files of the database, unseen, until they are "
            "written anew: VACUUM FULL does that."
        )


def _backup_days(settings: Settings) -> int:
    from plgwork.content import load

    return load(settings.content_folders).cover.backup_days


def _told(held: "Holding") -> str:
    counts = ((held.schools, "school"), (held.people, "person"), (held.entries, "entry"))
    return ", ".join(_count(number, one) for number, one in counts)


def _what_goes(kept: "Belongings") -> str:
    counts = (
        *((kept.entries, "entry"), (kept.versions, "version"), (kept.shared, "shared copy")),
        *((kept.marks, "mark"), (kept.memberships, "membership"), (kept.roles, "role")),
        *((kept.trainings, "training"), (kept.accounts, "account")),
        *((kept.answers, "answer in practice"), (kept.studies, "unit of training begun")),
        *((kept.runs, "run of a protocol"), (kept.drafts, "uploaded survey file")),
        (kept.corrections, "correction of a survey file"),
        (kept.codings, "code they gave to an answer"),
        *((kept.comments, "comment on a proposal"), (kept.responses, "response to a proposal")),
        (kept.checks, "name on a norm check that is open"),
        (kept.wishes, "word on what group would serve them"),
        (kept.places, "place in a draft of PLGs"),
        *((kept.told, "text in a live round"), (kept.dilemmas, "dilemma offered")),
        (kept.expertise, "thing they offer or seek"),
        (kept.followups, "follow-up about them"),
        (kept.followup_notes, "text in a follow-up"),
        (kept.settled, "word that a conversation was had"),
    )
    told = "\n".join(f"  {_count(number, one)}" for number, one in counts)
    return f"Of {kept.name} ({kept.person_id}) this goes for good:\n{told}"


def _what_stays(kept: "Belongings", days: int) -> str:
    return (
        "This stays:\n"
        f"  {_count(kept.lines, 'line')} of the record, by id alone, without a name; so also the "
        "figures that are counted from it\n"
        f"  {_count(kept.trained_by, 'training')} of others that they gave, with their name\n"
        f"  {_count(kept.surveys, 'survey')} of the school that they made, with what was counted, "
        "released\n  and answered, without who made it\n"
        f"  {_count(kept.wordings, 'wording')} that they proposed to their school or PLG, without "
        "their name\n"
        f"  {_count(kept.owned, 'follow-up that they own')}, with what it is about and without "
        "their words in it,\n  for a coach to take over\n"
        "  whatever others wrote, even of them\n"
        f"  all of it in backups that are there already, for up to {days} days; on PostgreSQL, "
        "also in\n  its write-ahead log and what is archived of that, for as long as those are kept"
    )


MANY = {
    "person": "people",
    "entry": "entries",
    "shared copy": "shared copies",
    "answer in practice": "answers in practice",
    "unit of training begun": "units of training begun",
    "run of a protocol": "runs of protocols",
    "correction of a survey file": "corrections of survey files",
    "code they gave to an answer": "codes they gave to answers",
    "comment on a proposal": "comments on proposals",
    "response to a proposal": "responses to proposals",
    "word on what group would serve them": "words on what group would serve them",
    "name on a norm check that is open": "names on norm checks that are open",
    "place in a draft of PLGs": "places in drafts of PLGs",
    "text in a live round": "texts in live rounds",
    "dilemma offered": "dilemmas offered",
    "thing they offer or seek": "things they offer or seek",
    "follow-up about them": "follow-ups about them",
    "text in a follow-up": "texts in follow-ups",
    "word that a conversation was had": "words that a conversation was had",
    "follow-up that they own": "follow-ups that they own",
}


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else MANY.get(one, f'{one}s')}"
