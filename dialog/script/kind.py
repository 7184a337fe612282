"""The kinds of turn: for each, which fields it takes, which values it accepts, and how a value is said in words.

One table, `KINDS`. Adding a kind of question is one row here, one widget in `ui/ask`, and a test says what is missing.
Values are plain JSON data, so that the same value stands in the event, the store, the scenario and the export.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialog.errors import AnswerError
from dialog.language import talk
from dialog.language.catalogue import DANISH, Catalogue
from dialog.language.clean import clean_text
from dialog.language.format import date_text, number_text
from dialog.script.model import Turn, Voice

Accept = Callable[[Turn, Any, Collection[str]], Any]
InWords = Callable[[Turn, Any, Mapping[str, str], Catalogue], str]

OTHER = "other"
LONGEST = 20_000
LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of turn. `needs` must stand in the script, `takes` may; `compares` is what conditions see.

    `own_hand`: where it is the citizen's to answer, only the citizen at the keys can.
    """

    name: str
    compares: str
    accept: Accept
    in_words: InWords
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    own_hand: bool = False


def accept(turn: Turn, value: Any, items: Collection[str] = ()) -> Any:
    """The value as it is kept. `items` are the ids on the list that a rank is over. Raises AnswerError."""
    return KINDS[turn.kind].accept(turn, value, items)


def in_words(turn: Turn, value: Any, titles: Mapping[str, str] | None = None, tongue: Catalogue = DANISH) -> str:
    """The value as a person would read it: options by the turn's words, the rest by the tongue's.

    `titles` gives the words of the list items.
    """
    return KINDS[turn.kind].in_words(turn, value, titles or {}, tongue)


def is_own_hand(turn: Turn, voice: Voice | None = None) -> bool:
    """Whether only the citizen at the keys can answer this; `voice`: whose view it is, where both are asked."""
    return KINDS[turn.kind].own_hand and (voice or turn.answers) == "citizen"


def has_words(turn: Turn, value: Any) -> bool:
    """Whether the answer holds words of somebody's own, which are in some language."""
    return turn.kind == "text" or (isinstance(value, dict) and (OTHER in value or "remark" in value))


def as_compared(turn: Turn, value: Any) -> Any:
    """The value as a condition sees it: an option's id, a tuple of ids, a number, a date, a truth or a text."""
    match KINDS[turn.kind].compares:
        case "option":
            return OTHER if OTHER in value else value["chosen"][0]
        case "options":
            return value if isinstance(value, list) else (*value.get("chosen", ()), *(OTHER,) * (OTHER in value))
        case "confirmed":
            return value["confirmed"]
    return value


def _heard(turn: Turn, value: Any, items: Collection[str]) -> Any:
    if value is not True:
        raise AnswerError("Her er der ikke noget at svare på.")
    return True


def words(value: Any) -> str:
    """What somebody said, without the signs that would steer a terminal: no face can bring them past here."""
    text = clean_text(value)[0] if isinstance(value, str) and len(value) <= LONGEST else ""
    if text.strip():
        return text
    if isinstance(value, str) and len(value) > LONGEST:
        raise AnswerError("Svaret er for langt. Der er plads til {most} tegn.", most=LONGEST)
    raise AnswerError("Skriv et par ord, eller spring over.")


def _text(turn: Turn, value: Any, items: Collection[str]) -> Any:
    return words(value)


def _truth(turn: Turn, value: Any, items: Collection[str]) -> Any:
    if not isinstance(value, bool):
        raise AnswerError("Svar ja eller nej.")
    return value


def _choice(turn: Turn, value: Any, items: Collection[str]) -> Any:
    value = _options(turn, value)
    if len(value.get("chosen", ())) + (OTHER in value) != 1:
        raise AnswerError("Vælg én af mulighederne.")
    return value


def _choices(turn: Turn, value: Any, items: Collection[str]) -> Any:
    value = _options(turn, value)
    count = len(value.get("chosen", ())) + (OTHER in value)
    if count < (turn.min if turn.min is not None else 1):
        raise AnswerError("Vælg mindst {least}, eller spring over.", least=f"{max(1, turn.min or 1):g}")
    if turn.max is not None and count > turn.max:
        raise AnswerError("Vælg højst {most}.", most=f"{turn.max:g}")
    return value


