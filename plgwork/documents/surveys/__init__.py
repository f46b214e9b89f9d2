"""What is taken away of a survey: slides, a report, a workbook, figures, a methods note.

Every one is made of a table that may be shown and of pictures drawn from it, and of nothing else.
"""
