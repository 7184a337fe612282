"""Who the caseworker is, which municipality, and the colours. What stands here stands on the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from dialog.errors import EmpowerError
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import strong, words
from dialog.ui.theme import NAMES
from dialog.ui.widget.labelled import Labelled
from dialog.ui.widget.rows import Choice, Rows
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.ui.app import EmpowerApp

FIELDS = {
    "coordinator_name": ("Dit navn", "Står på planen som den, der samler trådene."),
    "coordinator_contact": ("Sådan får borgeren fat i dig", "Telefon eller mail."),
    "municipality_name": ("Kommune", ""),
    "municipality_cvr": ("Kommunens CVR-nummer", "Otte cifre. Bruges, når planen skal ind i fagsystemet."),
}


class SettingsScreen(CalmScreen[None]):
    """Kept when the two go back with Enter on the last field; Esc goes back without keeping. Colours change at once."""

    AUTO_FOCUS = "#coordinator_name Input"
    KEYS = (("Enter", "Videre og gem", "send"), ("F9", "Farver", "app.theme"),
            ("Esc", "Tilbage uden at gemme", "back"), ("F1", "Hjælp", "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("up", "app.focus_previous", show=False), Binding("down", "app.focus_next", show=False)]
    DEFAULT_CSS = """
    SettingsScreen { align-horizontal: center; }
    SettingsScreen #form { max-width: 64; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    SettingsScreen.-low #form { padding: 0 1; }
    SettingsScreen #title { margin-bottom: 1; }
    SettingsScreen.-low #title { margin-bottom: 0; }
    SettingsScreen Told { padding: 0; }
    SettingsScreen Rows { max-width: 60; background: $background; }
    """

    def parts(self) -> ComposeResult:
        store = self._app.store
        with VerticalScroll(id="form", can_focus=False):
            yield Static(strong("Indstillinger"), id="title")
            for key, (label, note) in FIELDS.items():
                value = (store.setting(key) if store else None) or ""
                yield Labelled(label, Input(value, max_length=200), note=note, id=key)
            yield Static(words("Farver"))
            yield Rows(id="themes")
            yield Told()

    @property
    def _app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show_themes())
        self._show_themes()

    def _show_themes(self) -> None:
        choices = [Choice(name, title, ticked=name == self.app.theme) for name, title in NAMES.items()]
        self.query_one("#themes", Rows).put(choices)

    @on(Rows.Entered)
    def _coloured(self, event: Rows.Entered) -> None:
        if event.row is not None:
            self.app.theme = event.row
            self._keep({"theme": event.row})

    @on(Input.Submitted)
    def _sent(self, event: Input.Submitted) -> None:
        fields = [self.query_one(f"#{key}", Labelled).field for key in FIELDS]
        place = fields.index(event.input)
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.action_send()

    def action_back(self) -> None:
        self.dismiss(None)

    def action_send(self) -> None:
        typed = {key: self.query_one(f"#{key}", Labelled).text for key in FIELDS}
        cvr = typed["municipality_cvr"].replace(" ", "")
        if cvr and not (cvr.isascii() and cvr.isdigit() and len(cvr) == 8):
            part = self.query_one("#municipality_cvr", Labelled)
            part.say("Et CVR-nummer har otte cifre. Lad feltet stå tomt, hvis du er i tvivl.", "warn")
            part.field.focus()
        elif self._keep({**typed, "municipality_cvr": cvr}):
            self.dismiss(None)

    def _keep(self, settings: dict[str, str]) -> bool:
        """Whether they were kept; a sentence says why not."""
        store = self._app.store
        try:
            for key, value in settings.items():
                if store is not None:
                    store.set_setting(key, value)
        except EmpowerError as error:
            self.query_one(Told).say(f"{error}", "warn")
            return False
        return True
