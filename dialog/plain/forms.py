"""The few facts that are filled in on plain lines: a citizen, and who the caseworker is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from dialog.errors import EmpowerError
from dialog.face.idle import MOST, SETTING, is_minutes
from dialog.language.screen import N, screen_language, screen_languages, speak, tr
from dialog.plain.face import LANGUAGES, Face, Row, flat

if TYPE_CHECKING:
    from dialog.store import Store
    from dialog.store.record import Citizen

CPR = re.compile(r"(\d{6})-?(\d{4})", re.ASCII)
LONGEST = {"name": 200, "case": 60}
STAYS = N("En tom linje lader det stå. En enkelt prik gør feltet tomt.")
SETTINGS = {
    "coordinator_name": N("Dit navn. Det står på planen som den, der samler trådene."),
    "coordinator_contact": N("Sådan får borgeren fat i dig: telefon eller mail."),
    "municipality_name": N("Kommune."),
    "municipality_cvr": N("Kommunens CVR-nummer, otte cifre. Bruges, når planen skal ind i fagsystemet."),
    SETTING: N("Så mange minutter må der gå uden en linje, før der låses af sig selv: fra 1 til 60."),
}
SCREEN_ONLY = N("Farver gælder kun på skærmen.")


def citizen(face: Face, store: Store, known: Citizen | None = None, name: str = "") -> Citizen | None:
    """A new citizen, or other facts about one we know; None for an empty line where something is needed."""
    from dialog.store.record import Citizen

    name = _fact(face, N("Borgerens navn."), known.name if known else name, LONGEST["name"])
    if not name:
        return None
    case = _fact(face, N("Sagsnummeret, som det står i kommunens fagsystem."), known.case_reference if known else "",
                 LONGEST["case"])
    if not case:
        return None
    new = Citizen(id=known.id if known else uuid4(), name=name, case_reference=case,
                  cpr=_cpr(face, known.cpr if known else ""))
    try:
        (store.update_citizen if known else store.add_citizen)(new)
    except EmpowerError as error:
        face.tell_error(error)
        return None
    face.tell("Gemt: {name}, sag {case}.", name=name, case=case)
    return new


def _fact(face: Face, ask: str, now: str, longest: int) -> str:
    """One line; an empty one keeps what is there."""
    face.tell(ask)
    if now:
        face.tell("Det er nu: {now}. En tom linje lader det stå.", now=now)
    return flat(face.entry())[:longest] or now


def _cpr(face: Face, now: str) -> str:
    """A CPR number or none. It is typed as a passphrase is, for it would stay on the terminal."""
    face.tell("CPR-nummer, hvis det skal bruges. Det, du skriver, vises ikke. En tom linje går videre.")
    if now:
        face.tell("Der står et nummer. En tom linje lader det stå. En enkelt prik tager det væk.")
    while typed := flat(face.covered()):
        if typed == ".":
            return ""
        if found := CPR.fullmatch(typed):
            return f"{found[1]}-{found[2]}"
        face.tell("Et CPR-nummer har ti cifre. Skriv en tom linje, hvis I er i tvivl.")
    return now


def settings(face: Face, store: Store) -> None:
    """Each is kept as soon as it is written."""
    face.tell(STAYS)
    for key, ask in SETTINGS.items():
        _setting(face, store, key, ask)
    face.tell(SCREEN_ONLY)
    codes = screen_languages()
    if len(codes) > 1:
        face.tell("Programmets sprog. En tom linje lader det stå.")
        found = face.pick([Row(code, tr(LANGUAGES.get(code, code))) for code in codes])
        if found is not None and found != screen_language():
            speak(found)
            store.set_setting("screen_language", found)
    face.tell("Indstillingerne er gemt.")


def _setting(face: Face, store: Store, key: str, ask: str) -> None:
    face.tell(ask)
    if now := store.setting(key):
        face.tell("Det er nu: {now}.", now=now)
    while typed := flat(face.entry())[:200]:
        value = "" if typed == "." else typed
        if key == "municipality_cvr":
            value = value.replace(" ", "")
            if value and not re.fullmatch("[0-9]{8}", value):
                face.tell("Et CVR-nummer har otte cifre. En tom linje lader det stå.")
                continue
        elif key == SETTING and value and not is_minutes(value):
            face.tell("Skriv et helt tal fra 1 til {most}.", most=MOST)
            continue
        store.set_setting(key, value)
        return
