"""Culture, for all staff: norms and expectations, how they are kept, and who else does it too."""

from plgwork.pages.culture.page import CulturePage, build

__all__ = ["CulturePage", "build"]
