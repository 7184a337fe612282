"""A minute's tour: six quiet pages with one thought on each, for who has not sat here before.

Comes by itself once, after the very first start, and from the help at any time. What it tells holds for both of the
two, so they may read it together.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dialog.language.screen import N, tr
from dialog.ui.screen.calm import CalmScreen
from dialog.ui.text import muted, strong, words

PAGES = (
    (N("Velkommen"),
     N("Her sidder to mennesker ved én skærm og taler om, hvad den ene gerne vil. Skærmen stiller spørgsmålene, ét ad "
       "gangen. I finder svarene sammen.")),
    (N("Ordene er borgerens"),
     N("Svarene bliver skrevet, som de bliver sagt. Tal om en selv, samtykke og et ja til det, der er skrevet, giver "
       "borgeren selv, med egen hånd på tasterne.")),
    (N("I kan se, hvem der svarer"),
     N("Skærmen viser altid, hvem der svarer, og hvem der skriver. F2 skifter den, der svarer. F6 skifter den, der "
       "skriver.")),
    (N("Intet haster"),
     N("F5 lader et spørgsmål vente. Ctrl+Z fortryder. Esc stopper for i dag. Alt, I har sagt, er gemt, og I "
       "fortsætter, hvor I slap.")),
    (N("Planen vokser af svarene"),
     N("F3 viser den. Den er et udkast, til I begge har sagt ja. Den kan ændres, så længe I vil.")),
    (N("Hjælpen er tæt på"),
     N("F1 viser tasterne der, hvor I er. Derfra kan I også se den her rundtur igen. God samtale.")),
)
HERE, THERE = "●", "○"


class TourScreen(CalmScreen[None]):
    """→ or Enter goes on and at last out, ← goes back, Esc goes out."""

    KEYS = (("→", N("Videre"), "turn(1)"), ("←", N("Tilbage"), "turn(-1)"), ("Esc", N("Luk"), "back"))
    FIRST_KEYS = (("→", N("Videre"), "turn(1)"), ("Esc", N("Luk"), "back"))
    LAST_KEYS = (("Enter", N("Færdig"), "turn(1)"), ("←", N("Tilbage"), "turn(-1)"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,enter,space,down,pagedown", "turn(1)", show=False),
        Binding("left,backspace,up,pageup", "turn(-1)", show=False),
        Binding("escape,q", "back", show=False), Binding("f1", "back", show=False, priority=True)]
    DEFAULT_CSS = """
    TourScreen { align: center middle; }
    TourScreen.-low { align: center top; }
    TourScreen #leaf { width: 100%; max-width: 58; height: auto; padding: 1 2; }
    TourScreen #title, TourScreen #text { height: auto; margin-bottom: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.page = 0

    def parts(self) -> ComposeResult:
        with Vertical(id="leaf"):
            yield Static(id="title")
            yield Static(id="text")
            yield Static(id="trail")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        title, text = PAGES[self.page]
        self.query_one("#title", Static).update(strong(tr(title)))
        self.query_one("#text", Static).update(words(tr(text)))
        dots = " ".join(HERE if number == self.page else THERE for number in range(len(PAGES)))
        self.query_one("#trail", Static).update(muted(dots))
        self.show_keys(*({0: self.FIRST_KEYS, len(PAGES) - 1: self.LAST_KEYS}.get(self.page, ())))

    def action_turn(self, step: int) -> None:
        if self.page + step == len(PAGES):
            self.dismiss(None)
        else:
            self.page = max(0, self.page + step)
            self._show()

    def action_back(self) -> None:
        self.dismiss(None)
