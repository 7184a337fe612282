"""All that was said, in the order it was said: to read again, to find something in, and to go back and change it.

Drawn on the Line API: 5,000 messages open in a fraction of a second, where a widget for each takes half a minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from dialog.conversation.event import Place, Reply
from dialog.face.tongues import Tongues, how_told, two
from dialog.language.screen import N, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import muted
from dialog.ui.widget.key_row import Key
from dialog.ui.widget.labelled import LineInput
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.sheet import Sheet
from dialog.ui.widget.talk_rows import talk_blocks
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.conversation.look_back import Said
    from dialog.session import Session

READING: tuple[Key, ...] = (
    ("Enter", N("Ændr svaret"), "choose"), ("/", N("Find"), "find"), ("Esc", N("Tilbage"), "back"),
    ("F1", N("Hjælp"), "app.help"))
FINDING: tuple[Key, ...] = (
    ("Enter", N("Læs videre her"), "done"), ("Esc", N("Stop med at lede"), "back"), ("F1", N("Hjælp"), "app.help"))
FOUND: tuple[Key, ...] = (
    ("N", N("Næste"), "hit(1)"), ("Shift+N", N("Forrige"), "hit(-1)"), ("Enter", N("Ændr svaret"), "choose"),
    ("Esc", N("Stop med at lede"), "back"), ("F1", N("Hjælp"), "app.help"))
NOTHING = N("Her er ikke sagt noget endnu. Alt, I siger, kan læses her bagefter.")


class LookBackScreen(CalmScreen[Place | None]):
    """Dismisses with the place of an answer the two want to change, or None."""

    AUTO_FOCUS = "#talk"
    KEYS = READING
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False), Binding("f4", "back", show=False)]
    DEFAULT_CSS = """
    LookBackScreen { align-horizontal: center; }
    LookBackScreen #finding { height: 1; margin: 1 2 0 3; max-width: 86; display: none; }
    LookBackScreen.-low #finding { margin: 0 1 0 1; }
    LookBackScreen #finding Input { width: 1fr; max-width: 44; }
    LookBackScreen #count { width: auto; margin-left: 2; }
    LookBackScreen #talk { margin: 1 0; max-width: 88; }
    LookBackScreen.-low #talk { margin: 0; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._said: dict[int, Said] = {}

    def parts(self) -> ComposeResult:
        with Horizontal(id="finding"):
            words = LineInput(id="words", placeholder=tr("Find et ord"), max_length=200)
            words.cursor_blink = False
            yield words
            yield Static(id="count")
        yield Sheet(id="talk", measure=80, one_click=False)
        yield Told()

    def on_mount(self) -> None:
        session, tongues = self._session, Tongues.of(self._session)
        said = session.said(tongues.first)
        self._said = {each.seq: each for each in said}
        first = session.phrasing(tongues.first).script.sections
        below = session.phrasing(tongues.beneath or tongues.first).script.sections
        titles = {section.id: two(section.title, under.title) for section, under in zip(first, below, strict=True)}
        other = session.said(tongues.beneath) if tongues.beneath else ()
        blocks = list(talk_blocks(said, titles, beneath=other, how=self._how)) or [
            Block((Paragraph(tr(NOTHING), "muted"),))]
        self._talk.show(blocks, key=said[-1].seq if said else None)

    def _how(self, said: Said) -> str:
        event = self._session.events[said.seq - 1]
        return how_told(said, event.shown) if isinstance(event, Reply) else ""

    @property
    def _talk(self) -> Sheet:
        return self.query_one("#talk", Sheet)

    @property
    def _words(self) -> Input:
        return self.query_one("#words", Input)

    @property
    def _searching(self) -> bool:
        return bool(self.query_one("#finding").display)

    # Finding

    def on_key(self, event: events.Key) -> None:
        """Typing is looking for a word; once found, n and N go from place to place."""
        if not self._talk.has_focus or not event.is_printable or event.character is None:
            return
        event.stop()
        if event.character in "nN" and self._searching:
            self.action_hit(1 if event.character == "n" else -1)
        else:
            self.action_find("" if event.character == "/" else event.character)

    def action_find(self, typed: str = "") -> None:
        self.query_one("#finding").display = True
        if typed:
            self._words.value += typed
            self._words.cursor_position = len(self._words.value)
        self._words.select_on_focus = not typed
        self._words.focus()
        self.show_keys(*FINDING)

    @on(Input.Changed, "#words")
    def _looked_for(self, event: Input.Changed) -> None:
        found = self._talk.find(event.value.strip())
        self._count(1 if found else 0, found)

    def _count(self, which: int, of: int) -> None:
        nowhere = tr("ingen steder") if self._words.value.strip() else ""
        text = tr("{at} af {total}", at=which, total=of) if of else nowhere
        self.query_one("#count", Static).update(muted(text))

    @on(Input.Submitted, "#words")
    def action_done(self) -> None:
        """Back to reading, where the words are."""
        if not self._words.value.strip():
            self._stop()
            return
        self._talk.focus()
        self._count(*self._talk.next_hit(0))
        self.show_keys(*FOUND)

    def action_hit(self, step: int) -> None:
        self._count(*self._talk.next_hit(step))

    def _stop(self) -> None:
        self._words.value = ""
        self.query_one("#finding").display = False
        self._talk.focus()
        self.show_keys()

    # Going

    def action_back(self) -> None:
        if self._searching:
            self._stop()
        else:
            self.dismiss(None)

    def action_choose(self) -> None:
        self._talk.action_choose()

    @on(Sheet.Chosen, "#talk")
    def _chosen(self, event: Sheet.Chosen) -> None:
        said = self._said[event.key] if isinstance(event.key, int) else None
        if said is None:
            return
        if self._session.state.is_relevant(said.place):
            self.dismiss(said.place)
        else:
            self.query_one(Told).say(tr(
                "Svaret hviler, fordi spørgsmålet ikke gælder lige nu. Det bliver tilbudt igen, "
                "hvis spørgsmålet kommer tilbage."))

    @on(Sheet.Moved, "#talk")
    def _moved(self) -> None:
        self.query_one(Told).hush()
