"""What no single file can know: ids that must be unique, months that must be full."""

from plgwork.content.checks import (
    agendas,
    anchors,
    configurations,
    instruments,
    invented,
    practice,
    protocols,
    starters,
    workbook,
)
from plgwork.content.library import ALL, KINDS, SERVED, Library

ONCE = {kind for kind in (*KINDS, *SERVED) if "*" not in kind}
RULES = {
    **workbook.RULES,
    **protocols.RULES,
    **practice.RULES,
    **agendas.RULES,
    **anchors.RULES,
    **instruments.RULES,
    **configurations.RULES,
    **starters.RULES,
    **invented.RULES,
}


def check(library: Library) -> list[str]:
    """Everything wrong between files, in words, with file and line where there is one."""
    missing = {kind for kind in ONCE & library.kinds if not any(library.of(kind))}
    whole = {*ALL} - missing - library.broken
    return [
        *(f"content: {kind} is missing" for kind in sorted(missing - library.broken)),
        # A rule is left out while a file it needs is wrong in itself: one slip, one problem.
        *(
            problem
            for rule, of in RULES.items()
            if whole.issuperset(of)
            for problem in rule(library)
        ),
    ]
