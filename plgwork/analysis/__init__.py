"""What is worked out from what is known. Pure: no files, no clock, no database."""
