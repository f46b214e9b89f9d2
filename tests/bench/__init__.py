"""How fast counting and pages are, beside what others take for the same: ratios in one run."""
