"""What the conversation screen says in its own voice, and the choices it offers beside the question."""

from __future__ import annotations

from dialog.language import talk
from dialog.language.talk import SKIPS
from dialog.script.model import Turn
from dialog.ui.widget.rows import Choice

PRACTICE = "Øvelse: en opdigtet borger. Alt slettes, når I lukker."
PRACTICE_SHORT = "Øvelse. Alt slettes, når I lukker."
CHANGING = "I retter et tidligere svar. Esc lader det stå, som det er."
MENDED = "Rettet. F3 går tilbage til gennemlæsningen."
TAKEN_AWAY = "Den er taget væk. Ctrl+Z henter den igen."
LOOKING = "Pil op og ned finder svaret. Enter retter det. Esc tilbage."
NOTHING_TO_CHANGE = "Her er ikke noget at rette endnu. F4 ser hele samtalen."
NO_UNDO = "Der er ikke mere at tage tilbage."
NO_GUIDE = "Her er ingen vejledning."
NOT_NOW = "Det spørgsmål er ikke med lige nu."
BOTH = "Her svarer I hver for sig: først den ene, så den anden."
SECTION_DONE = "Alt er besvaret her. Vælg et svar at rette, eller Esc for at gå videre."

KEEP_KEY = ("Esc", "Lad det stå", "back")
"""Takes the place of »Stop« while an earlier answer is open for change."""
ASIDE_KEYS = (("Enter", "Vælg", "choose"), ("Esc", "Tilbage", "back"))
END_KEYS = (("F1", "Hjælp", "app.help"), ("F3", "Planen", "plan"), ("F4", "Se tilbage", "look_back"),
            ("F7", "Afsnit", "sections"), ("Esc", "Stop", "back"))
YES_NO = (Choice("yes", "Ja, ret det", letter="j"), Choice("no", "Nej, lad det stå", letter="n"))
REMOVE = (Choice("yes", "Ja, tag det af listen", letter="j"), Choice("no", "Nej, lad det stå", letter="n"))
DRAFT = (Choice("yes", "Ja, tag det med", letter="j"), Choice("no", "Nej, smid det væk", letter="n"))
STOP = "Skal vi stoppe her for i dag? Alt er gemt, og I kan fortsætte en anden dag."
STOP_CHOICES = (
    Choice("on", "Vi fortsætter", letter="f"),
    Choice("stop", "Vi stopper her for i dag", letter="s"),
)
MOVED_ON = (
    Choice("again", "Åbn samtalen igen", letter="å"),
    Choice("leave", "Vi lader den være", letter="l"),
)
ENDED = "Nu er I nået hele vejen rundt. Tak for snakken.\nSe planen igennem sammen: er det sådan, det skal stå?"
ENDED_CHOICES = (
    Choice("plan", "Se planen", letter="p"),
    Choice("sections", "Gå tilbage til et afsnit", letter="g"),
    Choice("stop", "Vi stopper her for i dag", letter="s"),
)
CLOSED = "Samtalen er lukket. Alt er gemt."
CLOSED_CHOICES = (
    Choice("reopen", "Fortsæt samtalen", letter="f"),
    Choice("plan", "Se planen", letter="p"),
    Choice("leave", "Tilbage", letter="t"),
)

OWN_HAND = (Choice("mine", talk.OWN_HAND_MINE, letter="j"), Choice("back", talk.OWN_HAND_BACK, letter="t"))

LATER = Choice("later", "Senere", "Spørgsmålet kommer igen.", letter="s")
HERE = Choice("here", "Tilbage til spørgsmålet", letter="t")
REASONS = (
    Choice("not_now", SKIPS["not_now"], letter="i"),
    Choice("declined", SKIPS["declined"], letter="v"),
    Choice("unknown", SKIPS["unknown"], letter="d"),
    Choice("ask_someone", SKIPS["ask_someone"], "Mentor, læge eller en anden, I har tillid til.", letter="a"),
)
SKIP = "Det er helt i orden. Hvad passer bedst?"
MUST = "Det her skal vi nå rundt om, men det kan godt vente."
SAID = "Her er der ikke noget at svare på."


def skip_choices(turn: Turn, *, changing: bool) -> tuple[str, tuple[Choice, ...]]:
    """What may be done instead of answering, and how it is put."""
    if turn.required == "must":
        return MUST, (HERE,) if changing else (LATER, HERE)
    if turn.kind == "say":
        return SAID, (LATER, HERE)
    return SKIP, (*REASONS, HERE) if changing else (LATER, *REASONS, HERE)


def draft_found(text: str) -> str:
    return f"I var i gang med at skrive: »{text}«\nSkal vi tage det med?"
