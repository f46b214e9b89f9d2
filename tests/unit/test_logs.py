"""What is logged says where something went wrong, and nothing that anybody wrote."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from nbclient.exceptions import CellExecutionError
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError

from plgwork import logs
from plgwork.errors import StoreError, UnavailableError
from plgwork.logs import Kind
from plgwork.server.quiet import OfPages

SECRET = "Ben cried after the meeting"
KINDS: tuple[Kind, ...] = ("text", "json")


@pytest.fixture(params=KINDS)
def said(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What is logged, either way, while a test runs."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logs.handler(request.param, stream)
    handler.addFilter(OfPages())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


class Mark(BaseModel):
    value: int


def failing(chained: bool = False) -> None:
    """Fail as code does that was handed what somebody wrote."""
    try:
        Mark.model_validate({"value": SECRET})
    except ValueError as error:
        raise (ValueError(SECRET) if chained else StoreError(SECRET)) from error


@pytest.mark.parametrize("chained", [True, False])
@pytest.mark.parametrize("name", ["plgwork.server", "tornado.application", "Workbench", "asyncio"])
def test_where_an_error_happened_is_told_and_never_what_it_said(
    said: io.StringIO, name: str, chained: bool
) -> None:
    try:
        failing(chained)
    except (ValueError, StoreError):
        logging.getLogger(name).exception("A thing failed")

    assert "cried" not in said.getvalue()
    assert "in failing" in said.getvalue()
    assert "ValidationError" in said.getvalue()


def test_what_a_database_says_of_its_state_is_told(said: io.StringIO) -> None:
    try:
        raise UnavailableError("It is away.") from OperationalError("SELECT 1", {}, OSError("gone"))
    except UnavailableError:
        logging.getLogger("plgwork.server").exception("A thing failed")

    assert "UnavailableError: It is away." in said.getvalue()
    assert "gone" in said.getvalue()


def test_of_a_page_that_failed_the_places_are_told(said: io.StringIO) -> None:
    place = "File ~/pages/home.py:12, in build(workbook)"
    account = f"---\n{place}\n     11 x\n\nKeyError: {SECRET}\n\nValueError: {SECRET}\n"
    error = CellExecutionError(account, "ValueError", SECRET)

    logging.getLogger("Workbench").error("Error", exc_info=error)

    assert "A page could not be built: ValueError" in said.getvalue()
    assert "home.py:12, in build" in said.getvalue()
    assert "cried" not in said.getvalue()


def test_a_task_that_nobody_asked_about_is_described_without_what_it_said(
    said: io.StringIO,
) -> None:
    async def fail() -> None:
        raise ValueError(SECRET)

    async def forget() -> None:
        task = asyncio.get_running_loop().create_task(fail())
        await asyncio.wait({task})
        del task

    asyncio.run(forget())

    assert "never retrieved" in said.getvalue()
    assert "cried" not in said.getvalue()


def test_what_others_say_while_all_is_well_is_not_logged(said: io.StringIO) -> None:
    for name in ("IPKernelApp", "Workbench"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.debug("comm_msg: %s", SECRET)
        logger.info("comm_msg: %s", SECRET)
        logger.setLevel(logging.NOTSET)

    assert said.getvalue() == ""


def test_as_json_each_record_is_one_object_on_a_line() -> None:
    stream = io.StringIO()
    logger = logging.Logger("plgwork.server")
    logger.addHandler(logs.handler("json", stream))

    logger.error("%d %s", 500, "/room/{}", extra={"route": "/room/{}", "status": 500})
    try:
        failing()
    except StoreError:
        logger.exception("A thing failed\nand more")
    first, second = map(json.loads, stream.getvalue().splitlines())

    assert {first["level"], first["logger"], first["message"], first["route"]} == {
        *("ERROR", "plgwork.server", "500 /room/{}", "/room/{}"),
    }
    assert first["status"] == 500
    assert first["time"].endswith("+00:00")
    assert "in failing" in second["where"]
