"""Whether a question can be held in mind by a group, and how it might be reworded. Pure."""

import re

LONG = 25  # words; more than that nobody repeats from memory
YES_OR_NO = ("is", "are", "do", "does", "did", "should", "can", "could", "will", "would", "has")


def hints(question: str) -> list[str]:
    """What would make one good sentence of a question; nothing when it is one."""
    words = question.split()
    if not words:
        return []
    found = []
    if re.search(r"[.?!]\s+\S", question.strip()):
        found.append(
            "This is more than one sentence. Which one do you most want help with? The rest can "
            "be part of what you tell."
        )
    if len(words) > LONG:
        found.append(f"It has {len(words)} words. Up to {LONG} can be held in mind.")
    if not question.strip().endswith("?"):
        found.append("Put as a question, it tells the group what to think about.")
    elif words[0].lower() in YES_OR_NO:
        found.append("It can be answered by yes or no. Try to begin with “How” or “What”.")
    return found
