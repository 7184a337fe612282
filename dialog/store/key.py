"""The key file `empower.key`: the database's random key, locked with the passphrase and with a recovery key.

The database is never locked with a passphrase itself: so a forgotten passphrase is replaced without touching one
answer, and a stolen database without this file is noise. The passphrase slot is Argon2id + secretbox with its cost
written beside it; the recovery slot is an age file, so that any age tool can open it should this program be gone.
`check` is a hash of the rest: it tells a damaged file from a wrong passphrase, which would otherwise look the same.
The libraries are imported where they are used: whether a folder holds a store is asked before the first picture.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path

from dialog.errors import NewerStore, StoreError, WrongKey
from dialog.store.fault import UNTOUCHED, damaged, nothing_here
from dialog.store.files import write_whole

FORMAT = 1
KEY = "empower.key"
DATABASE = "empower.db"
_MEMORY_WE_ACCEPT = 2**31  # a changed file must not make us ask for all there is


class Found(Enum):
    """What a folder holds."""

    NOTHING = auto()
    HALF = auto()  # a first start that was interrupted: nobody has ever been let in, so nothing can be lost
    WHOLE = auto()
    NO_KEY = auto()
    NO_DATABASE = auto()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: Argon2id passes, and memory in bytes."""

    operations: int
    memory: int


MODERATE = Cost(operations=3, memory=256 * 2**20)
"""libsodium's own MODERATE: about half a second and 256 MB for each guess."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The file's content; `salt` and `box` are base64, `recovery` an armoured age file. `ready`: the database is
    made.
    """

    ready: bool
    operations: int
    memory: int
    salt: str
    box: str
    recovery: str


def new_key() -> bytes:
    """A database key: 32 random bytes."""
    return secrets.token_bytes(32)


def lock(key: bytes, passphrase: str, cost: Cost) -> tuple[KeyFile, str]:
    """A key file (not ready yet) for the key, and the recovery key that is shown once and kept nowhere."""
    import pyrage  # type: ignore[import-untyped]

    identity = pyrage.x25519.Identity.generate()
    recovery: bytes = pyrage.encrypt(key.hex().encode(), [identity.to_public()], armored=True)
    salt, box = _passphrase_slot(key, passphrase, cost)
    return KeyFile(False, cost.operations, cost.memory, salt, box, recovery.decode()), str(identity)


def relock(file: KeyFile, key: bytes, passphrase: str, cost: Cost) -> KeyFile:
    """The key file with a new passphrase; the recovery key stays."""
    salt, box = _passphrase_slot(key, passphrase, cost)
    return KeyFile(file.ready, cost.operations, cost.memory, salt, box, file.recovery)


def unlock(file: KeyFile, passphrase: str) -> bytes:
    """The database key. Raises WrongKey."""
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    stretched = _stretch(passphrase, b64decode(file.salt), Cost(file.operations, file.memory))
    try:
        return bytes.fromhex(SecretBox(stretched).decrypt(b64decode(file.box)).decode())
    except CryptoError:
        pass
    raise WrongKey("Adgangssætningen passer ikke.", next_step="Prøv igen, eller brug nødnøglen.")


def unlock_by_recovery(file: KeyFile, recovery_key: str) -> bytes:
    """The database key, by the printed key; spaces, line breaks and small letters are forgiven. Raises WrongKey."""
    import pyrage

    try:
        identity = pyrage.x25519.Identity.from_str("".join(recovery_key.split()).upper())
        return bytes.fromhex(pyrage.decrypt(file.recovery.encode(), [identity]).decode())
    except (pyrage.IdentityError, pyrage.DecryptError, UnicodeEncodeError):
        pass
    raise WrongKey(
        "Gendannelsesnøglen passer ikke.", next_step="Se efter, at det hele er med, fra AGE-SECRET-KEY-1 til enden."
    )


def write(folder: Path, file: KeyFile) -> None:
    """Puts the key file in the folder, whole or not at all. Raises OSError."""
    content = {"format": FORMAT, **asdict(file)}
    content["check"] = _check(content)
    write_whole(folder / KEY, json.dumps(content, indent=1).encode())


def read(folder: Path) -> KeyFile:
    """The folder's key file. Raises NoStore, NewerStore, DamagedStore, OSError."""
    try:
        content = json.loads((folder / KEY).read_bytes())
    except FileNotFoundError:
        raise nothing_here() from None
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.pop("check", "") != _check(content):
        raise damaged("Nøglefilen {file} kan ikke læses; den er blevet beskadiget.", file=KEY)
    if content.pop("format") != FORMAT:
        raise NewerStore(
            "Nøglen er skrevet af et nyere program.", kept=UNTOUCHED, next_step="Hent det nye, og åbn igen."
        )
    file = KeyFile(**content)
    if file.memory > _MEMORY_WE_ACCEPT:
        raise damaged("Nøglefilen {file} beder om mere, end den skal; den er blevet ændret.", file=KEY)
    return file


def look(folder: Path) -> Found:
    """What the folder holds. Raises NewerStore, DamagedStore when the key file cannot be read, and OSError."""
    has_database = (folder / DATABASE).exists()
    if not (folder / KEY).exists():
        return Found.NO_KEY if has_database else Found.NOTHING
    if not read(folder).ready:
        return Found.HALF
    return Found.WHOLE if has_database else Found.NO_DATABASE


def _passphrase_slot(key: bytes, passphrase: str, cost: Cost) -> tuple[str, str]:
    from nacl.secret import SecretBox

    if not passphrase.strip():
        raise WrongKey("Adgangssætningen er tom.", next_step="Find på en sætning, som du kan huske.")
    salt = secrets.token_bytes(16)
    box = SecretBox(_stretch(passphrase, salt, cost)).encrypt(key.hex().encode())
    return b64encode(salt).decode(), b64encode(box).decode()


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from the passphrase. NFC first: one keyboard writes å as one sign, another as two."""
    from nacl.exceptions import RuntimeError as NoMemory
    from nacl.pwhash import argon2id

    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return argon2id.kdf(32, words, salt, cost.operations, cost.memory)
    except NoMemory:
        pass
    raise StoreError(
        "Maskinen har ikke hukommelse nok til at åbne filen lige nu.", kept=UNTOUCHED,
        next_step="Luk nogle andre programmer, og prøv igen.",
    )


def _check(content: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
