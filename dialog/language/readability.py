"""How hard a text is to read, by LIX: words a sentence plus the share of words longer than six letters.

A question is read aloud at a table, often by someone who is tired. The limits are the house's promise:
at most 30 is wanted, above 35 an author is warned, above 45 the script is refused.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

WANTED = 30
WARNED = 35
REFUSED = 45
LONG = 6
"""A word with more letters than this counts as long."""

Level = Literal["easy", "fair", "warned", "refused"]

_SLOT = re.compile(r"\{[^{}]*\}")
_ABBREVIATION = re.compile(r"\b(?:f\.eks|bl\.a|m\.fl|m\.m|m\.v|d\.v\.s|dvs|osv|evt|ca|kl|nr|tlf|pr|jf|stk|kap)\.",
                           re.IGNORECASE)
_ORDINAL = re.compile(r"(\d)\.(?=\d| +[a-zæøå])")
_STOP = re.compile(r"[.!?:…]+(?=\s|[\"'»”)\]]|\Z)|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Readability(NamedTuple):
    """What was counted. `hard` holds the long words, longest first, each once: what an author may change."""

    lix: float
    words: int
    sentences: int
    hard: tuple[str, ...]

    @property
    def level(self) -> Level:
        return level(self.lix)


def lix(text: str) -> float:
    """The LIX of a text; 0 for a text without words. A new line ends a sentence, so texts may be joined by one."""
    return measure(text).lix


def measure(text: str) -> Readability:
    """The whole count. A slot such as {goal} counts as the one short word that will stand there."""
    plain = _ORDINAL.sub(r"\1", _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), _SLOT.sub("det", text)))
    sentences = [words for part in _STOP.split(plain) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Readability(0.0, 0, 0, ())
    long = [word for word in words if len(word) > LONG]
    score = len(words) / len(sentences) + 100 * len(long) / len(words)
    hard = sorted(dict.fromkeys(word.lower() for word in long), key=len, reverse=True)
    return Readability(round(score, 1), len(words), len(sentences), tuple(hard))


def level(score: float) -> Level:
    """Where a LIX stands against the house's limits."""
    if score > REFUSED:
        return "refused"
    if score > WARNED:
        return "warned"
    return "fair" if score > WANTED else "easy"
