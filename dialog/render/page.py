"""The citizen's own page: one side that can hang on a fridge, in large type and in the citizen's own language.

It holds nothing that the plan does not: what the citizen wants, can and is held back by, what was agreed, when we meet,
and how to reach each other. No codes, no numbers, no law. The labels are in the citizen's language with Danish beneath,
where there is a catalogue for it; what somebody said stands as it was said, never translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dialog.language.catalogue import Translate, catalogue, language_named, translator
from dialog.language.clean import cleaned
from dialog.language.format import date_text, local_date
from dialog.plan.cover import DOES
from dialog.plan.model import Line, Plan
from dialog.render.profile import Profile
from dialog.render.template import fill

Data = dict[str, Any]
LABELS = {
    "title": "Min side", "written": "Skrevet",
    "draft": "UDKAST", "draft_told": "Vi har ikke begge sagt ja til planen endnu.",
    "agreed": "AFTALT", "agreed_told": "Vi har begge sagt ja til planen.",
    "practice": "ØVELSE", "practice_told": "Personen er opdigtet.",
    "ended": "AFSLUTTET", "ended_told": "Planen er slut.",
    "goals": "Det, jeg gerne vil", "can": "Det, jeg kan", "barriers": "Det, der står i vejen",
    "agreements": "Det har vi aftalt", "mentor": "Min mentor", "next_talk": "Næste samtale",
    "caseworker": "Min sagsbehandler", "reach": "Sådan når vi hinanden", "response": "Jeg får svar",
    "citizen": "Jeg", "municipality": "Kommunen", "others": "Andre", "not_now": "Ikke nu",
    "open": "Det taler vi om næste gang",
    "empty": "Her kommer vores ord til at stå, når vi har talt sammen.", "more": "Mere står i planen.",
    "unseen": "Nogle tegn kan ikke vises her. De står i planen.",
    "unchecked": "Oversættelsen er ikke læst igennem af et menneske endnu. Det er de danske ord, der gælder.",
}
"""Every label on the page. The catalogues have them as `page.<name>`, and options of the script as `page.choice`."""
STEPS = ("goal.next_step", "goal.own_step")
DREAMS = ("direction.job", "direction.education", "direction.curious")
SKILLS = ("resource.skill", "resource.others_say", "resource.experience", "resource.good_time", "resource.language",
          "resource.licence")
IMPORTANCE = ("next_talk", "caseworker", "goals", "agreements", "barriers", "mentor", "can")
"""Parts of the page, the one that is needed most first: where one side is too small, the last is left out first."""


def page_html(plan: Plan, profile: Profile) -> bytes:
    """The page as one HTML file that needs nothing beside it. Raises ExportError."""
    return fill("plan/page.html.j2", {**page_view(plan), "colour": profile.colour}).encode()


def page_view(plan: Plan) -> Data:
    """The page as plain data, for both its templates.

    Every text is a dict: `text`, `danish` beneath it (empty where `text` is no translation), `own`: somebody's words.
    """
    wanted = next((line.text for line in _lines(plan, "trust.language")), "")
    language = language_named(wanted)
    say = _Speaker(language)
    found = catalogue(language) if language else None
    marks = [mark for mark, holds in (
        ("practice", plan.header.practice), ("ended", plan.ended), ("draft", not plan.agreed),
        ("agreed", plan.agreed and not plan.ended)) if holds]
    parts = {"goals": _goals(plan, say), "can": _can(plan, say), "barriers": _barriers(plan, say),
             "agreements": _agreements(plan, say), "mentor": _mentor(plan, say),
             "next_talk": _next_talk(plan, say), "caseworker": _caseworker(plan, say)}
    return {
        "language": language or "da", "direction": "rtl" if found and found.leftwards else "ltr",
        "marks": [{"kind": mark, "mark": say.label(mark), "told": say.label(f"{mark}_told")} for mark in marks],
        "citizen": _words(plan.header.citizen), "written": say.day(local_date(plan.header.updated), "written"),
        "parts": [{"name": name, "label": say.label(name), "entries": _ranked(name, entries)}
                  for name, entries in parts.items() if entries],
        "empty": not any(parts[name] for name in parts if name != "caseworker"),
        "translated": language is not None, "checked": found is None or bool(found.reviewed_by),
        "labels": {name: say.label(name) for name in ("title", "written", "more", "unseen", "unchecked", "empty")},
    }


class _Speaker:
    """Says the program's words in one language, and hands on what people said as it is."""

    def __init__(self, language: str | None) -> None:
        self._locale = catalogue(language).locale if language else "da"
        self._translate: Translate = translator(language)

    def label(self, name: str) -> Data:
        return self._translated(f"page.{name}", LABELS[name])

    def line(self, line: Line, label: str = "") -> Data:
        """What a line says: a day, somebody's own words, or an option, which the catalogue may know."""
        day = line.day()
        if day:
            return self.day(day, label)
        return _words(line.text, own=True) if line.own_words else self._translated("page.choice", line.text)

    def title(self, text: str, own: bool) -> Data:
        return _words(text, own=True) if own else self._translated("page.choice", text)

    def day(self, day: date, label: str = "") -> Data:
        """A day; in Danish where the label that it stands beside has no translation."""
        danish = label and not self.label(label)["danish"]
        return self._beside(date_text(day, "da" if danish else self._locale), date_text(day))

    def _translated(self, place: str, danish: str) -> Data:
        return self._beside(self._translate(place, danish), danish)

    def _beside(self, text: str, danish: str) -> Data:
        return {**_words(text), "danish": _words(danish)["text"] if text != danish else ""}


