"""From one answer to the lines it puts in the plan.

One answer is one line; several options are a line each, so that each can carry its field of help and its KLE number,
and a ranking of a list puts its number on each item. Texts pass the filter for control marks once more: a plan leaves
the program, and what was kept long ago may have come in by another door.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from dialog.conversation import wording
from dialog.conversation.event import Answered, Form, ItemAdded, Skipped
from dialog.conversation.state import Given, State
from dialog.language import talk
from dialog.language.clean import cleaned
from dialog.language.format import language_text
from dialog.plan.model import Line, Terms
from dialog.script.kind import OTHER, in_words
from dialog.script.model import SPEAKER, Option, PlanMapping, Script, Turn, Voice
from dialog.script.target import PARTS, TARGETS

PER_ITEM = frozenset(part.id for part in PARTS if part.per_item)


@lru_cache(maxsize=4096)
def stable_id(conversation: UUID, *names: str | None) -> UUID:
    """The id of something in the plan: the same each time the plan is made anew from the same conversation."""
    return uuid5(conversation, "\x1f".join(name or "" for name in names))


class Piece(NamedTuple):
    """What one line says. `place` tells lines of one answer apart; `item` is the list item that the line is about."""

    text: str
    value: Any
    own: bool = False
    place: str = ""
    item: str | None = None
    discipline: str = ""
    kle: str = ""


class Maker:
    """Makes the lines of one conversation."""

    def __init__(self, script: Script, state: State, conversation: UUID) -> None:
        self._phrasing = wording.Phrasing(script)
        self._state = state
        self._conversation = conversation
        self._titles: dict[str, dict[str, str]] = {}

    def lines(self, turn: Turn, mapping: PlanMapping, given: Given) -> Iterator[Line]:
        """The lines of one given answer; none for a skip that the script does not want in the plan."""
        if isinstance(given, Skipped):
            if mapping.skipped:
                piece = Piece(talk.SKIPS[given.reason], None, item=given.place.item)
                yield self._line(turn, mapping, given, piece)
        elif isinstance(given, ItemAdded):
            yield self._line(turn, mapping, given, Piece(given.value, given.value, own=True, item=given.place.item))
        elif turn.kind != "list":
            for piece in self._pieces(turn, mapping, given):
                yield self._line(turn, mapping, given, piece)

    def _pieces(self, turn: Turn, mapping: PlanMapping, given: Answered) -> Iterator[Piece]:
        if turn.kind == "choices" and _one_by_one(turn, mapping):
            yield from _options(turn, mapping, given)
        elif orders_entries(turn):
            yield from self._ranked(turn, given)
        elif turn.kind == "read_back":
            if not given.value["confirmed"]:
                yield Piece(given.value["remark"], given.value["remark"], given.form != "summary")
        else:
            yield self._whole(turn, mapping, given)

    def _whole(self, turn: Turn, mapping: PlanMapping, given: Answered) -> Piece:
        value = given.value
        own = given.form != "summary" and (turn.kind == "text" or (turn.kind == "choice" and OTHER in value))
        chosen = _chosen(turn, value)
        return Piece(
            self._words(turn, mapping, value), _raw(turn, value), own and not mapping.text, item=given.place.item,
            discipline=chosen.discipline if chosen else "", kle=chosen.kle if chosen else "",
        )

    def _words(self, turn: Turn, mapping: PlanMapping, value: Any) -> str:
        if value is True and mapping.yes:
            return mapping.yes
        if value is False and mapping.no:
            return mapping.no
        return in_words(turn, value, self._names(turn.over) if turn.over else {})

    def _ranked(self, turn: Turn, given: Answered) -> Iterator[Piece]:
        """A ranked list says its number on each item that is still on the list."""
        names = self._names(turn.over)
        kept = [item for item in given.value if item in names]
        for number, item in enumerate(kept, 1):
            yield Piece(f"Nummer {number} af {len(kept)}", number, place=item, item=item)

    def _names(self, name: str) -> dict[str, str]:
        if name not in self._titles:
            self._titles[name] = self._state.titles(name)
        return self._titles[name]

    def _line(self, turn: Turn, mapping: PlanMapping, given: Given, piece: Piece) -> Line:
        place, about = given.place, self._state.about_plan
        id = stable_id(self._conversation, "line", mapping.to, place.turn, place.item, place.voice, piece.place)
        reworded = about.wordings.get(id) if about.wordings else None
        beside = reworded if reworded is not None and reworded.wording.strip() else None
        typed_by, form = _written_how(given)
        language, interpreted = _language(turn, given, piece)
        made = Line(
            id=id, target=mapping.to, label=TARGETS[mapping.to], text=self._said(mapping, given, piece),
            own_words=piece.own, wording=cleaned(beside.wording) if beside else None,
            wording_by=beside.by if beside else None, value=_plain(piece.value),
            skipped=given.reason if isinstance(given, Skipped) else None, terms=_terms(turn, given),
            said_by=place.voice or given.said_by, typed_by=typed_by, form=form, at=given.at,
            language=language, interpreted=interpreted,
            turn=turn.id, kind=turn.kind, item=piece.item, voice=place.voice,
            asked=cleaned(wording.ask(self._phrasing, self._state, place)),
            discipline=piece.discipline or mapping.discipline, kle=piece.kle,
            roots=(given.id, beside.id) if beside else (given.id,),
        )
        review = about.reviews.get(id) if about.reviews else None
        if review is None or review.line_sha256 != made.fingerprint():
            return made
        return made.model_copy(update={"reviewed": review.at})

    def _said(self, mapping: PlanMapping, given: Given, piece: Piece) -> str:
        """The text of the line: the words, framed by the script where it frames them, named where both are asked."""
        text = cleaned(piece.text)
        if mapping.text and not isinstance(given, Skipped):
            text = mapping.text.replace("{answer}", text)
        return f"{SPEAKER[given.place.voice]}: {text}" if given.place.voice else text


def how_said(form: str, language: str, interpreted: bool) -> str:
    """What a reader must know of how the words came about; "" for Danish that the person said."""
    how = ["sammenfattet"] if form == "summary" else []
    if interpreted:
        how.append("på dansk ved tolk")
    elif language != "da":
        how.append(f"på {language_text(language)}")
    return ", ".join(how)


def orders_entries(turn: Turn) -> bool:
    """Whether the turn ranks the items of a part that has an entry for each: barriers by the citizen's importance."""
    return bool(turn.over and turn.plan and turn.plan.to.partition(".")[0] in PER_ITEM)


