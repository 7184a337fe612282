"""A sheet that is as tall as what it holds, for a place that gives it no height of its own."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive

from dialog.ui.widget.sheet import Sheet


class TallSheet(Sheet):
    """Asks for the rows its blocks need at the width there is; a `max-height` makes it scroll."""

    DEFAULT_CSS = "TallSheet { height: auto; }"
    virtual_size = Reactive(Size(0, 0), repaint=False)  # as in `still`: it comes from a layout and needs no second

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Textual asks before the size is known, so the blocks are laid out here."""
        self._page.lay(max(1, min(self.measure, width - self.margin - 4)))
        return len(self._page.rows)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._page.rows))
        self._scroll_update(self.virtual_size)
