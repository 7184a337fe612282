"""How each kind of question is asked: one file for each, and the table that a test holds to the script's kinds."""

from __future__ import annotations

from dialog.ui.ask.choice import Choice
from dialog.ui.ask.choices import Choices
from dialog.ui.ask.consent import Consent
from dialog.ui.ask.date import Date
from dialog.ui.ask.kind import Ask
from dialog.ui.ask.list import List
from dialog.ui.ask.number import Number
from dialog.ui.ask.rank import Rank
from dialog.ui.ask.read_back import ReadBack
from dialog.ui.ask.say import Say
from dialog.ui.ask.scale import Scale
from dialog.ui.ask.text import Text
from dialog.ui.ask.yesno import YesNo

ASKS: dict[str, type[Ask]] = {
    "say": Say, "text": Text, "yesno": YesNo, "choice": Choice, "choices": Choices, "rank": Rank, "scale": Scale,
    "number": Number, "date": Date, "list": List, "consent": Consent, "read_back": ReadBack,
}
