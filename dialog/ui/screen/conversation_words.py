"""What the conversation screen says in its own voice, and the choices it offers beside the question."""

from __future__ import annotations

from collections.abc import Sequence

from dialog.face.tongues import WAYS, Tongues, Two
from dialog.language import talk
from dialog.language.screen import N
from dialog.script.model import Turn
from dialog.ui.widget.rows import Choice

PRACTICE = N("Øvelse")
PRACTICE_SHORT = N("Øvelse. Alt slettes, når I lukker.")
MENDED = N("Rettet. F3 går tilbage til gennemlæsningen.")
TAKEN_AWAY = N("Den er taget væk. Ctrl+Z henter den igen.")
LOOKING = N("Pil op og ned finder svaret. Enter retter det. Esc tilbage.")
NOTHING_TO_CHANGE = N("Her er ikke noget at rette endnu. F4 ser hele samtalen.")
NO_UNDO = N("Der er ikke mere at tage tilbage.")
GUIDE = N("Til sagsbehandleren: {guide}")
NO_GUIDE = N("Her er ingen vejledning.")
NOT_NOW = N("Det spørgsmål er ikke med lige nu.")
BOTH = N("Her svarer I hver for sig: først den ene, så den anden.")
SECTION_DONE = N("Alt er besvaret her. Vælg et svar at rette, eller Esc for at gå videre.")
KEYS_BACK = N("Tasterne er sagsbehandlerens igen.")
AGAIN = N("Det gik stærkt. Tryk Enter igen, hvis det er sådan, det skal være.")
SECTION_CHANGED = N("Afsnittet er ændret, siden I læste det igennem.")
READ_AGAIN = N("Læs »{section}« igennem igen")

KEEP_KEY = ("Esc", N("Lad det stå"), "back")
"""Takes the place of »Stop« while an earlier answer is open for change."""
ASIDE_KEYS = (("Enter", N("Vælg"), "choose"), ("Esc", N("Tilbage"), "back"))
END_KEYS = (("F1", N("Hjælp"), "app.help"), ("F3", N("Planen"), "plan"), ("F4", N("Se tilbage"), "look_back"),
            ("F7", N("Afsnit"), "sections"), ("Esc", N("Stop"), "back"))

NOTHING = Two("")
Row = tuple[str, str, str]
"""Id, text and letter of a choice."""
YES_NO: tuple[Row, ...] = (("yes", talk.MEND_YES, "j"), ("no", talk.MEND_NO, "n"))
REMOVE: tuple[Row, ...] = (("yes", talk.REMOVE_YES, "j"), ("no", talk.MEND_NO, "n"))
DRAFT: tuple[Row, ...] = (("yes", talk.DRAFT_YES, "j"), ("no", talk.DRAFT_NO, "n"))
STOP: tuple[Row, ...] = (("on", talk.STOP_NO, "f"), ("stop", talk.STOP_YES, "s"))
ENDED: tuple[Row, ...] = (("plan", talk.SEE_PLAN, "p"), ("sections", talk.TO_A_SECTION, "g"),
                          ("stop", talk.STOP_YES, "s"))
CLOSED: tuple[Row, ...] = (("reopen", talk.CONTINUE, "f"), ("plan", talk.SEE_PLAN, "p"), ("leave", talk.BACK, "t"))
OWN_HAND: tuple[Row, ...] = (("mine", talk.OWN_HAND_MINE, "j"), ("back", talk.OWN_HAND_BACK, "t"))
HOW: tuple[Row, ...] = tuple((way, called, "") for way, (called, _) in WAYS.items())
OFFER: tuple[Row, ...] = (("yes", talk.YES, "j"), ("no", talk.NO, "n"))
MOVED_ON = (
    Choice("again", N("Åbn samtalen igen"), letter="å"),
    Choice("leave", N("Vi lader den være"), letter="l"),
)
LETTERS = {"not_now": "i", "declined": "v", "unknown": "d", "ask_someone": "a"}


def choices(tongues: Tongues, rows: Sequence[Row]) -> tuple[Choice, ...]:
    return tuple(Choice.of(id, tongues.say(text), letter=letter) for id, text, letter in rows)


def skip_choices(tongues: Tongues, turn: Turn, *, changing: bool) -> tuple[Two, tuple[Choice, ...]]:
    """What may be done instead of answering, and how it is put."""
    here = Choice.of("here", tongues.say(talk.HERE), letter="t")
    later = () if changing else (
        Choice.of("later", tongues.say(talk.LATER), tongues.say(talk.LATER_HELP), letter="s"),)
    if turn.required == "must":
        return tongues.say(talk.SKIP_MUST), (*later, here)
    if turn.kind == "say":
        return tongues.say(talk.SKIP_SAID), (*later, here)
    reasons = (_reason(tongues, name) for name in talk.SKIPS)
    return tongues.say(talk.SKIP), (*later, *reasons, here)


def _reason(tongues: Tongues, name: str) -> Choice:
    help = tongues.say(talk.ASK_WHOM) if name == "ask_someone" else Two("")
    return Choice.of(name, tongues.say(talk.SKIPS[name]), help, letter=LETTERS[name])


def which_language(tongues: Tongues, script: str) -> Two:
    """The question about it; what goes for every language is said here, once."""
    asked, note = tongues.say(talk.WHICH_LANGUAGE), unread_everywhere(tongues, script)
    return Two(*("\n".join(filter(None, each)) for each in zip(asked, note, strict=True)))


def language_choices(tongues: Tongues, script: str) -> tuple[Choice, ...]:
    """Every language there is, by its own name and in Danish; those for paper last, to be read and not chosen."""
    from dialog.language.catalogue import on_offer

    offer, mixed = on_offer(script), unread_everywhere(tongues, script) == NOTHING
    rows = [_language(tongues, code, _unread(tongues, code, script) if mixed else NOTHING) for code in offer.on_screen]
    paper = [_language(tongues, code, tongues.say(talk.ON_PAPER_ONLY), read_only=True) for code in offer.on_paper]
    return (*rows, *paper)


def unread_everywhere(tongues: Tongues, script: str) -> Two:
    """That no person has read the translations, where that goes for them all: it is said once."""
    from dialog.language.catalogue import on_offer

    said = {_unread(tongues, code, script) for code in on_offer(script).on_screen[1:]}
    return said.pop() if len(said) == 1 else NOTHING


def _language(tongues: Tongues, code: str, note: Two, *, read_only: bool = False) -> Choice:
    from dialog.language.format import language_text

    own, danish = language_text(code, code), language_text(code)
    own, danish = own[:1].upper() + own[1:], danish[:1].upper() + danish[1:]
    return Choice(code, own if own == danish else f"{own} · {danish}", note.first, number=" " if read_only else None,
                  help_beneath=note.beneath, read_only=read_only)


def _unread(tongues: Tongues, code: str, script: str) -> Two:
    """That no person has read the translation, where that is so."""
    from dialog.language.catalogue import SOURCE, catalogue, script_words

    read = code == SOURCE or (catalogue(code).reviewed_by and script_words(code, script).reviewed_by)
    return NOTHING if read else tongues.say(talk.UNREAD_TRANSLATION)