def _one_by_one(turn: Turn, mapping: PlanMapping) -> bool:
    """Several options become a line each, unless the script frames them all in one sentence."""
    return not mapping.text or any(option.discipline or option.kle for option in turn.options)


def _options(turn: Turn, mapping: PlanMapping, given: Answered) -> Iterator[Piece]:
    for option in turn.options:
        if option.id in given.value.get("chosen", ()):
            yield Piece(option.text, option.id, place=option.id, item=given.place.item, discipline=option.discipline,
                        kle=option.kle)
    if OTHER in given.value:
        own = given.value[OTHER]
        unframed = given.form != "summary" and not mapping.text
        yield Piece(own, own, unframed, place=OTHER, item=given.place.item)


def _chosen(turn: Turn, value: Any) -> Option | None:
    """The option that was chosen, where only one can be."""
    if turn.kind != "choice":
        return None
    return next((option for option in turn.options if option.id in value.get("chosen", ())), None)


def _raw(turn: Turn, value: Any) -> Any:
    """The value as a case system would take it: an option by its id, own words as they are."""
    if turn.kind == "choice":
        return value[OTHER] if OTHER in value else value["chosen"][0]
    return value


def _plain(value: Any) -> Any:
    """The raw answer without control marks: options and own words lie inside a dict."""
    match value:
        case str():
            return cleaned(value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
    return value


def _written_how(given: Given) -> tuple[Voice, Form]:
    """Who wrote it, and in which form. A skip is a choice among four, written by the caseworker."""
    if isinstance(given, Skipped):
        return "caseworker", "choice"
    return given.typed_by, given.form if isinstance(given, Answered) else "own_words"


def _language(turn: Turn, given: Given, piece: Piece) -> tuple[str, bool]:
    """What the piece's words are in, and whether an interpreter put them so. What was chosen is the script's Danish."""
    if isinstance(given, Skipped) or (turn.kind == "choices" and piece.place != OTHER):
        return "da", False
    return given.language, given.interpreted


def _terms(turn: Turn, given: Given) -> Terms | None:
    if turn.terms is None or not isinstance(given, Answered):
        return None
    terms = turn.terms
    said = {name: cleaned(getattr(terms, name)) for name in ("party", "what", "purpose", "law", "text_version")}
    return Terms(given=given.value is True, **said)
