"""The door on plain lines: choose a passphrase and keep the recovery key, unlock, or find the way back in.

What is typed as a passphrase is not shown on a terminal; through a pipe it is the next line.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dialog.errors import EmpowerError, WrongKey
from dialog.face.passphrase import keyed, set_out, weak
from dialog.language.screen import N, tr
from dialog.plain.commands import DOOR, KEY, OUT, Command
from dialog.plain.face import STOP, Face, Gone, Left, command_of
from dialog.plain.lock import LONGEST_WAIT, leave, typed

if TYPE_CHECKING:
    from dialog.store import Store

ASK = N("Skriv din adgangssætning. Er den glemt, så skriv .glemt; .stop lukker igen, og ? giver hjælp.")
WELCOME = N("Alt, hvad I taler om, bliver her på maskinen og er låst med en adgangssætning. Kun du kender den. "
            "Vælg gerne nogle ord, du let kan huske. Mellemrum er velkomne.")
ONLY_NOW = N("Gem nødnøglen i kommunens adgangskodeboks eller på papir: den vises kun nu. Den åbner, hvis "
             "adgangssætningen er glemt.")
ON_THE_TERMINAL = N("Nødnøglen bliver stående på terminalen. Ryd den, når du har gemt den.")


def unlocked(face: Face, folder: Path) -> Store:
    """The open file; a new one the first time. Raises WrongKey where only wrong ones came, Gone where they leave."""
    from dialog.store import Store

    try:
        return _opened(face, folder) if Store.exists(folder) else _first(face, folder)
    except Left:
        raise leave(face) from None


def _opened(face: Face, folder: Path) -> Store:
    from dialog.store import Store

    face.tell("Goddag.")
    face.tell(ASK)
    wrong: EmpowerError | None = None
    tries = 0
    with face.unseen():  # also while it rests: what is typed then is the next passphrase
        while True:
            try:
                heard = typed(face, DOOR)
            except Gone as gone:
                raise wrong or gone from None
            if heard == ".forgotten":
                if store := _recovered(face, folder):
                    return store
                face.tell(ASK)
            if heard in ("", ".forgotten"):
                continue
            face.tell("Låser op.")
            try:
                return Store.open(folder, heard)
            except WrongKey as error:
                wrong, tries = error, tries + 1
            face.tell("Adgangssætningen passer ikke. Prøv igen.")
            face.rest(min(LONGEST_WAIT, 2 ** tries // 2))


def _first(face: Face, folder: Path) -> Store:
    from dialog.store import Store

    face.tell("Velkommen.")
    face.tell(WELCOME)
    face.tell("Vil du hellere vente, så skriv .stop.")
    with face.unseen():
        passphrase = _new(face, OUT)
        face.tell("Låser for første gang.")
        store, key = Store.create(folder, passphrase)
    try:
        store.set_setting("tour_seen", "no")
        face.tell(ONLY_NOW)
        for line in set_out(key).splitlines():
            face.say(tr("Nødnøgle"), " ".join(line.split()))
        face.tell(ON_THE_TERMINAL)
        face.tell("Når du har gemt den: skriv de fire sidste tegn.")
        while (heard := face.line()).strip().upper() != key[-4:]:
            if (command := command_of(heard)) and command[0] in STOP:
                raise Left(stop=True)
            face.tell("Det er ikke de fire sidste tegn. De står nederst i nøglen.")
    except BaseException:
        store.close()
        raise
    return store


def _new(face: Face, commands: Sequence[Command]) -> str:
    """A new passphrase, long enough and typed alike twice."""
    while True:
        face.tell("Skriv din nye adgangssætning.")
        chosen = typed(face, commands)
        if reason := weak(chosen):
            face.say(tr("Programmet"), reason)
            continue
        face.tell("En gang til.")
        if typed(face, commands) == chosen:
            return chosen
        face.tell("De to er ikke ens.")


def _recovered(face: Face, folder: Path) -> Store | None:
    """In by the recovery key, with a new passphrase from now on; None where they go back."""
    try:
        return _by_key(face, folder)
    except Left as left:
        if left.stop:
            raise
        return None


def _by_key(face: Face, folder: Path) -> Store:
    from dialog.store import Store

    while True:
        face.tell("Skriv eller indsæt din nødnøgle på en linje. Store og små bogstaver og mellemrum er lige meget. "
                  ".tilbage går tilbage.")
        if not (key := keyed(typed(face, KEY))):
            face.tell("Det ligner ikke en nødnøgle. Den begynder med AGE-SECRET-KEY-1.")
            continue
        face.tell("Den gamle adgangssætning gælder ikke længere bagefter. Nødnøglen er den samme.")
        try:
            return Store.recover(folder, key, _new(face, KEY))
        except WrongKey:
            face.tell("Nødnøglen passer ikke til denne lås. Se den efter en gang til.")
