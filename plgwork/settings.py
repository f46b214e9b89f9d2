"""The environment, read once, as typed values. After the start nobody reads it again."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AwareDatetime, Field, FilePath, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from plgwork.errors import WorkbookError

WEB = ("http", "https")


def shipped(name: str) -> Path:
    """The folder ``content`` or ``notebooks`` that came with this installation."""
    packed = Path(__file__).parent / "shipped" / name
    return packed if packed.exists() else Path(__file__).parents[1] / name


class Settings(BaseSettings):
    """What an operator can set, each as ``PLGWORK_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(env_prefix="PLGWORK_", frozen=True, extra="ignore")

    data: Path = Field(default_factory=lambda: user_data_path("plgwork"))
    database: str = ""
    pages_database: str = ""
    secret_file: Path | None = None
    content: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8866, ge=1, le=65535)
    base_url: str = "/"
    address: str = ""
    proxies: str = ""
    door: Literal["accounts", "directory"] = "accounts"
    proxy_secret_file: Path | None = None
    user_header: str = "X-Remote-User"
    directory_sign_out: str = ""
    hub_prefix: str = Field(default="", validation_alias="JUPYTERHUB_SERVICE_PREFIX")
    smtp: str = ""
    mail_from: str = ""
    idle_minutes: int = Field(default=30, ge=1)
    return_seconds: int = Field(default=90, ge=1)
    sign_out_minutes: int = Field(default=60, ge=1)
    most_kernels: int = Field(default=60, ge=1)
    leave_seconds: int = Field(default=0, ge=0)
    quick: bool = True
    log: Literal["text", "json"] = "text"
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    metrics_host: str = "127.0.0.1"
    demo_anywhere: bool = False
    now: AwareDatetime | FilePath | None = Field(default=None, union_mode="left_to_right")
    visitor: str = ""
    letter: Path | None = None
    kernel: str = ""
    served: bool = False
    query: str = Field(default="", validation_alias="QUERY_STRING")

    @property
    def database_url(self) -> str:
        """The address of the database; an SQLite file in the data folder unless set."""
        return self.database or f"sqlite:///{self.data / 'workbook.sqlite'}"

    @property
    def pages_url(self) -> str:
        """The address by which pages reach the database; on PostgreSQL, as a role of their own."""
        return self.pages_database or self.database_url

    @property
    def path(self) -> str:
        """Below which every address lies, between slashes: where a hub puts it, or as set."""
        by_hub = self.door == "directory" and self.proxy_secret_file is None
        path = ((by_hub and self.hub_prefix) or self.base_url).strip("/")
        return f"/{path}/" if path else "/"

    @property
    def public_address(self) -> str:
        """Where people's browsers find the workbook; what links begin with, ends in a slash."""
        if self.address:
            return f"{self.address.rstrip('/')}/"
        return f"http://{self.host}:{self.port}{self.path}"

    @property
    def secure(self) -> bool:
        """Whether people reach the workbook over TLS."""
        return urlsplit(self.public_address).scheme == "https"

    @property
    def content_folders(self) -> list[Path]:
        """Where content is read from; what comes later lies over what came before."""
        own = self.content or self.data / "content"
        # One that was named and is not there is a mistake, and is reported as one.
        return [shipped("content"), *([own] if self.content or own.exists() else [])]

    @field_validator("address")
    @classmethod
    def _whole(cls, address: str) -> str:
        if address and not (urlsplit(address).hostname and urlsplit(address).scheme in WEB):
            raise ValueError("write it whole, as in https://plg.school.example/")
        return address

    def clock(self) -> datetime:
        """Now, or the moment that a test or a demonstration asked for: fixed, or as a file says."""
        if isinstance(self.now, Path):
            return datetime.fromisoformat(self.now.read_text(encoding="utf-8").strip())
        return self.now or datetime.now(UTC)


def read() -> Settings:
    """Read the environment, and the database's address from its letter if there is one.

    The server hands each page the address in a file only its user can read, so that it
    never stands in the environment of a process; the file is gone once it is read.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise WorkbookError("\n".join(map(_said, error.errors()))) from error
    if settings.letter is None:
        return settings
    address = settings.letter.read_text(encoding="utf-8")
    settings.letter.unlink()
    os.environ.pop("PLGWORK_LETTER", None)
    return settings.model_copy(update={"database": address, "letter": None})


def _said(problem: ErrorDetails) -> str:
    """What is wrong with one setting, without what was set: that may be a secret."""
    name, says = str(problem["loc"][0]).upper(), problem["msg"]
    return f"PLGWORK_{name.removeprefix('PLGWORK_')}: {says[0].lower()}{says[1:]}."
