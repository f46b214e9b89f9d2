"""The one gate between what is known of groups and what is shown. Pure: no files, no clock."""

from plgwork.analysis.disclosure.fits import fits
from plgwork.analysis.disclosure.quotes import MIN_QUOTES, quotes
from plgwork.analysis.disclosure.rare import OTHER, pooled
from plgwork.analysis.disclosure.releasing import exact, release, reopened
from plgwork.analysis.disclosure.response import RESPONSE, response
from plgwork.analysis.disclosure.shares import MIN_N, shares

__all__ = [
    "MIN_N",
    "MIN_QUOTES",
    "OTHER",
    "RESPONSE",
    "exact",
    "fits",
    "pooled",
    "quotes",
    "release",
    "reopened",
    "response",
    "shares",
]
