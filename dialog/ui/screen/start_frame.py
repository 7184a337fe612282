"""The look of the list: a greeting, what the day holds, where a name is typed, and the citizens themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dialog.errors import EmpowerError
from dialog.language.screen import N, screen_language, told, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import strong, words
from dialog.ui.theme import NAMES
from dialog.ui.tongue import speak_here
from dialog.ui.widget.labelled import SearchInput
from dialog.ui.widget.sheet import Sheet

if TYPE_CHECKING:
    from dialog.ui.app import EmpowerApp


class StartFrame(CalmScreen[None]):
    """Speaks the language, and wears the colours, that the file's owner chose."""

    AUTO_FOCUS = "#search"
    KEYS = (("Enter", N("Vælg"), "choose"), ("F2", N("Ny borger"), "new"), ("F4", N("Mere om borgeren"), "more"),
            ("F7", N("Dæk navne"), "cover"), ("F1", N("Hjælp"), "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"on_list({action})", show=False) for key, action in (
            ("up", "'step', -1"), ("down", "'step', 1"), ("pageup", "'page', -1"), ("pagedown", "'page', 1"))),
        Binding("f2", "new", show=False), Binding("f4", "more", show=False), Binding("f6", "practise", show=False),
        Binding("f7", "cover", show=False), Binding("f8", "settings", show=False),
        Binding("escape", "clear", show=False),
    ]
    DEFAULT_CSS = """
    StartFrame { align-horizontal: center; }
    StartFrame #ground { max-width: 86; padding: 2 2 1 2; }
    StartFrame.-low #ground { padding: 0; }
    StartFrame #greeting, StartFrame #glance { margin-left: 3; height: auto; max-width: 76; }
    StartFrame #search { margin: 1 2 1 1; padding: 0 2; max-width: 79; }
    StartFrame #said { margin-left: 3; height: auto; max-width: 76; }
    StartFrame.-low #greeting { display: none; }
    StartFrame.-low #search { margin: 0 2 0 1; }
    StartFrame Sheet { scrollbar-gutter: stable; }
    """

    def parts(self) -> ComposeResult:
        fault = self._settle_in()
        with Vertical(id="ground"):
            yield Static(id="greeting")
            yield Static(id="glance")
            search = SearchInput(id="search", placeholder=tr("Find på navn eller sagsnummer"), max_length=200)
            search.cursor_blink = False
            yield search
            said = Static(words(fault, "warn"), id="said")
            said.display = bool(fault)
            yield said
            people = Sheet(id="people")
            people.can_focus = False  # what is typed belongs to the search; the arrows reach the list from there
            yield people

    @property
    def _app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    def _settle_in(self) -> str:
        """Speak as was chosen, before anything is written; says why where it cannot be."""
        store, fault = self._app.store, ""
        if store and (language := store.setting("screen_language")):
            try:
                speak_here(language)
            except EmpowerError as error:
                fault = told(error)
        self.spoken = screen_language()
        return fault

    def _wear(self) -> None:
        store = self._app.store
        theme = (store.setting("theme") if store else None) or ""
        if theme in NAMES:
            self.app.theme = theme

    def _greet(self, name: str) -> None:
        first = name.strip().partition(" ")[0]
        self.query_one("#greeting", Static).update(strong(tr("Goddag, {name}", name=first) if first else tr("Goddag")))

    def _tell(self, glance: str) -> None:
        """What the day holds; nothing where it holds nothing."""
        line = self.query_one("#glance", Static)
        line.display = bool(glance)
        line.update(words(glance))

    def _say(self, text: str, ink: str = "warn") -> None:
        said = self.query_one("#said", Static)
        said.display = bool(text)
        said.update(words(text, ink))
