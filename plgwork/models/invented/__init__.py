"""The invented school’s files, by subject: who is in it and what they left."""
