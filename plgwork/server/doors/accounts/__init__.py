"""The accounts door: names and passwords, invitations, recovery codes, and what stewards do."""

from plgwork.server.doors.accounts.door import AccountsDoor

__all__ = ["AccountsDoor"]
