"""The kinds of question on plain lines: for each, what can be chosen, how to answer, and how a line is read.

One table, `KINDS`; a test holds it to the script's kinds. All of it is pure: a line and a question in, and what it
means out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dialog.language.format import parse_date
from dialog.language.number import read_number
from dialog.language.screen import N
from dialog.plain import question as q
from dialog.plain.face import Row, chosen
from dialog.plain.question import NOT_QUITE, OTHER, YES, Item, Meant, Mend, Passed, Question, Told, Value

NUMBERS = re.compile(r"\s*(\d+)\s*[.,;]?(?=\s|$)")
TO_COME = ("when", "next_talk", "rescore")
"""Fields of the plan whose day is one to come."""
EMPTY = Told(N("Skriv et par ord. Skriv .spring, hvis I vil videre uden svar."))
CHOOSE = Told(N("Skriv nummeret eller ordene. Skriv .spring, hvis I vil videre uden svar."))
OWN_WORDS = N("Skriv {number} og så jeres egne ord på samme linje.")


def rows(question: Question) -> list[Row]:
    """What can be chosen, in both languages."""
    return KINDS[question.turn.kind].rows(question)


def parse(question: Question, line: str) -> Meant:
    """What the line means as an answer."""
    return KINDS[question.turn.kind].read(question, line.strip())


def hint(question: Question) -> Told:
    """How this question is answered, in a sentence."""
    return KINDS[question.turn.kind].hint(question)


def missing(question: Question, told: Told) -> Meant:
    """Nothing was given: a free question is passed, any other says what it misses."""
    return Passed() if question.turn.required == "free" else told


def half_words(question: Question, half: str) -> str:
    """The words of somebody's own in an answer that was cut off; a half number is none."""
    if question.turn.kind in ("text", "list"):
        return half
    picked, words = _numbered(question, half)
    return words if {OTHER, NOT_QUITE} & set(picked) else ""


def in_place(question: Question, words: str) -> str:
    """The line that gives these own words."""
    if question.turn.kind in ("text", "list"):
        return words
    own = [str(number) for number, row in enumerate(rows(question), 1) if row.id in (OTHER, NOT_QUITE)]
    return f"{own[0]} {words}" if own else ""


# How a line is read


def _say(question: Question, line: str) -> Meant:
    return Value(True)


def _text(question: Question, line: str) -> Meant:
    return Value(line) if line else missing(question, EMPTY)


def _truth(question: Question, line: str) -> Meant:
    row = _one(question, line)
    return Value(row.id == YES) if row else missing(question, CHOOSE) if not line else CHOOSE


def _one(question: Question, line: str) -> Row | None:
    """The row that is meant; an option also by its words alone, without the help that stands after them."""
    shown = rows(question)
    alone = [Row(row.id, row.text.partition(": ")[0], row.beneath.partition(": ")[0]) for row in shown]
    return chosen(shown, line) or chosen(alone, line)


def _choice(question: Question, line: str) -> Meant:
    if not line:
        return missing(question, CHOOSE)
    numbers, words = _numbered(question, line)
    if words and numbers == [OTHER]:
        return Value({OTHER: words})
    row = _one(question, line)
    if row and row.id == OTHER:
        return _in_own_words(question)
    return Value({"chosen": [row.id]}) if row else CHOOSE


def _choices(question: Question, line: str) -> Meant:
    if not line:
        return missing(question, TICK)
    if line == "0" and question.turn.min == 0:
        return Value({})
    picked, words = _numbered(question, line)
    if words and OTHER not in picked:
        row = _one(question, line)
        picked, words = ([row.id], "") if row else ([], "")
    if OTHER in picked and not words:
        return _in_own_words(question)
    if not picked:
        return TICK
    if question.turn.max is not None and len(picked) > question.turn.max:
        return Told(N("Der er plads til {most}. Vælg dem, der fylder mest."), {"most": f"{question.turn.max:g}"})
    own: dict[str, Any] = {OTHER: words} if OTHER in picked else {}
    known = [option.id for option in question.turn.options if option.id in picked]
    return Value({**({"chosen": known} if known else {}), **own})


def _numbered(question: Question, line: str) -> tuple[list[str], str]:
    """The ids of the numbers the line begins with, each once, and the words after them; own words follow their number.

    No ids where one of the numbers stands for nothing.
    """
    shown, found, at = rows(question), [], 0
    while match := NUMBERS.match(line, at):
        number = int(match[1][:6])
        if not 0 < number <= len(shown):
            return [], line[at:].strip()
        found.append(shown[number - 1].id)
        at = match.end()
        if found[-1] == OTHER:
            break
    return list(dict.fromkeys(found)), line[at:].strip()


def _in_own_words(question: Question) -> Told:
    return Told(OWN_WORDS, {"number": len(rows(question))})


