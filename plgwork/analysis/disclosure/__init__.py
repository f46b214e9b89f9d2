"""The one gate between what is known of groups and what is shown. Pure: no files, no clock."""

from plgwork.analysis.disclosure.fits import fits
from plgwork.analysis.disclosure.joining import joined
from plgwork.analysis.disclosure.matched import may_cross
from plgwork.analysis.disclosure.quotes import quotes
from plgwork.analysis.disclosure.rare import OTHER, Kept, kept_names, often, pooled
from plgwork.analysis.disclosure.redacting import named, proposed, redacted, struck
from plgwork.analysis.disclosure.releasing import exact, release, reopened
from plgwork.analysis.disclosure.response import RESPONSE, response, responses
from plgwork.analysis.disclosure.shares import MIN_N, over_time, parts, shares

__all__ = [
    "MIN_N",
    "OTHER",
    "RESPONSE",
    "Kept",
    "exact",
    "fits",
    "joined",
    "kept_names",
    "may_cross",
    "named",
    "often",
    "over_time",
    "parts",
    "pooled",
    "proposed",
    "quotes",
    "redacted",
    "release",
    "reopened",
    "response",
    "responses",
    "shares",
    "struck",
]
