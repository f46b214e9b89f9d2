"""A questionnaire as Qualtrics' Advanced Format: Tools, Import/Export, Import survey."""

from plgwork.documents.questionnaires.codes import answers, codes, line, question
from plgwork.models.instruments import Item, Questionnaire

TEXT = "text/plain;charset=utf-8"


def qualtrics(questionnaire: Questionnaire) -> bytes:
    """A block with what happens to answers, then a question for each item.

    Source: Qualtrics support, “Import and export surveys”, Advanced Format TXT.
    """
    instrument = questionnaire.instrument
    named = codes(instrument)
    parts = [
        "[[AdvancedFormat]]",
        f"[[Block:{_plain(instrument.title)}]]",
        f"[[Question:DB]]\n[[ID:intro]]\n{_plain(questionnaire.intro)}",
        *(_question(item, named[item.id]) for item in instrument.items),
        f"[[Question:DB]]\n[[ID:thanks]]\n{_plain(questionnaire.thanks)}",
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _question(item: Item, code: str) -> str:
    choices = [f"[[Choice:{value}]]\n{_plain(label)}" for value, label in answers(item)]
    head = ["[[Question:MC:SingleAnswer:Vertical]]", f"[[ID:{code}]]", _plain(question(item))]
    return "\n".join([*head, "[[AdvancedChoices]]", *choices])


def _plain(text: str) -> str:
    # Double brackets are tags, ${…} is piped text, and what stands here is read as HTML.
    text = line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("[[", "[ [").replace("]]", "] ]").replace("${", "$ {")
