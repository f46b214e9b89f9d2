"""What people see and touch. A view takes plain values, offers traits and decides nothing."""

from plgwork.widgets.address import Address
from plgwork.widgets.board import Board
from plgwork.widgets.card import Card
from plgwork.widgets.catalogue import Catalogue
from plgwork.widgets.changes import Changes
from plgwork.widgets.chart import Chart
from plgwork.widgets.chooser import Chooser
from plgwork.widgets.concordance import Concordance
from plgwork.widgets.conversation import Conversation
from plgwork.widgets.downloads import Downloads
from plgwork.widgets.effort import Effort
from plgwork.widgets.fields import Fields
from plgwork.widgets.form import Form
from plgwork.widgets.hands import Hands
from plgwork.widgets.left import Left
from plgwork.widgets.links import Links
from plgwork.widgets.live import Live
from plgwork.widgets.month_picker import MonthPicker
from plgwork.widgets.notice import Notice
from plgwork.widgets.panels import Panels
from plgwork.widgets.paper import Paper
from plgwork.widgets.phones import Phones
from plgwork.widgets.player import Player
from plgwork.widgets.preparation import Preparation
from plgwork.widgets.prose import Prose
from plgwork.widgets.ratings import RatingSheet
from plgwork.widgets.reader import Reader
from plgwork.widgets.section import Section
from plgwork.widgets.sharing import SharingSheet
from plgwork.widgets.sheet import Sheet
from plgwork.widgets.steps import Steps
from plgwork.widgets.style import Style
from plgwork.widgets.table import Table
from plgwork.widgets.talk import Talk
from plgwork.widgets.task import Task
from plgwork.widgets.upload import Upload

__all__ = [
    "Address",
    "Board",
    "Card",
    "Catalogue",
    "Changes",
    "Chart",
    "Chooser",
    "Concordance",
    "Conversation",
    "Downloads",
    "Effort",
    "Fields",
    "Form",
    "Hands",
    "Left",
    "Links",
    "Live",
    "MonthPicker",
    "Notice",
    "Panels",
    "Paper",
    "Phones",
    "Player",
    "Preparation",
    "Prose",
    "RatingSheet",
    "Reader",
    "Section",
    "SharingSheet",
    "Sheet",
    "Steps",
    "Style",
    "Table",
    "Talk",
    "Task",
    "Upload",
]
