"""Which protocol for a case: a ranked short list, each with its reason, and what to keep from."""

from collections.abc import Iterable

from plgwork.analysis.fit import fit
from plgwork.models.content import Vocabulary
from plgwork.models.protocols import Advice, Case, Choice, Fitted, Misfit, Protocol, Trust, Warned

MOST = 4  # choices; a list to read at a glance
TRUSTING = {
    Trust.NEW: "",
    Trust.SOME: "It asks for some trust, and you are new to each other.",
    Trust.MUCH: "It asks for people who know each other well.",
}


def choose(
    protocols: Iterable[Protocol], case: Case, kinds: Vocabulary, brings: Vocabulary
) -> Advice:
    """The protocols for what one brings and wants; where there is none, for what one wants."""
    known = list(protocols)
    possible = [plan for one in known if isinstance(plan := _possible(one, case), Fitted)]
    apt = [plan for plan in possible if case.brings in plan.protocol.brings]
    ranked = sorted(apt or possible, key=lambda plan: _rank(plan, case))
    choices = tuple(_choice(plan, case, brings) for plan in ranked[:MOST])
    chosen = {choice.plan.protocol.id for choice in choices}
    near = (one for one in known if _near(one, case) and one.id not in chosen)
    warned = [(one, concern(one, case, kinds, brings)) for one in near]
    return Advice(
        choices=choices,
        warned=tuple(Warned(protocol=one, reason=reason) for one, reason in warned if reason),
    )


def concern(protocol: Protocol, case: Case, kinds: Vocabulary, brings: Vocabulary) -> str:
    """Why a protocol is not for this case, in one sentence; nothing when it is."""
    if case.wants not in protocol.kinds:
        return f"It is for something else: {_inside(kinds.name(protocol.kinds[0]))}."
    if protocol.trust.rank > case.trust.rank:
        return TRUSTING[protocol.trust]
    if case.brings not in protocol.brings:
        return f"It starts from something else: {_inside(brings.name(protocol.brings[0]))}."
    plan = fit(protocol, case.people, case.minutes)
    return plan.reason if isinstance(plan, Misfit) else ""


def _possible(protocol: Protocol, case: Case) -> Fitted | Misfit | None:
    """Its plan, if it is for what one wants and asks for no more trust than there is."""
    if case.wants not in protocol.kinds or protocol.trust.rank > case.trust.rank:
        return None
    return fit(protocol, case.people, case.minutes)


def _near(protocol: Protocol, case: Case) -> bool:
    """Whether one might have thought of it: it takes what one brings to what one wants."""
    return case.wants in protocol.kinds and case.brings in protocol.brings


def _rank(plan: Fitted, case: Case) -> tuple[int, int, bool, int, int, str]:
    """First what suits the matter, then what is taught first, then the closest in time."""
    protocol = plan.protocol
    suits = protocol.brings.index(case.brings) if case.brings in protocol.brings else 0
    return (
        suits,
        protocol.kinds.index(case.wants),
        protocol.tier == "extra",
        abs(plan.usual_minutes - case.minutes),
        len(plan.groups),
        protocol.id,
    )


def _choice(plan: Fitted, case: Case, brings: Vocabulary) -> Choice:
    protocol = plan.protocol
    reason = protocol.choose_when
    if case.brings not in protocol.brings:
        reason = f"For this, bring {_inside(brings.name(protocol.brings[0]))}. {reason}"
    return Choice(plan=plan, reason=reason, caution=protocol.avoid_when)


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]
