"""One small page, made with what people would take instead: a chart by groups, and a note.

Each module is a thin layer over `core`, and runs in an environment of its own.
"""
