"""The shared nouns: frozen, validated, and without any doing."""
