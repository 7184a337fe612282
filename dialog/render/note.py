"""The note for the journal: what a colleague must know of the talk, within what a case system's note field takes.

One-line title, a blank line, a text of at most 4,096 characters with CRLF. When the talk says more than that, whole
items are left out, and the note says how many, under which heading, and that the plan has it all. A second variant uses
nothing but ASCII; what cannot be spelled becomes a mark that can be seen, and is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dialog.language.clean import cleaned
from dialog.language.format import date_text, date_time_text, list_text, local_date
from dialog.plan.line import how_said
from dialog.plan.model import Line, Plan, Remark
from dialog.plan.standing import Cover
from dialog.render.profile import Profile
from dialog.render.view import replaces_told
from dialog.script.model import SPEAKER

Spell = Callable[[str], str]
TITLE, TEXT, ITEM = 255, 4096, 500
"""Longest, in characters; a line break is two."""
FIELD, LONGEST_WORD = 120, 40
"""A line of the head is about this long; a longer word than this is cut too."""
LEFT_OUT_ROOM, LOST_ROOM = 400, 120
"""Kept free for the sentence about what is left out, and for the one about letters that could not be spelled."""
DOES = {"citizen": "borger", "municipality": "kommunen", "others": "andre"}


class Block(NamedTuple):
    """Items under a heading. The lightest are let in first when there is too little room."""

    heading: str
    weight: int
    items: list[str]


def note(plan: Plan, profile: Profile) -> bytes:
    return _file(title(plan), text(plan))


def note_ascii(plan: Plan, profile: Profile) -> bytes:
    """The note for an import that cannot take æ, ø and å."""
    head, lost = spelled(title(plan))
    body, more = spelled(text(plan, lambda words: spelled(words)[0], TEXT - LOST_ROOM))
    if lost + more:
        body += f"\r\n{lost + more} tegn kunne ikke skrives her. De står som et tal i klammer, for eksempel [3 tegn]."
    return _file(_cut(head, TITLE), body)


def title(plan: Plan) -> str:
    """One line of at most 255 characters. It names the case, never the person."""
    case = one_line(plan.header.case_reference)
    parts = [f"sag {_cut(case, 100)}" if case else "", f"udgave {plan.version}", _day(plan)]
    start = "".join(f"{mark}: " for mark in plan.marks)
    return _cut(f"{start}Samtale og plan, {', '.join(filter(None, parts))}", TITLE)


def text(plan: Plan, spell: Spell = str, room: int = TEXT) -> str:
    """The text beneath the title, with CRLF; `room` is how long it may be once it has been spelled."""
    head, blocks, foot = _head(plan, spell), _blocks(plan), _foot(plan)
    free = room - _size([*head, "", *foot], spell)
    kept, left = _fit(blocks, free, spell)
    if left:
        kept, left = _fit(blocks, free - LEFT_OUT_ROOM, spell)
        told = list_text([f"{count} under »{heading}«" for heading, count in left.items()])
        foot = [f"Ikke med her, fordi der ikke er plads: {told}. Det hele står i planen.", *foot]
    body = [line for block in kept for line in ("", block.heading, *block.items)]
    return "\r\n".join([*head, *body, "", *foot]).replace("\r\n", "\n").replace("\n", "\r\n")


def _file(head: str, body: str) -> bytes:
    return f"{head}\r\n\r\n{body}\r\n".encode()


def _fit(blocks: list[Block], room: int, spell: Spell) -> tuple[list[Block], dict[str, int]]:
    """The blocks with the items there is room for, and for each heading how many there was not."""
    kept = {block.heading: Block(block.heading, block.weight, []) for block in blocks}
    left: dict[str, int] = {}
    for heading, _, items in sorted(blocks, key=lambda block: block.weight):
        for item in items:
            cost = _size([item] if kept[heading].items else ["", heading, item], spell)
            if cost <= room:
                kept[heading].items.append(item)
                room -= cost
            else:
                left[heading] = left.get(heading, 0) + 1
    return [block for block in kept.values() if block.items], left


def _size(lines: list[str], spell: Spell) -> int:
    return sum(len(spell(line)) + line.count("\n") + 2 for line in lines)


# What it says


def _head(plan: Plan, spell: Spell) -> list[str]:
    """When, who, which case, and where the two stand: always there."""
    header = plan.header
    citizen, caseworker, *known = (_cut(one_line(words), FIELD, spell) for words in (
        header.citizen, header.coordinator.name, header.cpr or "", header.case_reference, header.municipality.name,
        header.coordinator.contact))
    labels = ("CPR-nummer", "Sag", "Kommune", "Sagsbehandler kan nås")
    return [
        f"Samtalen begyndte {date_time_text(header.started)}. Senest ændret {date_time_text(header.updated)}.",
        f"Til stede: {citizen or 'borger'}{' (borger)' if citizen else ''} og "
        f"{caseworker or 'sagsbehandler'}{' (sagsbehandler)' if caseworker else ''}.",
        *(f"{label}: {words}" for label, words in zip(labels, known, strict=True) if words),
        *(["ØVELSE: personen er opdigtet."] if header.practice else []),
        "Planen er godkendt af begge, som den står." if plan.agreed else "UDKAST: planen er ikke godkendt af begge.",
        *(["Borgeren har gået planen igennem, linje for linje."] if plan.status == "reviewed" else []),
        *(_approval(plan, who) for who in ("citizen", "caseworker")), *_ended(plan, spell),
    ]


def _approval(plan: Plan, who: str) -> str:
    said = [each for each in plan.agreements if each.by in (who, "together")]
    if not said:
        return f"{SPEAKER[who]} har ikke sagt ja til planen."
    latest = max(said, key=lambda each: (each.valid, each.at))
    when = date_time_text(latest.at)
    if latest.valid:
        return f"{SPEAKER[who]} sagde ja til planen {when}."
    return f"{SPEAKER[who]} sagde ja {when}, men planen er ændret siden."


def _ended(plan: Plan, spell: Spell) -> Iterator[str]:
    if plan.ended:
        why = f": »{_cut(one_line(plan.ended.why), 2 * FIELD, spell)}«" if plan.ended.why else "."
        yield f"Planen er afsluttet {date_time_text(plan.ended.at)} af {SPEAKER[plan.ended.by].lower()}{why}"


def _foot(plan: Plan) -> list[str]:
    told = [f"Plan {plan.id}, udgave {plan.version}.", replaces_told(plan)]
    return [" ".join(filter(None, told)), f"Kontrolsum {plan.edition}."]


def _blocks(plan: Plan) -> list[Block]:
    return [
        Block("Borgerens mål", 0, _named(plan, "goal") + _lines(plan, "direction.job", "direction.education")),
        Block("Det, der står i vejen", 1, _named(plan, "barrier") + _lines(plan, "barrier.caseworker_view")),
        Block("Aftaler", 0, [*_agreements(plan), *_lines(plan, "job_search.agreement")]),
        Block("Samtykke", 0, [_consent(line) for line in plan.lines() if line.target.startswith("consent.")]),
        Block("Bemærkninger og uenighed", 1, [_remark(remark) for remark in plan.remarks]),
        Block("Næste samtale og opfølgning", 0, _lines(plan, *(
            f"follow_up.{name}" for name in ("next_talk", "rescore", "sign", "tipping")))),
        Block("Mentor", 2, _lines(plan, "mentor.wish", "mentor.kind", "mentor.help", "mentor.frequency")),
        Block("Hjælp og arbejdsplads", 2, _lines(
            plan, "offer.effort", "offer.first", "offer.running", "business.form", "business.company")),
        Block("Sådan arbejder vi sammen", 3, _lines(
            plan, "trust.language", "trust.reach", "trust.response_time", "trust.involve")),
    ]


def _lines(plan: Plan, *targets: str) -> list[str]:
    return [_item(f"{line.label}: {_said(line)}") for target in targets for line in plan.lines()
            if line.target == target]


def _named(plan: Plan, part: str) -> list[str]:
    """The goals or the barriers in the citizen's words, and what is done about each."""
    named = [(cover, plan.line(cover.line)) for cover in plan.covers if cover.part == part]
    return [_item(_said(line) if line and line.item else cover.title, _standing(cover)) for cover, line in named]


