"""When an item comes back: FSRS, by the package ``fsrs``, without its dice.

Source: Ye, Su and Cao, A stochastic shortest path algorithm for optimizing spaced repetition
scheduling (KDD 2022), as FSRS-6. Days are its steps: nobody is sent back within a sitting.
"""

from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

from plgwork.models.learning import Answer, Grade, Recall

RATINGS = {Grade.MISSED: Rating.Again, Grade.NEARLY: Rating.Hard, Grade.MET: Rating.Good}


def recall(answer: Answer, before: Recall | None, now: datetime) -> Recall:
    """What is remembered of an item after this answer, and the moment it is due again."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    # Its own card would ask the clock, and wait for it.
    moment = now.astimezone(UTC)
    card = Card.from_json(before.state) if before else Card(card_id=1, due=moment)
    card, _ = scheduler.review_card(card, RATINGS[answer.grade], review_datetime=moment)
    return Recall(
        exercise_id=answer.exercise_id,
        item_id=answer.item_id,
        skill=answer.skill,
        due_at=card.due,
        state=card.to_json(),
    )
