"""The colours that charts share: on paper, on a dark page, in grey and for colour-blind eyes."""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "line": "#0f766e",
    "ink": "#1f2933",
    "soft": "#52606d",
    "grid": "#d9d4c8",
    "paper": "#ffffff",
}
DARK: Mapping[str, str] = {
    "line": "#5cc4b8",
    "ink": "#e8e6e1",
    "soft": "#a9b1b7",
    "grid": "#363d42",
    "paper": "#16191c",
}
# Brown to teal. The teal side is the darker one, so that the sides differ in grey print too.
UNFAVOURABLE = ("#a8672a", "#c68f57", "#e3c497")
NEUTRAL = "#d4d4d1"
FAVOURABLE = ("#07524b", "#2a8378", "#7fbdb3")
DARK_INK, LIGHT_INK = "#1f2933", "#ffffff"


def palette(dark: bool) -> Mapping[str, str]:
    """The colours of lines and letters for a page."""
    return DARK if dark else LIGHT


def levels(many: int) -> list[str]:
    """A colour for each of the ordered answers, lowest first; an odd number has a neutral one."""
    half = many // 2
    low = [UNFAVOURABLE[place] for place in _spread(half)]
    high = [FAVOURABLE[place] for place in reversed(_spread(half))]
    return [*low, *([NEUTRAL] if many % 2 else []), *high]


def ink_on(colour: str) -> str:
    """The letters that can be read on a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return DARK_INK if 0.3 * red + 0.59 * green + 0.11 * blue > 0.52 else LIGHT_INK


def _spread(many: int) -> list[int]:
    # Two on a side are the strongest and the lightest; more than three share the middle one.
    if many <= 1:
        return [0] * many
    return [round(2 * i / (many - 1)) for i in range(many)]
