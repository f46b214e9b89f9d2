"""Lines of the record, in words."""

from plgwork.models.accounts import AuditEvent, AuditLine

OPERATOR = "Whoever runs the server"
GONE = "somebody who is no longer here"

TELLS = {
    AuditEvent.SIGNED_IN: "{person} signed in",
    AuditEvent.REFUSED: "Somebody tried to sign in as {person}, and was refused",
    AuditEvent.SIGNED_OUT: "{person} signed out",
    AuditEvent.SIGNED_OUT_EVERYWHERE: "{person} signed out everywhere",
    AuditEvent.INVITED: "{actor} invited {person}",
    AuditEvent.JOINED: "{person} joined",
    AuditEvent.RESET_MADE: "{actor} made a link with which {person} chooses a new password",
    AuditEvent.RESET: "A new password was chosen for {person}, by the link that {actor} made",
    AuditEvent.LINK_ASKED: "Somebody asked for a new password for {person}, by e-mail",
    AuditEvent.ACCOUNT_NAMED: "{actor} changed the name with which {person} signs in",
    AuditEvent.DIRECTORY_NAMED: "{actor} said what the directory calls {person}",
    AuditEvent.PASSWORD_CHANGED: "{person} chose a new password",
    AuditEvent.CODE_RENEWED: "{person} took a new recovery code",
    AuditEvent.OPENED: "{person} opened older texts with a recovery code",
    AuditEvent.EXPORTED: "{person} took their own texts away, as {detail}",
    AuditEvent.SHARED: "{person} shared a text with their cohort",
    AuditEvent.WITHDRAWN: "{person} took a shared text back",
    AuditEvent.ENROLLED: "{actor} added {person}",
    AuditEvent.ROLE_GIVEN: "{actor} gave {person} a role: {detail}",
    AuditEvent.ROLE_ENDED: "{actor} ended a role of {person}: {detail}",
    AuditEvent.RENAMED: "{actor} changed the name of {person}",
    AuditEvent.JOINED_PLG: "{actor} put {person} into a PLG: {detail}",
    AuditEvent.LEFT_PLG: "{actor} took {person} out of a PLG: {detail}",
    AuditEvent.LEFT: "{actor} noted that {person} leaves after {detail}",
    AuditEvent.RELEASED: "{person} released figures of a survey",
    AuditEvent.DRAFT_DELETED: "The file of a survey that {person} had uploaded was deleted",
    AuditEvent.ADOPTED: "{person} adopted what their group had agreed on: {detail}",
    AuditEvent.REVIEW_MOVED: "{person} moved the day to look again at an agreement: {detail}",
    AuditEvent.RULE_CHANGED: "{person} changed when the school adopts",
    AuditEvent.MEASURE_BEGUN: "{person} began a measure of a purpose: {detail}",
    AuditEvent.MEASURE_CHANGED: "{person} changed a measure of a purpose: {detail}",
    AuditEvent.MEASURED: "{person} kept values of a measure: {detail}",
    AuditEvent.MEASURE_DROPPED: "{person} deleted a measure and its values: {detail}",
    AuditEvent.FOLLOWUP_OPENED: "{person} opened a follow-up",
    AuditEvent.FOLLOWUP_HANDED_OVER: "{person} handed a follow-up over",
    AuditEvent.FOLLOWUP_ENDED: "{person} ended a follow-up",
    AuditEvent.FOLLOWUP_OPENED_AGAIN: "{person} opened a follow-up again",
    AuditEvent.FOLLOWUP_LEADER_NAMED: "{person} said which leader reads follow-ups: {detail}",
    AuditEvent.ERASED: "{actor} erased an account for good",
}


def told(line: AuditLine) -> str:
    """The line as a sentence, without its full stop."""
    actor = OPERATOR if line.actor is None else line.actor or GONE
    words = TELLS[line.event].format(
        actor=actor, person=line.person or GONE, detail=line.detail or "a file"
    )
    return words[0].upper() + words[1:]
