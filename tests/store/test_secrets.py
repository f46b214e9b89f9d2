"""What is kept of passwords: what it costs whoever would guess them."""

from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from plgwork.store import secrets

PASSWORD = "five loud herons at noon"


def test_a_password_is_hashed_at_the_cost_that_the_rfc_recommends() -> None:
    kept = secrets.hashed(PASSWORD)

    assert extract_parameters(kept) == RFC_9106_LOW_MEMORY
    assert secrets.matches(kept, PASSWORD)
    assert not secrets.matches(kept, "five loud herons at ten")


def test_where_there_is_no_account_a_guess_costs_as_much() -> None:
    assert extract_parameters(secrets._nobody()) == RFC_9106_LOW_MEMORY
    assert not secrets.matches("", PASSWORD)
