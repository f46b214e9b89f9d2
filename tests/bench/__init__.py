"""How fast counting is, beside what others take for the same: ratios in one run."""
