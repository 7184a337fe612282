"""How a package lies and is closed: as a folder, as a zip, as a zip locked to its receiver (age), signed (Ed25519).

What comes in is opened with suspicion: only names we know, once each, plain files, and never more than LIMIT bytes.
Keys are plain text files: an age identity as `age-keygen` writes it; an Ed25519 seed or public key as a word that says
which it is, and 32 bytes in base64. A locked package is another file each time (age draws a new key for each); the zip
inside is the same.
"""

from __future__ import annotations

import base64
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from dialog.errors import PackageError, UnfitKey, reason

LIMIT = 200_000_000
"""Bytes in a package, unpacked; the largest plan with every form is a hundredth of it."""
RATIO, SMALL = 200, 10_000_000
"""How many times its own size a file in a zip may unpack to, once it is no longer SMALL. Text packs ten times; a small
one that says »aaaa« for pages packs a thousand times, and does no harm.
"""
LIST = 10_000
"""Bytes in a zip's list of files: four million names fit in LIMIT, and each costs ten times its length to read."""
END = 22
"""Bytes of a zip's last record, which tells how long its list is. Ours has no comment: there two could stand."""
OLDEST = (1980, 1, 1, 0, 0, 0)
LEVEL = 1
"""Of packing: half the time of zlib's usual, and a tenth larger."""
AGE = b"age-encryption.org/v1"
ZIP, ZIP_END, ZIP64 = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
SECRET, PUBLIC = "empower-hemmelig", "empower-offentlig"
"""The first word of a file with a key: the two are as long, and each would be taken for the other."""
AGAIN = "Hent den igen fra den, der sendte den."
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
"""What zipfile raises for bytes that are no whole zip."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: the same files give the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, OLDEST)
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o600) << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, LEVEL)
    return packed.getvalue()


def read(place: Path) -> bytes:
    """The file's content. Raises PackageError when it cannot be read, or is larger than a package may be."""
    try:
        if place.exists() and not place.is_file():
            raise PackageError("{place} er ikke en fil.", place=place)
        with place.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError as error:
        raise PackageError("{place} kan ikke læses ({reason}).", place=place, reason=reason(error)) from None
    return _within(content)


def opened(place: Path, names: Collection[str], identity: Path | None = None) -> dict[str, bytes] | bytes:
    """The files of a package, name → content, wherever it lies; the content, where it is a single file of another kind.

    Raises PackageError.
    """
    if place.is_dir():
        return dict(_in_folder(place, names))
    content = unlocked(read(place), identity)
    return unzipped(content, names) if content.startswith(ZIP) else content


def peek(place: Path, name: str) -> bytes:
    """One file in a zip of our own; nothing where there is no such zip, or it is not whole."""
    try:
        with zipfile.ZipFile(place) as archive:
            return _content(archive, archive.getinfo(name))
    except (*UNREADABLE, KeyError):
        return b""


def unzipped(content: bytes, names: Collection[str]) -> dict[str, bytes]:
    """The files in a zip that may have been made to do harm. Raises PackageError."""
    end = len(content) - END
    listed = int.from_bytes(content[end + 12:end + 16], "little")
    if not content.startswith(ZIP_END, end) or listed > LIST or content.startswith(ZIP64, max(0, end - 20)):
        raise PackageError("Pakken er ikke en hel zip-fil, eller der er for mange filer i den.", next_step=AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = archive.infolist()
            _look_over(found, names)
            return {info.filename: _content(archive, info) for info in found}
    except UNREADABLE:
        raise PackageError("Pakken er ikke en hel zip-fil.", next_step=AGAIN) from None


def _look_over(found: Sequence[zipfile.ZipInfo], names: Collection[str]) -> None:
    """Everything that can be known before a byte is unpacked."""
    for info in found:
        _known(info.filename, names)
        if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG) or info.flag_bits & 1 \
                or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError("»{name}« i pakken er ikke en almindelig fil.", next_step=AGAIN, name=info.filename)
        if info.file_size > max(SMALL, RATIO * info.compress_size):
            raise PackageError("»{name}« i pakken fylder for meget, når den pakkes ud.", next_step=AGAIN,
                               name=info.filename)
    if len({info.filename for info in found}) < len(found):
        raise PackageError("Det samme navn står to gange i pakken.", next_step=AGAIN)
    if sum(info.file_size for info in found) > LIMIT:
        raise _too_large()


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """As much of it as it says that it holds: `ZipFile.read` unpacks it all first, and other packings know no bound."""
    with archive.open(info) as file:
        return file.read(info.file_size)


