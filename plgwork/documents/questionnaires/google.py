"""A questionnaire as a Google Apps Script: pasted at script.google.com, it makes the form."""

import json

from plgwork.documents.questionnaires.codes import answers, question
from plgwork.models.instruments import Questionnaire

SCRIPT = "text/javascript;charset=utf-8"
BODY = """\
// Open script.google.com, make a new project, paste this, choose “makeForm” and press Run.
// The log then holds the addresses of the form: one to edit it, one to send to people.
function makeForm() {
  var asked = %s;
  var form = FormApp.create(asked.title);
  form.setTitle(asked.title);
  form.setDescription(asked.intro);
  form.setConfirmationMessage(asked.thanks);
  form.setCollectEmail(false);
  form.setLimitOneResponsePerUser(false);
  form.setShowLinkToRespondAgain(false);
  asked.questions.forEach(function (one) {
    form.addMultipleChoiceItem().setTitle(one.text).setChoiceValues(one.answers).setRequired(false);
  });
  Logger.log("To edit: " + form.getEditUrl());
  Logger.log("To send: " + form.getPublishedUrl());
}
"""


def google(questionnaire: Questionnaire) -> bytes:
    """A script that makes a form that asks nobody's address; all words stand in it as JSON.

    Source: Google’s reference of Apps Script, class Form.
    """
    asked = {
        "title": questionnaire.instrument.title,
        "intro": questionnaire.intro,
        "thanks": questionnaire.thanks,
        "questions": [
            {"text": question(item), "answers": [label for _, label in answers(item)]}
            for item in questionnaire.instrument.items
        ],
    }
    # JSON in ASCII is JavaScript too: neither U+2028 nor a closing tag can end it early.
    words = json.dumps(asked, indent=2).replace("</", "<\\/").replace("\n", "\n  ")
    return (BODY % words).encode()
