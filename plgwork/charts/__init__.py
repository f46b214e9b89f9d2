"""Tables that may be shown, into pictures and into sentences. Never pyplot, never saving."""
