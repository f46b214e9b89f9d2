"""One module for each revision, numbered; what was released is never edited."""
