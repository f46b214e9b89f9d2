"""The library of protocols: look through it, be helped to choose, read one, compare two."""

from plgwork.pages.protocols.page import Protocols, build

__all__ = ["Protocols", "build"]
