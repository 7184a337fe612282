"""What the start list says besides citizens: the ways on, and what stands where nobody does."""

from __future__ import annotations

from dialog.ui.widget.paragraph import Block, Paragraph

ENOUGH = 2
"""Letters that must be typed before covered names are shown."""
LEAVE = "Ctrl+Q lukker programmet. Alt er gemt."
AT_FIRST = 8
"""So many citizens have their place in the talk shown at once; the rest are read on, and shown together."""
FIRST_KEYS = (("Enter", "Vælg", "choose"), ("F2", "Ny borger", "new"), ("F6", "Øv dig", "practise"),
              ("F8", "Indstillinger", "settings"), ("F1", "Hjælp", "app.help"))
WAYS: dict[str, tuple[str, str, str]] = {
    "new": ("Ny borger", "Navn og sagsnummer er nok.", "F2"),
    "practise": ("Øv dig med en opdigtet borger", "Intet af det bliver gemt.", "F6"),
    "settings": ("Indstillinger", "Dit navn, kommunen og farverne.", "F8"),
}
EMPTY = ("Her er ingen borgere endnu.",
         "Når du sidder med den første, begynder du med »Ny borger«. Vil du se det hele først, kan du øve dig: "
         "det er en opdigtet borger, og alt forsvinder igen.")
AGAIN = Block((Paragraph("Prøv igen", "strong"),), key=("way", "again"))
COVERED = "De andre navne er dækket til. Skriv de første bogstaver af et navn, eller tryk F7."


def way_rows(typed: str) -> list[Block]:
    """The ways on from the list. What was typed is offered as a new citizen's name."""
    return [
        Block((Paragraph(f"{text}: {typed}" if way == "new" and typed else text, tail=key), Paragraph(help, "muted")),
              key=("way", way), space=2 if way == "new" else 1)
        for way, (text, help, key) in WAYS.items()]


def nobody(typed: str, *, covered: bool, known: bool) -> Block:
    """What is said where no citizen is shown: nobody is `known`, names are `covered`, or none fits what was typed."""
    if typed:
        return quiet("Et bogstav mere …" if covered and len(typed) < ENOUGH else f"Ingen borger passer til »{typed}«.")
    if known:
        return quiet(COVERED.replace("De andre navne", "Navnene"))
    return Block((Paragraph(EMPTY[0], "strong"), Paragraph(EMPTY[1])))


def quiet(text: str) -> Block:
    return Block((Paragraph(text, "muted"),))
