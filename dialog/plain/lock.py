"""The lock on plain lines, and what is heard while nothing that is typed is shown.

By `.lås` or by itself, when nobody has written for so long: what is in sight is taken away as far as the terminal can,
and nothing more is said or taken before the passphrase. Where one is asked for, a few commands are heard too; none is
as long as a new passphrase has to be, so none can be one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dialog.errors import EmpowerError
from dialog.face.passphrase import SHORTEST
from dialog.language.screen import N
from dialog.plain.commands import ENGLISH, OUT, Command, named
from dialog.plain.face import Face, Gone, Left, command_of
from dialog.plain.saying import tell_commands

LONGEST_WAIT = 30
"""Seconds; after each wrong passphrase the wait doubles up to this."""
KEPT = N("Alt er gemt.")
PRACTISED = N("Øvelsen står, som I forlod den. Den bliver slettet, når I lukker.")
CLEARED = N("Terminalen er ryddet. Kan I rulle op og stadig se noget, så luk vinduet, når I går.")
STAYS = N("Det, der allerede er skrevet på terminalen, bliver stående dér: ryd den eller luk den, hvis andre kan se "
          "med.")
CLOSED_TO = N("Det må vente, til her er låst op. Lige nu kan du skrive:")
Check = Callable[[str], None]
"""Raises WrongKey for a passphrase that does not fit."""


def lock(face: Face, check: Check | None) -> None:
    """Nothing more is said until the passphrase has been given; in a practice, until somebody goes on. Raises Gone
    where they leave instead."""
    with face.unseen():  # also while it rests: what is typed then is the next passphrase
        cleared = face.clear()
        face.tell(PRACTISED if face.practice else KEPT)
        face.tell(CLEARED if cleared else STAYS)
        try:
            _until_open(face, check)
        except Left:
            raise leave(face) from None


def _until_open(face: Face, check: Check | None) -> None:
    if check is None:
        face.tell("Låst. En tom linje går videre.")
        typed(face, OUT)
        return
    wrong = 0
    while True:
        face.tell("Låst. Skriv adgangssætningen for at gå videre.")
        try:
            check(typed(face, OUT))
            return
        except EmpowerError as error:  # wrong, or the file cannot be reached: either way it stays locked
            face.tell_error(error)
            face.rest(min(LONGEST_WAIT, 2 ** wrong // 2))
            wrong += 1


def typed(face: Face, commands: Sequence[Command]) -> str:
    """A line that is not shown. `?` is answered; `.stop` and `.tilbage` raise Left, where they are among `commands`;
    any other of these comes back as its name with a dot. What is heard elsewhere only is told to be so."""
    while True:
        heard = face.secret()
        command = command_of(heard) if len(heard) < SHORTEST else None
        name = command[0] if command else ""
        here = named(commands, name)
        if here is not None and here.id in ("undo", "stop"):
            raise Left(stop=here.id == "stop")
        if here is not None:
            return f".{here.id}"
        if name != "?" and name not in ENGLISH and name not in ENGLISH.values():
            return heard
        if name != "?":
            face.tell(CLOSED_TO)
        tell_commands(face, commands)


def leave(face: Face) -> Gone:
    """The goodbye of one who leaves from here, to be raised."""
    face.tell("På gensyn.")
    return Gone()
