"""What others would see, before it is let out: the very charts of Results, for its owner alone."""

from collections.abc import Iterator, Sequence
from typing import Any

from plgwork.models import figures
from plgwork.models.figures import Choice
from plgwork.pages.surveys.comparing import Comparing
from plgwork.pages.surveys.groupings import chosen, spoken
from plgwork.pages.surveys.views import Views
from plgwork.widgets import Panels

By = tuple[str, ...]
UNSAFE = "Withheld, whoever looks"
MOST_LINES = 12
PRIVATE = {
    "kicker": "Only you see this",
    "title": "A look at Results before anybody else",
    "lines": [
        "These are the pictures that every leader and coach would find under Results, drawn of the "
        "same figures. As long as you do not let them out, nobody else sees them."
    ],
}


def parts(views: Views) -> list[Any]:
    """The overview, what was answered to each question, and one question by groups."""
    comparing = Comparing(views.table, views.instrument)
    charts = [views.overview(), views.items()]
    if comparing.bys and comparing.questions:
        charts.append(views.groups(comparing.telling(comparing.by)[0], comparing.by))
    return [Panels(panels=[PRIVATE]), *charts]


def panels(choice: Choice, weighed: figures.Proposal) -> Iterator[dict[str, Any]]:
    """What would be seen and what not, in words."""
    yield {
        "kicker": "Not let out yet",
        "title": "What others would see",
        "lines": [
            chosen(choice, weighed.table.headings),
            *(_shown(weighed.table, by) for by in dict.fromkeys(x.by for x in weighed.table.rows)),
            *([] if weighed.withheld else ["Nothing is withheld."]),
        ],
    }
    if weighed.withheld:
        first, rest = weighed.withheld[:MOST_LINES], weighed.withheld[MOST_LINES:]
        yield {
            "kicker": UNSAFE,
            "title": f"What stays withheld: {_groups(len(weighed.withheld))}",
            "lines": list(first),
            **({"more": {"summary": f"And {len(rest)} more", "lines": list(rest)}} if rest else {}),
        }
    if weighed.merging:
        yield {
            "kicker": "How more could be seen",
            "title": "Merge groups that are small",
            "lines": [one.words for one in weighed.merging],
        }


def _shown(table: figures.SuppressedTable, by: By) -> str:
    """Of which groups all is shown, of which a part: in the last wave, in a sentence."""
    rows = list(table.of(by=by, wave=table.rows[-1].wave))
    hidden = {group: [x.withheld for x in rows if x.group == group] for group in _each(rows)}
    whole = sum(not any(one) for one in hidden.values())
    part = sum(any(one) and not all(one) for one in hidden.values())
    if not by:
        return f"{figures.EVERYONE}: {'all' if whole else 'some'} questions are shown."
    more = f", and {part} in part" if part else ""
    return f"{spoken(by, table.headings)}: {whole} of {_groups(len(hidden))} shown{more}."


def _each(rows: Sequence[figures.Row]) -> list[By]:
    return list(dict.fromkeys(row.group for row in rows))


def _groups(many: int) -> str:
    return "one group" if many == 1 else f"{many} groups"
