"""Parts that do not ask for a second layout and a second picture after the first.

Textual lays the whole screen out again, and paints again, whenever a part's inner size has changed, though the change
came from a layout and has been painted with it. From Enter to the next question that was half of the time.
"""

from __future__ import annotations

from textual.containers import Vertical, VerticalGroup, VerticalScroll
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static


class StillRoom(Vertical):
    virtual_size = Reactive(Size(0, 0), repaint=False)


class StillGroup(VerticalGroup):
    virtual_size = Reactive(Size(0, 0), repaint=False)


class StillScroll(VerticalScroll):
    """A scrollbar that comes or goes still asks for its own layout."""

    virtual_size = Reactive(Size(0, 0), repaint=False)


class StillText(Static):
    virtual_size = Reactive(Size(0, 0), repaint=False)
