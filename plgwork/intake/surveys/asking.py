"""What somebody says of a file who knows what was asked: an instrument, and who is told apart."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from plgwork.errors import IntakeError
from plgwork.intake.surveys.table import Export
from plgwork.models.exports import Column, Found, Use
from plgwork.models.instruments import Instrument, Item, Kind
from plgwork.models.labels import plain, tidy

SAID = "The instrument says so."
KNOWN = "It asks what our questionnaire “{title}” asks, and is read as that."
ENOUGH = 30  # letters of a question to know it by
FEWEST_EACH = 3  # people in a group, on average


def asked_as(found: Found, instrument: Instrument) -> Found:
    """The file read as this instrument asks; its items keep their ids.

    A column is an item's where its heading is the item's column, or its question the item's
    text. IntakeError names every item of which the file has no column.
    """
    questions = [one for one in instrument.items if one.kind is not Kind.OPTION]
    places = {one.id: _place(found.columns, one) for one in questions}
    lost = [one.text for one in questions if places[one.id] is None]
    if lost:
        raise IntakeError([f"The file has no column for “{text}”." for text in lost])
    columns = list(found.columns)
    for item in questions:
        at = places[item.id]
        if at is not None:
            columns[at] = _read_as(columns[at], item)
    taken = set(places)
    kept = {one.id for one in columns}
    scales = [one for one in instrument.scales if set(one.items) <= taken]
    others = [one for one in found.scales if set(one.items) <= kept - taken]
    return found.model_copy(
        update={
            "columns": tuple(_renamed(columns, set(places.values()), taken)),
            "scales": (*scales, *others),
        }
    )


def recognised(found: Found, instruments: Iterable[Instrument]) -> Found:
    """The file read as the first of these instruments of which it has every question, if any."""
    for one in instruments:
        if all(_place(found.columns, item) is not None for item in one.items):
            why = (*found.why, KNOWN.format(title=one.title))
            # What was doubtful of these questions no longer is.
            warnings = (
                said
                for said in found.warnings
                if not any(item.text[:ENOUGH] in said for item in one.items)
            )
            update = {"why": why, "warnings": tuple(warnings)}
            return asked_as(found, one).model_copy(update=update)
    return found


def _place(columns: Sequence[Column], item: Item) -> int | None:
    asked = (
        [plain(one.heading) for one in columns],
        [plain(one.text) for one in columns],
        [plain(f"{one.stem} {one.text}") for one in columns],
    )
    names = (plain(item.column), plain(item.text), plain(f"{item.stem} {item.text}"))
    for known, name in zip(asked, names, strict=True):
        if name and known.count(name) == 1:
            return known.index(name)
    return None


def _read_as(column: Column, item: Item) -> Column:
    return Column(
        id=item.id,
        heading=column.heading,
        stem=item.stem or column.stem,
        text=item.text,
        use=Use.SCALE if item.kind is Kind.SCALE else Use.CHOICE,
        why=SAID,
        labels=item.labels,
        favourable=item.favourable,
        lowest=item.lowest,
        apart=item.apart or column.apart,
        reverse=item.reverse,
        spellings=_spellings(column, item),
    )


def _spellings(column: Column, item: Item) -> Mapping[str, str]:
    """What the cells hold, by label of the instrument: as found, or by the labels' numbers."""
    kept = {cell: one for cell, one in column.spellings.items() if one in item.labels}
    bare = [tidy(one) for one in column.labels]
    if all(one.lstrip("-").isdigit() for one in bare):
        numbers = {str(item.lowest + at): label for at, label in enumerate(item.labels)}
        kept |= {cell: label for cell, label in numbers.items() if plain(label) != cell}
    return kept


def _renamed(
    columns: Sequence[Column], items: set[int | None], taken: set[str]
) -> Iterator[Column]:
    """No other column bears the id of an item."""
    for at, one in enumerate(columns):
        if at not in items and one.id in taken:
            yield one.model_copy(update={"id": f"{one.id}-{at + 1}"})
        else:
            yield one


def grouped(export: Export, found: Found, names: Sequence[str]) -> tuple[Found, tuple[str, ...]]:
    """The file with these columns telling groups apart, and their ids.

    Each is named by its heading, its question or its id. IntakeError where there is no such
    column, or where it names people.
    """
    columns, ids = list(found.columns), []
    for name in names:
        at = _named(columns, name)
        columns[at] = _as_groups(columns[at], export.columns[at].answers, export.people)
        ids.append(columns[at].id)
    return found.model_copy(update={"columns": tuple(columns)}), tuple(ids)


def _named(columns: Sequence[Column], name: str, use: Use = Use.GROUP) -> int:
    wanted = plain(name)
    for known in ("heading", "text", "id"):
        told = [plain(getattr(one, known)) for one in columns]
        if told.count(wanted) == 1:
            return told.index(wanted)
    heads = ", ".join(f"“{one.heading}”" for one in columns if one.use is use)
    known = "Groups are told apart by" if use is Use.GROUP else "Codes stand in"
    raise IntakeError(
        [f"There is no one column “{name}”. " + (f"{known} {heads}." if heads else "")]
    )


def _as_groups(column: Column, cells: Collection[str], people: int) -> Column:
    if column.use is Use.PERSONAL:
        raise IntakeError([f"“{column.heading}” points to people. It cannot tell groups apart."])
    labels = column.labels or tuple(sorted({tidy(cell) for cell in cells}))
    # Groups are shown by their names, and what one person wrote must not become one.
    if column.use is Use.OPEN or len(labels) * FEWEST_EACH > people:
        raise IntakeError(
            [
                f"“{column.heading}” has {len(labels)} different answers of {people} people: "
                "too many to be groups."
            ]
        )
    return column.model_copy(update={"use": Use.GROUP, "labels": labels, "apart": ()})


def coded_by(found: Found, names: Sequence[str]) -> Found:
    """The file with the people's own code in these columns, and in no others.

    Each is named by its heading, its question or its id. IntakeError where there is no such
    column; without names, where none holds a code.
    """
    told = {_named(found.columns, name, Use.CODE) for name in names}
    if not told and all(one.use is not Use.CODE for one in found.columns):
        raise IntakeError(["No column holds a code that people made themselves. Name the column."])
    if not told:
        return found
    columns = (
        _as_code(one, at in told) if at in told or one.use is Use.CODE else one
        for at, one in enumerate(found.columns)
    )
    return found.model_copy(update={"columns": tuple(columns)})


def _as_code(column: Column, is_code: bool) -> Column:
    return column.model_copy(update={"use": Use.CODE if is_code else Use.LEFT_OUT})