def _in_folder(folder: Path, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    room = LIMIT
    try:
        for entry in sorted(islice(folder.iterdir(), len(names) + 1)):
            _known(entry.name, names)
            if entry.is_symlink() or not entry.is_file():
                raise PackageError("»{name}« i pakken er ikke en almindelig fil.", next_step=AGAIN, name=entry.name)
            content = read(entry)
            room -= len(content)
            if room < 0:
                raise _too_large()
            yield entry.name, content
    except OSError as error:
        raise PackageError("{place} kan ikke læses ({reason}).", place=folder, reason=reason(error)) from None


def _known(name: str, names: Collection[str]) -> None:
    if name not in names:
        raise PackageError("»{name}« hører ikke til i en pakke.", next_step="Tag den ud, eller hent pakken igen.",
                           name=name[:60])


def _within(content: bytes) -> bytes:
    if len(content) > LIMIT:
        raise _too_large()
    return content


def _too_large() -> PackageError:
    return PackageError("Det fylder mere, end en pakke kan.", next_step=AGAIN)


# To one receiver alone


def receivers(names: Sequence[str]) -> list[Any]:
    """age's receivers, from `age1…`. Raises UnfitKey."""
    import pyrage  # type: ignore[import-untyped]

    try:
        return [pyrage.x25519.Recipient.from_str(name.strip()) for name in names]
    except pyrage.RecipientError:
        raise UnfitKey("Modtagerens nøgle er ikke hel.", next_step="Kopiér den igen. Intet er skrevet.") from None


def locked(content: bytes, to: Sequence[Any]) -> bytes:
    """The content, for these receivers alone."""
    import pyrage

    made: bytes = pyrage.encrypt(content, list(to))
    return made


def unlocked(content: bytes, identity: Path | None) -> bytes:
    """The content as it was before it was locked; as it is, when it was not. Raises PackageError and UnfitKey."""
    if not content.startswith(AGE):
        return content
    if identity is None:
        raise UnfitKey("Pakken er låst til sin modtager.", next_step="Skriv, hvor nøglen ligger: --key FIL")
    import pyrage

    lines = read(identity).decode("ascii", "replace").splitlines()
    try:
        keys = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and line[0] != "#"]
        made: bytes = pyrage.decrypt(content, keys)
    except (pyrage.IdentityError, pyrage.DecryptError):
        raise UnfitKey("Nøglen passer ikke, eller filen er ikke hel.",
                       next_step="Brug den nøgle, pakken er låst til, eller hent pakken igen.") from None
    return _within(made)


# By whom


def new_key() -> tuple[str, str]:
    """A new key to sign with: the secret and the public one, each a line of text that says which it is."""
    from nacl.signing import SigningKey

    key = SigningKey.generate()
    return f"{SECRET} {_text(bytes(key))}", f"{PUBLIC} {_text(bytes(key.verify_key))}"


def public_of(seed: bytes) -> str:
    """The public key, as text, that fits a seed."""
    from nacl.signing import SigningKey

    return _text(bytes(SigningKey(seed).verify_key)).strip()


def signature(content: bytes, seed: bytes) -> bytes:
    """Ed25519 over the content: 64 bytes as a line of base64. The same content and seed give the same."""
    from nacl.signing import SigningKey

    return _text(SigningKey(seed).sign(content).signature).encode()


def is_signed(content: bytes, sign: bytes, public: bytes) -> bool:
    """Whether the holder of the public key's secret signed exactly this content."""
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(public).verify(content, base64.b64decode(sign.strip(), validate=True))
    except (CryptoError, ValueError):  # among them what is no base64, or of another length
        return False
    return True


def secret_in(place: Path) -> bytes:
    """The seed in a file with a secret key. Raises UnfitKey, also for a public one."""
    kind, key = _key_in(place)
    if kind != SECRET:
        raise UnfitKey("{place} er den offentlige nøgle.", next_step="Underskriv med den hemmelige. Intet er skrevet.",
                       place=place)
    return key


def public_in(place: Path) -> bytes:
    """The key in a file with a public key. Raises UnfitKey, also for a secret one."""
    kind, key = _key_in(place)
    if kind != PUBLIC:
        raise UnfitKey("{place} er den hemmelige nøgle.", place=place,
                       next_step="Se efter med den offentlige. Giv aldrig den hemmelige videre.")
    return key


def _key_in(place: Path) -> tuple[str, bytes]:
    kind, _, key = read(place).decode("ascii", "replace").strip().partition(" ")
    found = key_of(key) if kind in (SECRET, PUBLIC) else b""
    if not found:
        raise UnfitKey("{place} er ikke en nøgle til underskrift.", next_step="Lav en: empower plan key --to FIL",
                       place=place)
    return kind, found


def key_of(text: str) -> bytes:
    """The 32 bytes of a key in base64; nothing where it is none."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        return b""
    return key if len(key) == 32 else b""


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode() + "\n"