def _options(turn: Turn, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not set(value) <= {"chosen", OTHER}:
        raise AnswerError("Vælg blandt mulighederne.")
    known = {option.id for option in turn.options}
    chosen = value.get("chosen", [])
    if not _each_once(chosen) or not set(chosen) <= known:
        raise AnswerError("Vælg blandt mulighederne.")
    kept: dict[str, Any] = {"chosen": [option.id for option in turn.options if option.id in chosen]} if chosen else {}
    if OTHER in value:
        if not turn.other:
            raise AnswerError("Vælg blandt mulighederne.")
        kept[OTHER] = _text(turn, value[OTHER], ())
    return kept


def _rank(turn: Turn, value: Any, items: Collection[str]) -> Any:
    known = set(items) if turn.over else {option.id for option in turn.options}
    if not _each_once(value) or set(value) != known:
        raise AnswerError("Sæt dem alle i rækkefølge.")
    return value


def _each_once(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value) and len(set(value)) == len(value)


def _scale(turn: Turn, value: Any, items: Collection[str]) -> Any:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10:
        raise AnswerError("Vælg et tal fra 0 til 10.")
    return value


def _number(turn: Turn, value: Any, items: Collection[str]) -> Any:
    low, high = turn.min, turn.max
    fits = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST
    if not fits or (low is not None and value < low) or (high is not None and value > high):
        raise _no_number(low, high)
    return value


def _no_number(low: float | None, high: float | None) -> AnswerError:
    if low is not None and high is not None:
        return AnswerError("Skriv et tal fra {least} til {most}.", least=f"{low:g}", most=f"{high:g}")
    if low is not None:
        return AnswerError("Skriv et tal på mindst {least}.", least=f"{low:g}")
    return AnswerError("Skriv et tal.") if high is None else AnswerError("Skriv et tal på højst {most}.",
                                                                         most=f"{high:g}")


def _date(turn: Turn, value: Any, items: Collection[str]) -> Any:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise AnswerError("Skriv en dato, for eksempel 3. maj eller om 14 dage.") from None


def _list(turn: Turn, value: Any, items: Collection[str]) -> Any:
    if value is not True:
        raise AnswerError("Skriv en ting ad gangen.")
    if turn.min is not None and len(items) < turn.min:
        raise AnswerError("Skriv mindst {least}, eller spring over.", least=f"{turn.min:g}")
    return True


def _read_back(turn: Turn, value: Any, items: Collection[str]) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("confirmed"), bool):
        raise AnswerError("Svar ja, ret eller ikke helt.")
    if value["confirmed"]:
        return {"confirmed": True}
    return {"confirmed": False, "remark": _text(turn, value.get("remark"), ())}


def _say_truth(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    return tongue.say(talk.YES if value else talk.NO)


def _say_options(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    texts = [option.text for option in turn.options if option.id in value.get("chosen", ())]
    return ", ".join([*texts, *([value[OTHER]] if OTHER in value else [])])


def _say_rank(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    names = {option.id: option.text for option in turn.options} | dict(titles)
    standing = [names[each] for each in value if each in names]  # an item may have been taken off since
    return ", ".join(f"{number}. {name}" for number, name in enumerate(standing, 1))


def _say_scale(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    named = turn.ends.get(value)
    return tongue.say(talk.SCORE_NAMED, score=value, name=named) if named else tongue.say(talk.SCORE, score=value)


def _say_number(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    number = f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    if tongue is not DANISH:
        number = number_text(round(value, 2), tongue.locale)
    return f"{number} {turn.unit}".strip()


def _say_date(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    return date_text(date.fromisoformat(value), tongue.locale)


def _say_list(turn: Turn, value: Any, titles: Mapping[str, str], tongue: Catalogue) -> str:
    return ", ".join(titles.values()) or tongue.say(talk.NOTHING_YET)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("say", "truth", _heard, lambda turn, value, titles, tongue: ""),
        Kind("text", "text", _text, lambda turn, value, titles, tongue: str(value)),
        Kind("yesno", "truth", _truth, _say_truth),
        Kind("choice", "option", _choice, _say_options, ("options",), ("other",)),
        Kind("choices", "options", _choices, _say_options, ("options",), ("other", "min", "max")),
        Kind("rank", "options", _rank, _say_rank, (), ("options", "over")),
        Kind("scale", "number", _scale, _say_scale, ("ends",), ("both",), own_hand=True),
        Kind("number", "number", _number, _say_number, (), ("min", "max", "unit")),
        Kind("date", "date", _date, _say_date),
        Kind("list", "truth", _list, _say_list, ("fills",)),
        Kind("consent", "truth", _truth, _say_truth, ("terms",), own_hand=True),
        Kind("read_back", "confirmed", _read_back,
             lambda turn, value, titles, tongue: tongue.say(talk.RIGHT) if value["confirmed"] else value["remark"],
             own_hand=True),
    )
}
