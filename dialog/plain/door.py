"""The door on plain lines: choose a passphrase and keep the recovery key, unlock, or find the way back in.

What is typed as a passphrase is not shown on a terminal; through a pipe it is the next line.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dialog.errors import EmpowerError, WrongKey
from dialog.face.passphrase import keyed, set_out, weak
from dialog.language.screen import N, tr
from dialog.plain.face import Face, Gone

if TYPE_CHECKING:
    from dialog.store import Store

FORGOTTEN = (".glemt", ".forgotten")
"""Shorter than any passphrase, so it cannot be one."""
LONGEST_WAIT = 30
"""Seconds; after each wrong passphrase the wait doubles up to this."""
WELCOME = N("Alt, hvad I taler om, bliver her på maskinen og er låst med en adgangssætning. Kun du kender den. "
            "Vælg gerne nogle ord, du let kan huske. Mellemrum er velkomne.")
ONLY_NOW = N("Gem nødnøglen i kommunens adgangskodeboks eller på papir: den vises kun nu. Den åbner, hvis "
             "adgangssætningen er glemt.")
ON_THE_TERMINAL = N("Nødnøglen bliver stående på terminalen. Ryd den, når du har gemt den.")


def unlocked(face: Face, folder: Path) -> Store:
    """The open file; a new one the first time. Raises WrongKey where only wrong ones came."""
    from dialog.store import Store

    if not Store.exists(folder):
        return _first(face, folder)
    face.tell("Goddag. Skriv din adgangssætning. Skriv .glemt, hvis du har glemt den.")
    wrong: EmpowerError | None = None
    tries = 0
    with face.unseen():  # also while it rests: what is typed then is the next passphrase
        while True:
            try:
                typed = face.secret()
            except Gone as gone:
                raise wrong or gone from None
            if typed in FORGOTTEN:
                return _recovered(face, folder)
            if not typed:
                continue
            face.tell("Låser op.")
            try:
                return Store.open(folder, typed)
            except WrongKey as error:
                wrong, tries = error, tries + 1
            face.tell("Adgangssætningen passer ikke. Prøv igen.")
            face.rest(min(LONGEST_WAIT, 2 ** tries // 2))


def _first(face: Face, folder: Path) -> Store:
    from dialog.store import Store

    face.tell("Velkommen.")
    face.tell(WELCOME)
    with face.unseen():
        passphrase = _new(face)
        face.tell("Låser for første gang.")
        store, key = Store.create(folder, passphrase)
    try:
        store.set_setting("tour_seen", "no")
        face.tell(ONLY_NOW)
        for line in set_out(key).splitlines():
            face.say(tr("Nødnøgle"), " ".join(line.split()))
        face.tell(ON_THE_TERMINAL)
        face.tell("Når du har gemt den: skriv de fire sidste tegn.")
        while face.line().strip().upper() != key[-4:]:
            face.tell("Det er ikke de fire sidste tegn. De står nederst i nøglen.")
    except BaseException:
        store.close()
        raise
    return store


def _new(face: Face) -> str:
    """A new passphrase, long enough and typed alike twice."""
    while True:
        face.tell("Skriv din nye adgangssætning.")
        typed = face.secret()
        if reason := weak(typed):
            face.say(tr("Programmet"), reason)
            continue
        face.tell("En gang til.")
        if face.secret() == typed:
            return typed
        face.tell("De to er ikke ens.")


def _recovered(face: Face, folder: Path) -> Store:
    """In by the recovery key, with a new passphrase from now on."""
    from dialog.store import Store

    while True:
        face.tell("Skriv eller indsæt din nødnøgle på en linje. Store og små bogstaver og mellemrum er lige meget.")
        if not (key := keyed(face.secret())):
            face.tell("Det ligner ikke en nødnøgle. Den begynder med AGE-SECRET-KEY-1.")
            continue
        face.tell("Den gamle adgangssætning gælder ikke længere bagefter. Nødnøglen er den samme.")
        try:
            return Store.recover(folder, key, _new(face))
        except WrongKey:
            face.tell("Nødnøglen passer ikke til denne lås. Se den efter en gang til.")
