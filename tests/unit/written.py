"""What fourteen invented people wrote when they were asked what would help their group."""

from tests.unit.surveys import table

QUESTION = "What would help your group most?"
ANSWERS = (
    "A room where we are not interrupted. The library closes at four.",
    "More time. Twenty minutes are gone before we have looked at any work.",
    "Caleb Yoder keeps us honest about time; without him we would drift.",
    "Somebody who writes down what we said we would do.",
    "Less time on announcements, and more with the work of our students.",
    "Meeting in the same room every time, with chairs that do not fold.",
    "I would like us to visit each other’s lessons at least once a term.",
    "Time that is ours: the last two meetings were taken for test results.",
    "A protocol for when one person talks all the time.",
    "Knowing in advance whose work we look at, so that I can read it.",
    "Nothing just now. It is the best hour of my week.",
    "A quieter place than the staff room.",
    "A coach who sits with us once, and says what they saw.",
    "An end that is kept: I miss my bus, and then I stop listening.",
)
OFTEN = ("Often", "Always", "Sometimes", "Often", "Rarely", "Sometimes", "Often")
FILE = table(
    ("How often does your group look at student work?", [*OFTEN, *OFTEN]),
    (QUESTION, [*ANSWERS]),
).encode()
