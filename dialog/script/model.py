"""The script as the engine sees it: frozen, ordered, with its dependencies worked out once.

Owns the shape of a script. `read` makes it from YAML, `check` has already vouched for it; here nothing is questioned.
A turn is one thing said or asked. A turn with a `loop` is met once for each item of a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dialog.language.talk import WHO
from dialog.script.condition import Condition

Voice = Literal["citizen", "caseworker", "together"]
SPEAKER = WHO
Required = Literal["must", "soft", "free"]

REQUIREMENTS = ("influence", "offers", "one_plan", "coordinator", "mentor")
HYPOTHESES = ("trust", "own_goals", "own_barriers", "responsibility", "experienced_health")
SKIP_REASONS = ("not_now", "declined", "unknown", "ask_someone")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `discipline` and `kle` follow it into the plan."""

    id: str
    text: str
    help: str = ""
    discipline: str = ""
    kle: str = ""


@dataclass(frozen=True, slots=True)
class PlanMapping:
    """Where an answer goes in the plan. `text` may hold {answer}; `yes`/`no` word a yes or a no."""

    to: str
    verbatim: bool = False
    text: str = ""
    yes: str = ""
    no: str = ""
    skipped: bool = False
    discipline: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """`for_each: goals as g`: the turn is met once for each item of `list`."""

    list: str
    name: str


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list the citizen fills. Items get ids of their own, made once; the filling turn's words are their titles."""

    name: str
    item: str
    min: int
    max: int
    title_from: str


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """What a consent covers: the party who may know, what, for what purpose, by which law, in which text version."""

    party: str
    what: str
    purpose: str
    law: str
    text_version: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. `index` is its place in the script; `block` the index where its run of same-list turns begins."""

    id: str
    kind: str
    section: str
    index: int
    block: int
    ask: str
    help: str = ""
    guide: str = ""
    asks: Voice = "caseworker"
    answers: Voice = "citizen"
    required: Required = "soft"
    loop: Loop | None = None
    condition: Condition | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    plan: PlanMapping | None = None
    both: tuple[Voice, ...] = ()
    fills: str = ""
    options: tuple[Option, ...] = ()
    other: bool = False
    over: str = ""
    ends: Mapping[int, str] = field(default_factory=dict)
    min: float | None = None
    max: float | None = None
    unit: str = ""
    terms: ConsentTerms | None = None
    serves: tuple[str, ...] = ()
    hypothesis: str = ""

    @property
    def voices(self) -> tuple[Voice | None, ...]:
        """The views this turn collects: one unnamed, or each of `both` in order."""
        return self.both or (None,)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    index: int
    turns: tuple[str, ...]
    serves: tuple[str, ...] = ()
    hypothesis: str = ""
    read_back: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A whole script. A session pins `sha256`, of `canonical`, the compact JSON that the store keeps."""

    id: str
    version: int
    title: str
    language: str
    serves: tuple[str, ...]
    lists: Mapping[str, ItemList]
    sections: tuple[Section, ...]
    turns: tuple[Turn, ...]
    canonical: str
    sha256: str
    by_id: Mapping[str, Turn] = field(repr=False)
    dependents: Mapping[str, tuple[int, ...]] = field(repr=False)
    """Turn id or list name → the indexes of the turns whose condition reads it, ascending."""
    looped: Mapping[str, tuple[Turn, ...]] = field(repr=False)
    """List name → the turns met once for each of its items, the filling turn not among them."""

    def section_of(self, turn: str) -> Section:
        wanted = self.by_id[turn].section
        return next(section for section in self.sections if section.id == wanted)
