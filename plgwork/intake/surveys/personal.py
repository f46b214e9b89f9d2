"""Columns that name a person or point to one: by their heading, and by what stands in them."""

import re
from collections.abc import Callable, Collection, Mapping

from plgwork.intake.surveys.rows import is_moment, mostly
from plgwork.models.labels import plain

HEADINGS: Mapping[str, str] = {
    r"((your|full|first|last|middle|family|given|sur|fore|user|nick|preferred|respondent|staff"
    r"|teacher|student|employee|participant|recipient|display|login)[ _-]?)+ ?names?": "A name.",
    r"(what('s| is) your|please (enter|write|type|give)( us)? your|enter your|your)"
    r" .{0,20}\bname\??( \(.*\))?": "A name.",
    r"names?( \((optional|first and last|last, first|full)\))?": "A name.",
    r"name (and|or) .*|names? of (respondent|teacher|participant|person)": "A name.",
    r"(your |work |school |home |personal |contact |recipient ?)*e-?mail( ?address)?(es)?"
    r"( \(.*\))?": ("An e-mail address."),
    r".*\b(your|school|work) e-?mail( address)?\b.*": "An e-mail address.",
    r"(your )?(home |cell |mobile |work )?(tele)?phone( ?number)?|mobile|cell": "A phone number.",
    r".*\byour (phone|mobile|cell)( number)?\b.*": "A phone number.",
    r"ip[ _-]?(address|addr)?|ipaddr": "Where somebody sat.",
    r"(location[ _-]?)?(latitude|longitude|accuracy)|lat|lon|lng|long|gps.*|geo ?location": (
        "Where somebody sat."
    ),
    r"(home |street |postal |mailing |your )?address( line \d)?|zip( ?code)?"
    r"|post ?code|postal code": ("Where somebody lives."),
    r"(respondent|response|participant|user|staff|student|employee|teacher|person|member|record"
    r"|session|subject|case|submission|entry|network|external|badge|payroll)?[ _.-]?"
    r"(id|ids|uuid|guid|identifier|identification( number)?)": "A number for a person.",
    r"(employee|staff|student|payroll|badge) (number|no\.?)|token|username|user|login|ssn"
    r"|social security.*|external ?(data )?reference|sis.?id|upn|ein": "A number for a person.",
    r"(time ?stamp|date ?stamp|(start|end|submit|submitted|completion|recorded|created|modified"
    r"|completed|submission)[ _-]?(date|time|at|on)?|date[ _-]?(submitted|started|created|completed"
    r"|modified|recorded|of submission)?( and time)?|date ?time|last modified time"
    r"|time submitted)": ("The moment of the answer."),
    r"(date of birth|birth ?date|birth ?day|dob)": "A birthday.",
    r"signature|initials|sign(ed)? here": "A name.",
}
OWN_CODE = re.compile(
    r"(your|own|personal|secret|anonymous|self.?generated|matching|unique|confidential) "
    r"(\w+ )?(code|pseudonym)|^(code ?word|pseudonym|my code|sgic|matching code|link(ing)? code)\b"
    r"|.*\bcode\b.*\b(mother|birth|letters?|only you)\b",
)
# What codes are put together of, each asked by itself: “first letter of your mother’s first name”.
PIECE = re.compile(
    r"\b(first|second|third|last|middle)( (two|three|2|3))? (letters?|digits?|numbers?|initials?) "
    r"(of|in) .*\b(name|born|birth|town|city|street|school|phone|number|pet|colou?r)\b"
    r"|\binitial of .*\bname\b|\bname'?s? initial\b|\bname \((first )?initial\)"
    r"|\b(day|month)\b.*\b(born|birth|birthday)\b|\b(birth|birthday) (day|month)\b"
    r"|\bhow many (older|younger) (brothers|sisters|siblings)\b|\bnumber of (older|younger) "
    r"(brothers|sisters|siblings)\b"
)
ADDRESS = re.compile(r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]{2,}$")
PLACE = re.compile(r"^(\d{1,3}\.){3}\d{1,3}$|^([0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}$", re.I)
NUMBER = re.compile(r"^(R_\w{10,}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|\d{6,20})$", re.I)
PHONE = re.compile(r"^\+?\(?\d{2,4}\)?[ .-]\(?\d{2,4}\)?[ .-]\d{2,4}([ .-]?\d{2,4})?$")
SPOT = re.compile(r"^-?\d{1,3}\.\d{5,}$")
NAMED = re.compile(r"^(Mr|Ms|Mrs|Miss|Dr|Prof)?\.? ?[A-Z][\w'’-]+,?( [A-Z]\.?)? [A-Z][\w'’-]+$")
MOMENTS = "It holds moments."
CONTENT: tuple[tuple[Callable[[str], object], str], ...] = (
    (ADDRESS.match, "It holds e-mail addresses."),
    (PLACE.match, "It holds addresses of computers."),
    (PHONE.match, "It holds phone numbers."),
    (SPOT.match, "It holds places on the map."),
    (is_moment, MOMENTS),
)
LEAST_TO_TELL = 5
KNOWN = [(re.compile(rf"^({pattern})$"), why) for pattern, why in HEADINGS.items()]


def by_heading(*texts: str) -> str:
    """Why a column of this heading points to a person; empty where it does not."""
    for text in texts:
        same = plain(text).rstrip("?*: ").replace("_", " ")
        for pattern, why in KNOWN:
            if pattern.match(same):
                return why
    return ""


def is_own_code(*texts: str) -> bool:
    """Whether people were asked for a code that they made themselves, or for a piece of one."""
    told = [plain(text) for text in texts]
    return any(OWN_CODE.search(one) or PIECE.search(one) for one in told)


def by_content(cells: Collection[str], people: int) -> str:
    """Why what stands in a column points to a person; ``cells`` are its different ones."""
    for fits, why in CONTENT:
        if mostly((cell.strip() for cell in cells), fits):
            return why
    single = len(cells) >= LEAST_TO_TELL and len(cells) > 0.95 * people
    if single and mostly((cell.strip() for cell in cells), NUMBER.match):
        return "It holds a number for each person."
    if single and mostly((cell.strip() for cell in cells), NAMED.match):
        return "It holds what look like names, a different one in each row."
    return ""


def counts_rows(cells: Collection[str], people: int) -> bool:
    """Whether a column only numbers the rows."""
    if len(cells) != people or people < LEAST_TO_TELL or not all(one.isdigit() for one in cells):
        return False
    numbers = sorted(map(int, (one for one in cells if len(one) < 9)))
    return len(numbers) == people and numbers[-1] - numbers[0] == people - 1


def holds_addresses(cells: Collection[str]) -> bool:
    """Whether somebody wrote an e-mail address into an answer."""
    return any(re.search(r"[^@\s<>]+@[^@\s<>]+\.\w{2,}", cell) for cell in cells)