def _standing(cover: Cover) -> str:
    return {"effort": f"Der gøres noget: {list_text([DOES[who] for who in cover.who])}",
            "not_now": "Det venter for nu", "open": "Der er ikke aftalt noget om det endnu"}[cover.standing]


def _agreements(plan: Plan) -> Iterator[str]:
    """Who does what by when: an item for each."""
    for section in plan.sections:
        for entry in section.entries if section.part == "agreement" else ():
            yield _item(". ".join(_said(line) if line.target == "agreement.what" else f"{line.label}: {_said(line)}"
                                  for line in entry.lines))


def _consent(line: Line) -> str:
    """Given or not, and when; the words themselves; what it rests on and which text was read aloud."""
    terms, when = line.terms, date_time_text(line.at)
    if terms is None:
        return _item(f"{line.label}: {_said(line)}", when)
    given = "givet" if terms.given else "ikke givet"
    return _item(f"{line.label}: {given} {when}. {_said(line)}", f"{terms.law}, tekst {terms.text_version}")


def _remark(remark: Remark) -> str:
    kind = "Uenig" if remark.disagrees else "Bemærkning"
    return _item(f"{kind}, {SPEAKER[remark.by].lower()}, {date_time_text(remark.at)}: »{remark.text}«")


def _said(line: Line) -> str:
    """The words, in quotes where they are somebody's own; whose, where not the citizen's; a wording beside them."""
    words = f"»{line.text}«" if line.own_words else line.text
    named = "" if line.said_by == "citizen" or line.voice else SPEAKER[line.said_by].lower()
    told = ", ".join(filter(None, (named, how_said(line.form, line.language, line.interpreted))))
    who = f" ({told})" if told else ""
    by = f" ({SPEAKER[line.wording_by].lower()})" if line.wording_by else ""
    beside = f" Faglig formulering{by}: {line.wording}" if line.wording else ""
    return f"{words}{who}{beside}"


