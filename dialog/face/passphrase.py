"""A passphrase and a recovery key as a person meets them: how strong the one is, how the other is set out to copy."""

from __future__ import annotations

import re

from dialog.language.screen import tr

SHORTEST = 12
"""Signs in a passphrase. Length is what resists guessing; nothing is asked of signs and capitals."""
STRONG = 20
FEW = 5
"""With fewer different signs than this a passphrase is guessed, however long."""
PREFIX = "AGE-SECRET-KEY-1"
GROUP, GROUPS = 4, 4
_KEY = re.compile(rf"{PREFIX}[023456789ACDEFGHJKLMNPQRSTUVWXYZ]{{58}}")


def weak(passphrase: str) -> str:
    """Why a new passphrase cannot be used yet, in one sentence; empty when it can."""
    left = SHORTEST - len(passphrase)
    if not passphrase:
        return tr("Mindst {least} tegn.", least=SHORTEST)
    if left > 0:
        return tr("{left} tegn mere, så er den lang nok.", left=left)
    return tr("Brug flere forskellige tegn, så kan den ikke gættes.") if len(set(passphrase)) < FEW else ""


def strength(passphrase: str) -> str:
    """One plain sentence about how a new passphrase is coming along."""
    return weak(passphrase) or (
        tr("Stærk.") if len(passphrase) >= STRONG else tr("Lang nok. Et ord mere gør den endnu stærkere."))


def keyed(typed: str) -> str:
    """The recovery key in what was typed or pasted; empty when there is none."""
    found = _KEY.search(re.sub(r"\s", "", typed).upper())
    return found.group() if found else ""


def set_out(key: str) -> str:
    """The key in groups of four, so that a person can copy it and find the place again; the last four stand alone."""
    head = len(PREFIX) + (len(key) - len(PREFIX)) % GROUP
    groups = [key[at:at + GROUP] for at in range(head, len(key), GROUP)]
    lines = ["   ".join(groups[at:at + GROUPS]) for at in range(0, len(groups), GROUPS)]
    return "\n".join([key[:head], *lines])
