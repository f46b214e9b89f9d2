"""A list of people, pasted or from a file: who is on it, what was decided, and what is wrong."""

import re
from collections.abc import Iterator, Sequence

from plgwork.intake.columns import FIRST, LAST, NAME, ROLE, SIGN_IN, WORK, Columns, Rows, columns
from plgwork.intake.text import decode, rows
from plgwork.models.enrolling import Listed, PeopleList, Problem
from plgwork.models.people import Role

MOST_LETTERS = 120
ROLES = {role.value: role for role in Role} | {f"{role.value}s": role for role in Role}
ROLES |= {f"plg {word}": role for word, role in ROLES.items()}
SUFFIX = re.compile(r"^(jr|sr|i{2,3}|iv|ph\.? ?d|ed\.? ?d|m\.? ?ed|m\.? ?a|m\.? ?s)\.?$", re.I)
WITH_ADDRESS = re.compile(r"^\"?(?P<name>[^<>\"]*?)\"? *<(?:mailto:)?(?P<account>[^<>]+)>$")
ADDRESS = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
TURNED = "Names written “Last, First” are turned around."


def read(handed_in: str | bytes) -> PeopleList:
    """The people on a list; IntakeError when nothing of it can be read."""
    text = decode(handed_in) if isinstance(handed_in, bytes) else handed_in
    separator, lines = rows(text)
    found = columns(separator, lines)
    return of_rows(lines[found.headed :], found)


def of_rows(lines: Rows, found: Columns) -> PeopleList:
    """The people in rows whose columns are known."""
    people: list[Listed] = []
    problems: list[Problem] = list(found.problems)
    turned = False
    for number, cells in lines:
        reader = _Row(number, cells, found)
        people.append(reader.listed())
        problems += reader.problems
        turned |= reader.turned
    problems += twice(people)
    return PeopleList(
        people=tuple(people),
        decided=(*found.decided, *([TURNED] if turned else ())),
        problems=tuple(sorted(problems, key=lambda one: one.row)),
    )


class _Row:
    """One row, being read."""

    def __init__(self, number: int, cells: Sequence[str], found: Columns) -> None:
        self.number = number
        self.problems: list[Problem] = []
        self.turned = False
        self._cells = cells
        self._columns = found

    def listed(self) -> Listed:
        """What stands in the row; what is wrong with it is kept beside."""
        name, account = self._name_and_address()
        work = ", ".join(cell.replace("\n", ", ") for cell in self._all(WORK))
        self._check_name(name, account)
        self._check_account(account)
        self._check_width()
        return Listed(
            row=self.number, name=name, account=account, work=work, roles=tuple(self._roles())
        )

    def _all(self, what: str) -> list[str]:
        at = self._columns.places.get(what, ())
        return [self._cells[one] for one in at if one < len(self._cells) and self._cells[one]]

    def _one(self, what: str) -> str:
        return " ".join(self._all(what))

    def _name_and_address(self) -> tuple[str, str]:
        name = self._one(NAME)
        account = re.sub("^mailto:", "", self._one(SIGN_IN), flags=re.IGNORECASE)
        if both := WITH_ADDRESS.match(name):
            name, account = both["name"], account or both["account"]
        elif ADDRESS.match(name):
            name, account = "", account or name
        first, last = self._one(FIRST), self._one(LAST)
        if first or last:
            name = " ".join(filter(None, (first, name, last)))
        return self._in_order(name), account.strip().lower()

    def _in_order(self, name: str) -> str:
        last, comma, first = (part.strip() for part in name.partition(","))
        if not comma or not first or SUFFIX.match(first):
            return name.strip()
        self.turned = True
        return f"{first} {last}"

    def _check_name(self, name: str, account: str) -> None:
        if not name:
            rest = f"“{account}” is there" if account else "something is there"
            self._wrong(f"{rest}, and no name. Write the name beside it.")
        elif "\n" in name:
            self._wrong("the name runs over several lines. Is a quotation mark not closed?")
        elif problem := misnamed(name):
            self._wrong(problem)

    def _check_account(self, account: str) -> None:
        if account and (problem := unusable(account)):
            self._wrong(problem)

    def _check_width(self) -> None:
        for place in self._columns.beyond(self._cells):
            self._wrong(f"“{self._cells[place]}” stands under no heading.")

    def _roles(self) -> Iterator[Role]:
        words = re.split(r"[,;/&+\n]| and ", self._one(ROLE))
        for word in filter(None, (word.strip() for word in words)):
            if word.lower() in ROLES:
                yield ROLES[word.lower()]
            else:
                known = ", ".join(Role)
                self._wrong(f"“{word}” is not a role here; there are {known}.")

    def _wrong(self, says: str) -> None:
        self.problems.append(Problem(row=self.number, says=says))


def misnamed(name: str) -> str:
    """Why nobody can be called this; empty when somebody can."""
    if len(name) > MOST_LETTERS:
        return f"a name has at most {MOST_LETTERS} letters; this has {len(name)}."
    if not name.isprintable():
        return "the name holds signs that cannot be shown. Type it anew, please."
    if not any(letter.isalpha() for letter in name) or name[0] in "=+-@":
        return f"“{name}” is not a name."
    return ""


def unusable(account: str) -> str:
    """Why nobody can sign in with this name; empty when one can."""
    if "@" in account and not ADDRESS.match(account):
        return f"“{account}” is not an e-mail address."
    if len(account.split()) != 1 or not 2 <= len(account) <= 200 or not account.isprintable():
        return (
            f"“{account}” cannot be a name to sign in with. Write an e-mail address, or a name "
            "without blanks."
        )
    return ""


def twice(people: Sequence[Listed]) -> Iterator[Problem]:
    """Who stands in two rows, or signs in with another’s name."""
    names: dict[str, Listed] = {}
    accounts: dict[str, Listed] = {}
    for one in people:
        same = accounts.get(one.account) if one.account else None
        named = names.get(one.name.casefold()) if one.name else None
        if same:
            yield Problem(
                row=one.row,
                says=f"“{one.account}” stands in row {same.row} already. Two people cannot sign "
                "in with one name; take one of the two rows out, or change it.",
            )
        elif named and not (named.account and one.account):
            yield Problem(
                row=one.row,
                says=f"{one.name} stands in row {named.row} already. Take one of the two rows "
                "out; if they are two people, give each the name they sign in with.",
            )
        names.setdefault(one.name.casefold(), one)
        accounts.setdefault(one.account, one)
