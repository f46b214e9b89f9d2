"""Agreeing on something: proposed, talked over, adopted together, looked at again."""
