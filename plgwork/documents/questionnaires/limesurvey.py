"""A questionnaire as LimeSurvey's tab-separated survey structure: Create survey, Import."""

import csv
import io
from collections.abc import Iterator

from plgwork.documents.questionnaires.codes import answers, codes, line, question
from plgwork.models.instruments import Item, Questionnaire

TSV = "text/tab-separated-values;charset=utf-8"
COLUMNS = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
)
LIST = "L"  # a question with one answer, as radio buttons
TITLE, WELCOME, END = "surveyls_title", "surveyls_welcometext", "surveyls_endtext"
Cells = dict[str, str]


def limesurvey(questionnaire: Questionnaire) -> bytes:
    """An anonymous survey with one group of questions; its file has a UTF-8 mark.

    Source: LimeSurvey manual, “Tab Separated Value survey structure”.
    """
    page = io.StringIO()
    rows = csv.DictWriter(page, COLUMNS, restval="", delimiter="\t", lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(_rows(questionnaire))
    return page.getvalue().encode("utf-8-sig")


def _rows(questionnaire: Questionnaire) -> Iterator[Cells]:
    instrument = questionnaire.instrument
    settings = {"language": "en", "anonymized": "Y", "ipaddr": "N", "datestamp": "N", "format": "A"}
    for name, value in settings.items():
        yield {"class": "S", "name": name, "text": value}
    words = {
        TITLE: instrument.title,
        WELCOME: questionnaire.intro,
        END: questionnaire.thanks,
    }
    for name, value in words.items():
        yield {"class": "SL", "name": name, "text": _plain(value), "language": "en"}
    yield {"class": "G", "name": _plain(instrument.title), "relevance": "1", "language": "en"}
    named = codes(instrument)
    for item in instrument.items:
        yield from _question(item, named[item.id])


def _question(item: Item, code: str) -> Iterator[Cells]:
    yield {
        "class": "Q",
        "type/scale": LIST,
        "name": code,
        "relevance": "1",
        "text": _plain(question(item)),
        "language": "en",
        "mandatory": "N",
        "other": "N",
    }
    for value, label in answers(item):
        yield {
            "class": "A",
            "type/scale": "0",
            "name": f"A{value}",
            "text": _plain(label),
            "language": "en",
        }


def _plain(text: str) -> str:
    # Braces would be taken for an expression, and what stands here is read as HTML.
    text = line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("{", "&#123;").replace("}", "&#125;")
