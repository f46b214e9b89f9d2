"""Bytes into text: UTF-8, UTF-16, what Windows wrote, what old Macs wrote."""

from collections.abc import Iterator

from plgwork.errors import IntakeError

BINARY = (
    "This is not a text, an Excel file or an SPSS file. Export the answers as CSV or Excel, and "
    "take that file."
)
MARKS = set("\u00a0‘’“”–—…•£€°½¼©®™¡¿«»\u200b")
# A file is told by its first bytes that are not ASCII; more do not tell more.
ENOUGH = 4_000


def decode(data: bytes) -> str:
    """The text of a file; IntakeError when it is none."""
    name = encoding(data)
    text = data.decode(name, errors="ignore" if name == "utf-8" else "replace")
    if _unreadable(text):
        raise IntakeError([BINARY])
    return text.replace("\x00", "").removeprefix("\ufeff")


def encoding(data: bytes) -> str:
    """The name of the encoding in which a file was most likely written."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return _half_of_utf_16(data) or _bytewise(data)


def _half_of_utf_16(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of a western text is nought."""
    first = data[:2_000]
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        noughts = first[at::2].count(0)
        if len(first) >= 8 and noughts > 0.4 * len(first) and not first[1 - at :: 2].count(0):
            return name
    return None


def _bytewise(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        # One broken character at the end is a file that was cut off, not another encoding.
        if error.start >= len(data) - 4 and error.start > 0:
            return "utf-8"
    else:
        return "utf-8"
    windows = data.decode("cp1252", errors="replace")
    mac = data.decode("mac_roman")
    return "mac_roman" if _likeness(mac) > _likeness(windows) else "cp1252"


def _likeness(text: str) -> int:
    """How much this looks like what people write: é within a word, “ around it; never Ê after e."""
    return sum(_fits(before, sign) for before, sign in _foreign(text))


def _foreign(text: str) -> Iterator[tuple[str, str]]:
    found = 0
    for at, sign in enumerate(text):
        if sign > "\x7f":
            yield text[at - 1 : at] or " ", sign
            found += 1
            if found == ENOUGH:
                return


def _fits(before: str, sign: str) -> int:
    if sign in MARKS:
        return 1
    if not sign.isalpha() or sign in "ªºƒπΩ":
        return -1
    return -1 if sign.isupper() and before.islower() else 1


def _unreadable(text: str) -> bool:
    first = text[:20_000]
    strange = sum(sign < " " and sign not in "\t\r\n\f\v\x1a\x1c\x1d\x1e\x1f" for sign in first)
    return "\x00" in first or strange > len(first) / 50
