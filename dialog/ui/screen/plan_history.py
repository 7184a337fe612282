"""What is new: the plan's kept editions, and for the marked one what has changed since, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from dialog.face.plan_told import kept, since
from dialog.language.catalogue import SOURCE
from dialog.language.screen import N, screen_language, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import strong
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.sheet import Sheet

if TYPE_CHECKING:
    from dialog.plan.edition import Version
    from dialog.session import Session

EMPTY = (
    N("Her kommer planens udgaver til at stå."),
    N("En udgave bliver gemt, når I begge har sagt ja til planen, eller når I gemmer den som fil. "
      "Så kan I altid se, hvad der er ændret siden, og hvorfor."))
SAME = N("Intet er ændret. Planen står, som den gjorde.")
IN_DANISH = N("Ændringerne fortælles på dansk, som planen er skrevet på.")


class HistoryScreen(CalmScreen[None]):
    """The editions to the left and what is new to the right; on a narrow screen under one another."""

    AUTO_FOCUS = "#kept"
    KEYS = (("↑ ↓", N("Vælg udgave"), "step"), ("PgDn", N("Læs videre"), "read(1)"), ("Esc", N("Tilbage"), "back"),
            ("F1", N("Hjælp"), "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,H", "back", show=False), Binding("space", "read(1)", show=False),
        Binding("pagedown", "read(1)", show=False, priority=True),
        Binding("pageup", "read(-1)", show=False, priority=True)]
    DEFAULT_CSS = """
    HistoryScreen { align-horizontal: center; }
    HistoryScreen #title { padding: 1 4 0 4; max-width: 150; }
    HistoryScreen.-one #title { padding: 1 3 0 3; }
    HistoryScreen.-low #title { padding: 0 3; }
    HistoryScreen #both { height: 1fr; max-width: 150; padding: 1; layout: horizontal; }
    HistoryScreen #kept { width: 2fr; }
    HistoryScreen #news { width: 3fr; margin-left: 2; scrollbar-gutter: stable; }
    HistoryScreen.-one #both { layout: vertical; padding: 1 0; }
    HistoryScreen.-low #both { padding: 0; }
    HistoryScreen.-one #kept { width: 1fr; }
    HistoryScreen.-one #news { width: 1fr; margin: 1 0 0 0; }
    HistoryScreen.-low #news { margin: 0; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._versions = {each.number: each for each in session.versions()}

    def parts(self) -> ComposeResult:
        yield Static(strong(tr("Hvad er nyt")), id="title")
        with Container(id="both"):
            yield Sheet(id="kept", measure=44)
            yield Sheet(id="news", measure=76)

    def on_mount(self) -> None:
        now = datetime.now(UTC)
        self._news.can_focus = False
        self._kept.show([Block((Paragraph(self._named(each, now)),), key=each.number, space=0)
                         for each in reversed(self._versions.values())])
        if not self._versions:
            self._kept.display = False
            self.show_keys(("Esc", N("Tilbage"), "back"))
            self._news.show([Block((Paragraph(tr(EMPTY[0]), "strong"),)), Block((Paragraph(tr(EMPTY[1])),))])

    def fit(self, width: int, height: int) -> None:
        """On a narrow screen as tall as the editions are, and at most a third of it."""
        rows = max(2, min(len(self._versions), height // 3))
        self._kept.styles.height = rows if width < 104 else "1fr"

    @property
    def _kept(self) -> Sheet:
        return self.query_one("#kept", Sheet)

    @property
    def _news(self) -> Sheet:
        return self.query_one("#news", Sheet)

    def _named(self, each: Version, now: datetime, says: Callable[..., str] = kept) -> str:
        return says(each.number, each.at, now, agreed=each.agreed, taken_out=each.taken_out)

    @on(Sheet.Moved, "#kept")
    def _moved(self, event: Sheet.Moved) -> None:
        before = self._versions[cast("int", event.key)]
        changes = self._session.changes(before)
        told = [Block((Paragraph(each.told()),)) for each in changes] or [Block((Paragraph(tr(SAME), "muted"),))]
        head = [Paragraph(self._named(before, datetime.now(UTC), since), "strong")]
        if changes and screen_language() != SOURCE:
            head.append(Paragraph(tr(IN_DANISH), "muted"))
        self._news.show([Block(tuple(head)), *told])
        self._news.scroll_home(animate=False)

    def action_step(self) -> None:
        self._kept.action_step(1)

    def action_read(self, pages: int) -> None:
        self._news.action_page(pages)

    def action_back(self) -> None:
        self.dismiss(None)
