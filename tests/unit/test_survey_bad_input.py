"""Whatever file somebody takes: a sentence and a way on, and never a broken page."""

import io
import zipfile
from contextlib import suppress
from datetime import timedelta

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plgwork.errors import IntakeError
from plgwork.intake.surveys import code, find, open_export
from plgwork.models.exports import Format, Use
from tests.unit.surveys import NAMES, SAMPLES, families, found_in, read, table


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


XLSX = (SAMPLES / "microsoft-forms.xlsx").read_bytes()
SAV = (SAMPLES / "spss.sav").read_bytes()
REFUSED = {
    "empty": (b"", "nothing in this file"),
    "blanks": (b" \r\n\t\r\n", "nothing in this file"),
    "commas": (b",,,\n,,,\n", "nothing in this file"),
    "headings": (b"How are you?,Your school\n", "nobody under them"),
    "binary": (bytes(range(256)) * 40, "not a text"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
    "PDF": (b"%PDF-1.7 ...", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n", "picture"),
    "web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    "Word": (packed(word__document=b"x"), "Word document"),
    "folder": (packed(**{"answers.csv": b"a,b\n1,2\n"}), "answers.csv"),
    "cut Excel": (XLSX[: len(XLSX) // 2], "cut off"),
    "cut SPSS": (SAV[:200], "SPSS"),
    "bomb": (packed(xl__workbook_xml=b"", x=b"0" * 60_000_000), "packed folder"),
    "open quotation": (b'a,b\n1,"2\n3,4\n', "never closed"),
    "wide": (",".join(f"q{at}" for at in range(4_000)).encode() + b"\n1\n", "columns"),
}


@pytest.mark.parametrize(("data", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_told_with_a_way_on(data: bytes, says: str) -> None:
    with pytest.raises(IntakeError, match=says) as told:
        open_export(data, "answers.csv")

    assert len(told.value.problems) == 1
    assert told.value.problems[0].endswith(".")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 60_000_000})

    with pytest.raises(IntakeError, match="unpacks into far more"):
        open_export(bomb, "answers.xlsx")


def test_a_formula_is_never_worked_out() -> None:
    rows: list[list[object]] = [["I belong here", "Why?"]]
    rows += [["Agree", '=HYPERLINK("http://127.0.0.1/","x")'], ["Disagree", "Because"]]
    _, answers = read(workbook(rows), "answers.xlsx")

    assert answers.open == () or answers.open[0].texts == ("Because",)


def test_cells_of_every_kind_become_words() -> None:
    rows: list[list[object]] = [["Yes?", "How long?", "I belong here"]]
    rows += [[True, timedelta(hours=1), 4.0], [False, None, 2]]
    export = open_export(workbook(rows), "answers.xlsx")

    assert [row[2] for row in export.rows] == ["4", "2"]


def test_a_wrong_ending_is_said_and_forgiven() -> None:
    export = open_export(XLSX, "answers.csv")

    assert export.format is Format.MICROSOFT_FORMS
    assert any("ends in .csv" in one for one in export.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_encoding_and_separator_is_found(encoding: str, separator: str) -> None:
    rows = [["Café: is it good?", "Your school"], ["Très bien", "Oak"], ["Malgré tout", "Mill"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    export = open_export(text.encode(encoding), "answers.csv")

    assert [head.text for head in export.heads] == rows[0]
    assert [list(row) for row in export.rows] == rows[1:]


def test_what_old_macs_wrote_is_read() -> None:
    export = open_export("Café?,Why\nnaïve,“so”\nno\u00a0way,é\n".encode("mac_roman"), "a.csv")

    assert export.heads[0].text == "Café?"
    assert export.rows[0] == ("naïve", "“so”")


def test_two_thousand_columns_are_read() -> None:
    heads = ",".join(f"Question {at}" for at in range(2_000))
    row = ",".join(["3"] * 2_000)
    found = found_in(f"{heads}\n{row}\n{row}\n")

    assert len(found.columns) == 2_000


def test_equal_headings_are_kept_apart() -> None:
    found, answers = read(table(("Why?", ["Agree", "Disagree"]), ("Why?", ["Disagree", "Agree"])))

    assert len({one.id for one in found.columns}) == 2
    assert answers.codes.tolist() == [[1, 0], [0, 1]]
    assert any("same heading" in one for one in found.warnings)


def test_two_files_pasted_into_one_are_read_and_said() -> None:
    found = found_in("One,Two,Three\n1,2,3\n1,2,3\n1,2,3\n3;2;1\n")

    assert found.respondents == 4
    assert any("another sign" in one for one in found.warnings)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (["Agree"] * 9, "the same answer to every question"),
        (["Agree"], "One person answered"),
    ],
)
def test_too_little_to_compare_is_said(cells: list[str], says: str) -> None:
    found = found_in(table(("I belong here", cells), ("We meet", cells)))

    assert any(says in one for one in found.warnings)


def test_two_waves_in_one_file_are_said() -> None:
    days = [f"2025-05-{at + 1:02d} 10:00" for at in range(9)]
    days += [f"2026-05-{at + 1:02d} 10:00" for at in range(9)]
    found = found_in(table(("Timestamp", days), ("I belong here", ["Agree", "Disagree"] * 9)))

    assert any("12 months" in one for one in found.warnings)


def test_a_file_that_was_cut_off_is_said() -> None:
    found = found_in("One,Two,Three\n1,2,3\n3,2,1\n1,2")

    assert found.respondents == 3
    assert any("cut off" in one for one in found.warnings)


def test_corrections_of_another_file_are_refused() -> None:
    here = open_export(b"One,Two\n1,2\n2,1\n", "a.csv")
    there = find(open_export(b"One,Two\n1,2\n2,2\n", "b.csv"), families())

    with pytest.raises(IntakeError, match="another file"):
        code(here, there)


def test_a_file_without_a_question_says_so_and_can_be_corrected() -> None:
    found = found_in(table(("Tell us", [f"Once, {one} of us went out" for one in "abcdefgh"])))

    assert [one.use for one in found.columns] == [Use.OPEN]
    assert any("No question" in one for one in found.warnings)


def nothing_breaks(data: bytes, name: str, as_format: Format | None) -> None:
    """Every step on whatever comes; only what can be explained may be raised."""
    with suppress(IntakeError):
        export = open_export(data, name, as_format)
        found = find(export, families())
        assert found.rows == found.respondents + sum(one.rows for one in found.dropped)
        code(export, found)


FORMATS = st.sampled_from([None, *Format])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), FORMATS)
@example(b"PK\x03\x04", None)
@example(b"$FL2@(#)", None)
@example(b"\xff\xfea", None)
@example(b'sep=""\n1', None)
@example(b"sep=\n\n1", None)
def test_no_bytes_break_it(data: bytes, as_format: Format | None) -> None:
    nothing_breaks(data, "answers.csv", as_format)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 10_000), st.binary(max_size=6), FORMATS)
def test_no_damage_to_an_export_breaks_it(
    name: str, at: int, put: bytes, as_format: Format | None
) -> None:
    data = (SAMPLES / name).read_bytes()
    at %= len(data)
    nothing_breaks(data[:at] + put + data[at + len(put) :], name, as_format)
    nothing_breaks(data[:at] + put, name, as_format)


CELLS = st.sampled_from(
    [
        *("", " ", "Agree", "agree ", "1", "2.0", "10", "-99", "5 (All)", "1 - No", "Yes", "N/A"),
        *(
            "a; b;",
            "a, b",
            "Timestamp",
            "Respondent ID",
            "Response",
            "Q1",
            "V1",
            "id",
            "[a]",
            "b [c]",
        ),
        *('{"ImportId":"QID1"}', "R_0123456789abc", "2026-01-01 10:00", "submitdate", "a[SQ1]. b"),
        *("ResponseId", "StartDate", "x@oak.org", "=1+1", "²", "１", "\ufeff", "٣", "9" * 30, "−1"),
    ]
) | st.text(max_size=8)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8), FORMATS)
@example([["", "Response"], ["Response", "Why?"], ["1", "2"]], Format.SURVEYMONKEY)
@example([["Why?", "I belong here"], ["\ufeff", "Agree"], ["a", "\u200b"]], None)
def test_no_table_breaks_it(rows: list[list[str]], as_format: Format | None) -> None:
    text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    nothing_breaks(text.encode(errors="replace"), "answers.csv", as_format)