def _item(words: str, after: str = "") -> str:
    """One item. Its further lines are set in, so that no answer can be taken for a heading of ours."""
    whole = " – ".join(filter(None, (_cut(cleaned(words).strip(), ITEM), after)))
    return "- " + "\n  ".join(line for line in whole.splitlines() if line.strip())


def one_line(words: str) -> str:
    """The text as it can stand in a title or a field of one line."""
    return " ".join(cleaned(words).split())


def _cut(words: str, longest: int, spell: Spell = str) -> str:
    """At most so long once it is spelled; cut between words, with a mark that it goes on."""
    if len(spell(words)) <= longest:
        return words
    start = words[:longest - 4]
    while len(spell(start)) > longest - 4:
        start = start[:len(start) * 3 // 4]
    kept, _, rest = start.rpartition(" ")
    return (kept if kept and len(rest) <= LONGEST_WORD else start) + " ..."


def _day(plan: Plan) -> str:
    return date_text(local_date(plan.header.updated))


# ASCII

LETTERS = {
    "æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H",
    "»": '"', "«": '"', "„": '"', "“": '"', "”": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "-", "−": "-",
    "‐": "-", "‑": "-", "•": "-", "·": "-", "€": "EUR", "§": "paragraf", "⁄": "/", "×": "x", "\u00ad": "",
}
_CAPITALS = re.compile("[ÆØÅ](?=[A-ZÆØÅ])|(?<=[A-ZÆØÅ])[ÆØÅ]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def spelled(words: str) -> tuple[str, int]:
    """The text in ASCII, and how many characters in it have no spelling there; each run of them is `[3 tegn]`."""
    if words.isascii():
        return words, 0
    capitals = _CAPITALS.sub(lambda found: LETTERS[found[0]].upper(), words)
    plain = "".join(map(_letters, capitals))
    lost = sum(map(len, _FOREIGN.findall(plain)))
    return _FOREIGN.sub(lambda run: f"[{len(run[0])} tegn]", plain), lost


@lru_cache(maxsize=1024)
def _letters(sign: str) -> str:
    """The sign in ASCII; nothing for an accent upon a letter; the sign itself where it has no spelling."""
    if sign.isascii():
        return sign
    if sign in LETTERS or unicodedata.combining(sign):
        return LETTERS.get(sign, "")
    parts = "".join(LETTERS.get(part, part) for part in unicodedata.normalize("NFKD", sign)
                    if not unicodedata.combining(part))
    return parts if parts.isascii() else sign
