"""A script in another language: the same questions under the same ids, with other words where somebody has made them.

One walk over every text of a script serves both who translates (`texts`) and who asks (`translated`). What goes into
the plan stays Danish: the plan is one document, and the citizen's own words in it are never translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dialog.language.po import Words
from dialog.script.model import ConsentTerms, Option, Script, Turn

Put = Callable[[str, str], str]
"""Place (`first_conversation.goals.wish.ask`) and Danish text → the text to use."""
TERMS = ("party", "what", "purpose", "law")


def texts(script: Script) -> Iterator[tuple[str, str]]:
    """Each text that people meet, with its place, in the order of the script."""
    found: list[tuple[str, str]] = []

    def note(place: str, danish: str) -> str:
        if danish:
            found.append((place, danish))
        return danish

    _walk(script, note)
    yield from found


def translated(script: Script, words: Words) -> Script:
    """The script in the language of these words; Danish where they have nothing."""
    return _walk(script, lambda place, danish: words.get((place, danish), danish)) if words else script


def _walk(script: Script, put: Put) -> Script:
    title = put(f"{script.id}.title", script.title)
    turns: dict[str, Turn] = {}
    sections = []
    for section in script.sections:
        place = f"{script.id}.{section.id}"
        sections.append(replace(section, title=put(f"{place}.title", section.title)))
        turns |= {id: _turn(script.by_id[id], f"{place}.{id}", put) for id in section.turns}
    lists = {name: replace(each, item=put(f"{script.id}.lists.{name}.item", each.item))
             for name, each in script.lists.items()}
    return replace(script, title=title, sections=tuple(sections), lists=lists, by_id=turns,
                   turns=tuple(turns[turn.id] for turn in script.turns),
                   looped={name: tuple(turns[turn.id] for turn in each) for name, each in script.looped.items()})


def _turn(turn: Turn, place: str, put: Put) -> Turn:
    return replace(
        turn, ask=put(f"{place}.ask", turn.ask), help=put(f"{place}.help", turn.help),
        guide=put(f"{place}.guide", turn.guide), unit=put(f"{place}.unit", turn.unit),
        options=tuple(_option(option, f"{place}.{option.id}", put) for option in turn.options),
        ends={score: put(f"{place}.{score}", text) for score, text in turn.ends.items()},
        terms=_terms(turn.terms, place, put) if turn.terms else None)


def _option(option: Option, place: str, put: Put) -> Option:
    return replace(option, text=put(place, option.text), help=put(f"{place}.help", option.help))


def _terms(terms: ConsentTerms, place: str, put: Put) -> ConsentTerms:
    return replace(terms, **{name: put(f"{place}.{name}", getattr(terms, name)) for name in TERMS})
