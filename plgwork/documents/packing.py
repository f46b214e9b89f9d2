"""Office files that are the same bytes whenever they are made of the same things."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can say
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def settled(file: bytes) -> bytes:
    """The same file without the moment at which it was made."""
    page = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as old, ZipFile(page, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z\2", part)
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, part)
    return page.getvalue()


def clean(text: str) -> str:
    """The text without characters that XML cannot hold: Office would refuse the file."""
    return _UNPRINTABLE.sub("", text)