def _words(text: str, own: bool = False) -> Data:
    return {"text": cleaned(text), "danish": "", "own": own}


# The parts of the page


def _entry(words: Data | None, notes: Iterable[Data] = ()) -> Data:
    return {"words": words, "notes": list(notes)}


def _note(words: Data, who: Data | None = None) -> Data:
    return {"who": who, "words": words}


def _lines(plan: Plan, *targets: str) -> list[Line]:
    """The lines in those places that say something, in the order of the places."""
    found = [line for line in plan.lines() if line.target in targets and not line.skipped]
    return sorted(found, key=lambda line: targets.index(line.target))


def _items(plan: Plan, part: str) -> Iterator[tuple[str, list[Line]]]:
    """What was named in a part, in the plan's order, each with the lines about it."""
    for section in plan.sections:
        if section.part == part:
            yield from ((entry.title, [line for line in entry.lines if not line.skipped])
                        for entry in section.entries if entry.item)


def _goals(plan: Plan, say: _Speaker) -> list[Data]:
    me = say.label("citizen")
    named = [_entry(_words(title, own=True), [_note(say.line(line), me) for line in lines if line.target in STEPS])
             for title, lines in _items(plan, "goal")]
    loose = [line for line in _lines(plan, *STEPS, *DREAMS) if not line.item]
    return named + [_entry(say.line(line)) for line in loose]


def _can(plan: Plan, say: _Speaker) -> list[Data]:
    return [_entry(say.line(line)) for line in _lines(plan, *SKILLS) if line.value is not False]


def _barriers(plan: Plan, say: _Speaker) -> list[Data]:
    lines = {line.id: line for line in plan.lines()}
    found = []
    for cover in (cover for cover in plan.covers if cover.part == "barrier"):
        doing = [lines[id] for id in cover.lines if id in lines and cover.standing == "effort"]
        notes = [_note(say.line(line), say.label(DOES[line.target])) for line in doing]
        found.append(_entry(say.title(cover.title, own=cover.item is not None),
                            notes if cover.standing == "effort" else [_note(say.label(cover.standing))]))
    return found


def _agreements(plan: Plan, say: _Speaker) -> list[Data]:
    named = [_entry(_words(title, own=True),
                    [_note(say.line(line)) for line in lines if line.target in ("agreement.who", "agreement.when")])
             for title, lines in _items(plan, "agreement")]
    return named + [_entry(say.line(line)) for line in _lines(plan, "job_search.agreement")]


def _mentor(plan: Plan, say: _Speaker) -> list[Data]:
    helps = [_note(say.line(line)) for line in _lines(plan, "mentor.help")]
    return [_entry(say.line(line), helps) for line in _lines(plan, "mentor.wish")]


def _next_talk(plan: Plan, say: _Speaker) -> list[Data]:
    return [_entry(say.line(line, "next_talk")) for line in _lines(plan, "follow_up.next_talk")]


def _caseworker(plan: Plan, say: _Speaker) -> list[Data]:
    name, contact = plan.header.coordinator.name, plan.header.coordinator.contact
    how = [_note(say.line(line), say.label(label))
           for label, target in (("reach", "trust.reach"), ("response", "trust.response_time"))
           for line in _lines(plan, target)]
    notes = [_note(_words(contact))] * bool(contact) + how
    return [_entry(_words(name) if name else None, notes)] if name or notes else []


def _ranked(part: str, entries: list[Data]) -> list[Data]:
    """Each entry with its rank, 0 needed most: the first of every part comes before the second of any."""
    return [{**entry, "rank": len(IMPORTANCE) * number + IMPORTANCE.index(part)}
            for number, entry in enumerate(entries)]
