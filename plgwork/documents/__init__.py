"""Things people take away. Decides nothing about what may be shown."""
