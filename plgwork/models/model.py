"""What every noun here is: frozen, and strict about its fields."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


def _keepable(text: Any) -> Any:
    # PostgreSQL keeps no NUL, and nothing keeps half of a character that was cut in two.
    return text.encode(errors="ignore").decode().replace("\0", "") if type(text) is str else text


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Typed = Annotated[str, BeforeValidator(_keepable)]


class Model(BaseModel):
    """A value that cannot change and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
