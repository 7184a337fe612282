"""What the start list says besides citizens: the ways on, and what stands where nobody does."""

from __future__ import annotations

from dialog.language.screen import N, tr
from dialog.ui.widget.paragraph import Block, Paragraph

ENOUGH = 2
"""Letters that must be typed before covered names are shown."""
LEAVE = N("Ctrl+Q lukker programmet. Alt er gemt.")
AT_FIRST = 8
"""So many citizens have their place in the talk shown at once; the rest are read on, and shown together."""
FIRST_KEYS = (("Enter", N("Vælg"), "choose"), ("F2", N("Ny borger"), "new"), ("F6", N("Øv dig"), "practise"),
              ("F8", N("Indstillinger"), "settings"), ("F1", N("Hjælp"), "app.help"))
WAYS: dict[str, tuple[str, str, str]] = {
    "new": (N("Ny borger"), N("Navn og sagsnummer er nok."), "F2"),
    "practise": (N("Øv dig med en opdigtet borger"), N("Intet af det bliver gemt."), "F6"),
    "settings": (N("Indstillinger"), N("Dit navn, kommunen, sproget og farverne."), "F8"),
}
EMPTY = (N("Her er ingen borgere endnu."),
         N("Når du sidder med den første, begynder du med »Ny borger«. Vil du se det hele først, kan du øve dig: "
           "det er en opdigtet borger, og alt forsvinder igen."))
COVERED = N("De andre navne er dækket til. Skriv de første bogstaver af et navn, eller tryk F7.")
ALL_COVERED = N("Navnene er dækket til. Skriv de første bogstaver af et navn, eller tryk F7.")
NOT_FOUND = N("Ingen borger passer til »{typed}«. Se, om det er stavet sådan, eller begynd med »Ny borger«.")


def again() -> Block:
    return Block((Paragraph(tr("Prøv igen"), "strong"),), key=("way", "again"))


def way_rows(typed: str) -> list[Block]:
    """The ways on from the list. What was typed is offered as a new citizen's name."""
    rows = []
    for way, (text, help, key) in WAYS.items():
        name = tr("Ny borger: {name}", name=typed) if way == "new" and typed else tr(text)
        rows.append(Block((Paragraph(name, tail=key), Paragraph(tr(help), "muted")), key=("way", way),
                          space=2 if way == "new" else 1))
    return rows


def nobody(typed: str, *, covered: bool, known: bool) -> Block:
    """What is said where no citizen is shown: nobody is `known`, names are `covered`, or none fits what was typed."""
    if typed:
        return quiet(N("Et bogstav mere …") if covered and len(typed) < ENOUGH else NOT_FOUND, typed=typed)
    if known:
        return quiet(ALL_COVERED)
    return Block((Paragraph(tr(EMPTY[0]), "strong"), Paragraph(tr(EMPTY[1]))))


def quiet(text: str, **slots: object) -> Block:
    return Block((Paragraph(tr(text, **slots), "muted"),))
