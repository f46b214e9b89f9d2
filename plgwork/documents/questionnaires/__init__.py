"""A questionnaire in the forms that survey tools take in, and on paper.

Each item is a question of its own with its answers under it, so that it can be read on a phone.
The codes of items are made of their ids, so that what is exported later can be matched to them.
"""
