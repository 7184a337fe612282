"""Who the caseworker is, which municipality, when the screen locks, its language and its colours.

The names stand on the plan. Language and colours change at once; the rest is kept when the two go on from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from dialog.errors import EmpowerError
from dialog.face.idle import MINUTES, MOST
from dialog.face.idle import SETTING as LOCK_AFTER
from dialog.language.screen import N, screen_language, screen_languages, told, tr
from dialog.ui.screen.form import FormScreen
from dialog.ui.text import strong, words
from dialog.ui.theme import NAMES
from dialog.ui.tongue import speak_here
from dialog.ui.widget.labelled import Labelled, LineInput
from dialog.ui.widget.rows import Choice, Rows
from dialog.ui.widget.told import Told

if TYPE_CHECKING:
    from dialog.ui.app import EmpowerApp

CVR = "municipality_cvr"
FIELDS = {
    "coordinator_name": (N("Dit navn"), N("Står på planen som den, der samler trådene.")),
    "coordinator_contact": (N("Sådan får borgeren fat i dig"), N("Telefon eller mail.")),
    "municipality_name": (N("Kommune"), ""),
    CVR: (N("Kommunens CVR-nummer"), N("Otte cifre. Bruges, når planen skal ind i fagsystemet.")),
    LOCK_AFTER: (N("Lås skærmen efter"), N("Så mange minutter uden en hånd på tasterne: 1 til {most}.")),
}
AT_FIRST = {LOCK_AFTER: str(MINUTES)}
"""What holds where nothing was chosen."""
LANGUAGES = {"da": "Dansk", "en": "English"}
"""What a language calls itself."""


class SettingsScreen(FormScreen[None]):
    """Kept when the two go back with Enter on the last field; Esc goes back without keeping what is typed."""

    AUTO_FOCUS = ""  # as Textual does it, the first field is scrolled out at the top before it is laid out
    KEYS = (("Enter", N("Videre og gem"), "send"), ("F9", N("Farver"), "app.theme"),
            ("Esc", N("Tilbage uden at gemme"), "back"), ("F1", N("Hjælp"), "app.help"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False)]
    DEFAULT_CSS = """
    SettingsScreen { align-horizontal: center; }
    SettingsScreen #form { max-width: 64; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    SettingsScreen.-low #form { padding: 0 1; }
    SettingsScreen #title { margin-bottom: 1; }
    SettingsScreen.-low #title { margin-bottom: 0; }
    SettingsScreen Told { padding: 0; }
    SettingsScreen Rows { max-width: 60; background: $background; margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[str, str] = {}
        """What stands in the fields while they are built anew in another language."""

    def parts(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield Static(strong(tr("Indstillinger")), id="title")
            for key, (label, note) in FIELDS.items():
                field = LineInput(self._value(key), max_length=200)
                yield Labelled(tr(label), field, note=tr(note, most=MOST) if note else "", id=key)
            yield Told()
            yield Static(words(tr("Skærmens sprog")))
            yield Rows(id="languages")
            yield Static(words(tr("Farver")))
            yield Rows(id="themes")

    def _value(self, key: str) -> str:
        store = self._app.store
        kept = store.setting(key) if store else None
        return self._typed.get(key) or kept or AT_FIRST.get(key, "")

    @property
    def _app(self) -> EmpowerApp:
        return cast("EmpowerApp", self.app)

    def _part(self, key: str) -> Labelled:
        return self.query_one(f"#{key}", Labelled)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._show_choices())
        self._show_choices()
        self._part(next(iter(FIELDS))).field.focus(scroll_visible=False)

    def _show_choices(self) -> None:
        themes = [Choice(name, tr(title), ticked=name == self.app.theme) for name, title in NAMES.items()]
        self.query_one("#themes", Rows).put(themes)
        self.query_one("#languages", Rows).put([
            Choice(code, LANGUAGES.get(code, code), ticked=code == screen_language()) for code in screen_languages()])

    @on(Rows.Entered)
    async def _chosen(self, event: Rows.Entered) -> None:
        if event.row is None:
            return
        if event.rows.id == "themes":
            self.app.theme = event.row
            self._keep({"theme": event.row})
        elif event.row != screen_language():
            await self._speak(event.row)

    async def _speak(self, language: str) -> None:
        """Say everything anew in the language; what is typed stays in its field."""
        try:
            speak_here(language)
        except EmpowerError as error:
            self.query_one(Told).say(told(error), "warn")
            return
        self._keep({"screen_language": language})
        self._typed = {key: self._part(key).field.value for key in FIELDS}
        await self.recompose()
        self._show_choices()
        self.query_one("#languages", Rows).focus()

    def fields(self) -> list[Input]:
        return [self._part(key).field for key in FIELDS]

    def action_back(self) -> None:
        self.dismiss(None)

    def action_send(self) -> None:
        typed = {key: self._part(key).text for key in FIELDS}
        cvr, minutes = typed[CVR].replace(" ", ""), typed[LOCK_AFTER] or AT_FIRST[LOCK_AFTER]
        if cvr and not (_is_number(cvr) and len(cvr) == 8):
            self._lacks(CVR, tr("Et CVR-nummer har otte cifre. Lad feltet stå tomt, hvis du er i tvivl."))
        elif not (_is_number(minutes) and 1 <= int(minutes) <= MOST):
            self._lacks(LOCK_AFTER, tr("Skriv et helt tal fra 1 til {most}.", most=MOST))
        elif self._keep({**typed, CVR: cvr, LOCK_AFTER: minutes}):
            self.dismiss(None)

    def _lacks(self, key: str, text: str) -> None:
        self._part(key).say(text, "warn")
        self._part(key).field.focus()

    def _keep(self, settings: dict[str, str]) -> bool:
        """Whether they were kept; a sentence says why not."""
        store = self._app.store
        try:
            for key, value in settings.items():
                if store is not None:
                    store.set_setting(key, value)
        except EmpowerError as error:
            self.query_one(Told).say(told(error), "warn")
            return False
        return True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
