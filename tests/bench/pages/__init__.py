"""How pages open, stay and answer, beside plain Voilà on the same notebooks and beside others.

`python -m tests.bench.pages`; everything is measured in turn, in one run, on one machine.
"""