def _rank(question: Question, line: str) -> Meant:
    shown = rows(question)
    if not line and (question.value or len(shown) == 1):
        return Value([row.id for row in shown])
    numbers = [int(each) for each in re.findall(r"\d+", line[:200])]
    if sorted(numbers) != list(range(1, len(shown) + 1)):
        return missing(question, hint(question)) if not line else hint(question)
    return Value([shown[number - 1].id for number in numbers])


def _scale(question: Question, line: str) -> Meant:
    if re.fullmatch(r"10|\d", line, re.ASCII):
        return Value(int(line))
    named = [score for score, text in (*question.turn.ends.items(), *question.beneath.ends.items())
             if line and line.casefold() == text.casefold()]
    return Value(named[0]) if named else missing(question, hint(question)) if not line else hint(question)


def _number(question: Question, line: str) -> Meant:
    number = read_number(line)
    if number is not None:
        return Value(number)
    return Told(N("Skriv det med tal, for eksempel 7 eller 7,5.")) if line else missing(question, hint(question))


def _date(question: Question, line: str) -> Meant:
    if not line:
        return missing(question, hint(question))
    day = parse_date(line, question.today)
    if day is None:
        return Told(N("Den dag kan vi ikke læse. For eksempel: 3/5, om 14 dage, på fredag, 12. marts."))
    field_ = question.turn.plan.to.rpartition(".")[2] if question.turn.plan else ""
    known = day == question.value or line == question.before
    if field_ in TO_COME and day < question.today.isoformat() and not known:
        return Told(N("Den dag er gået. Skriv en anden, eller den samme igen, hvis det er den, I mener."))
    return Value(day)


def _list(question: Question, line: str) -> Meant:
    if line and question.room < 1:
        return Told(N("Der er plads til {most}. Skriv .ret, hvis I vil bytte en ud. En tom linje går videre."),
                    {"most": len(question.names)})
    if line:
        return Item(line)
    done = question.names or question.turn.required == "free"
    return Value(True) if done else Told(N("Skriv en ting. Skriv .spring, hvis I vil videre uden."))


def _reads_back(question: Question, line: str) -> Meant:
    picked, words = _numbered(question, line)
    row = _one(question, line)
    if row and row.id == YES:
        return Value({"confirmed": True})
    if row and row.id == q.CHANGE:
        return Mend()
    if words and picked == [NOT_QUITE]:
        return Value({"confirmed": False, "remark": words})
    if row:
        return Told(N("Skriv 3 og så, hvad der mangler eller er anderledes, på samme linje."))
    return missing(question, CHOOSE) if not line else CHOOSE


# How it is answered

TICK = Told(N("Skriv numrene med mellemrum imellem, for eksempel 1 3. Skriv .spring, hvis I vil videre uden svar."))


def _always(text: str) -> Callable[[Question], Told]:
    return lambda question: Told(text)


def _hint_choices(question: Question) -> Told:
    none = question.turn.min == 0
    return Told(N("Skriv et eller flere numre med mellemrum imellem, for eksempel 1 3. Skriv 0 for ingen af dem.")
                if none else N("Skriv et eller flere numre med mellemrum imellem, for eksempel 1 3."))


def _hint_rank(question: Question) -> Told:
    example = " ".join(map(str, range(len(rows(question)), 0, -1)))
    return Told(N("Skriv numrene i rækkefølge, det vigtigste først, for eksempel {example}."), {"example": example})


@dataclass(frozen=True, slots=True)
class How:
    """One kind of question on plain lines."""

    read: Callable[[Question, str], Meant]
    hint: Callable[[Question], Told]
    rows: Callable[[Question], list[Row]] = q.none


KINDS: Mapping[str, How] = {
    "say": How(_say, _always(N("En tom linje går videre."))),
    "text": How(_text, _always(N("Skriv svaret på en linje. Slutter linjen med mellemrum og +, går svaret videre på "
                                 "den næste."))),
    "yesno": How(_truth, _always(N("Skriv 1 eller ja, 2 eller nej.")), q.yes_no),
    "choice": How(_choice, _always(N("Skriv nummeret eller ordene.")), q.options),
    "choices": How(_choices, _hint_choices, q.options),
    "rank": How(_rank, _hint_rank, q.ranked),
    "scale": How(_scale, _always(N("Skriv et tal fra 0 til 10."))),
    "number": How(_number, _always(N("Skriv et tal."))),
    "date": How(_date, _always(N("Skriv en dag, for eksempel 3/5, om 14 dage, på fredag, 12. marts."))),
    "list": How(_list, _always(N("Skriv en ting på hver linje. En tom linje går videre."))),
    "consent": How(_truth, _always(N("Skriv 1 eller ja, 2 eller nej.")), q.yes_no),
    "read_back": How(_reads_back, _always(N("Skriv 1, 2 eller 3. Efter 3 skriver I, hvad der mangler.")), q.read_back),
}
