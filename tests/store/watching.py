"""Whether anything in a database changed, asked often: it is read only after a commit."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from sqlalchemy import create_engine

from tests.store.world import contents

# What another number comes back for after each commit of somebody else, and for nothing less.
COMMITS = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_snapshot()::text"}


class Watch:
    """Someone who knows what a database held, and looks again."""

    def __init__(self, url: str, held: Mapping[str, Any] | None = None) -> None:
        self._url = url
        # In no transaction: within one, nobody sees what others commit.
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()
        self._seen, self._held = self._commits(), contents(url) if held is None else held

    def __enter__(self) -> "Watch":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._engine.dispose()

    def changed(self) -> bool:
        """Whether any row of any table is another than when this was last asked."""
        commits = self._commits()
        if commits == self._seen:
            return False
        before, self._seen, self._held = self._held, commits, contents(self._url)
        return self._held != before

    def _commits(self) -> Any:
        ask = COMMITS[self._engine.dialect.name]
        return self._connection.exec_driver_sql(ask).scalar_one()
