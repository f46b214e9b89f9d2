"""The tests. A package of its own, so that no other of this name is taken for it."""
