"""The three themes, and the names that every colour on the screen goes by.

All of Textual's own themes fail WCAG on placeholders and muted text, because they mix colours with transparency. Here
every colour is written out, and `tests/ui/test_theme.py` measures each against each surface it may stand on.
"""

from __future__ import annotations

from textual.theme import Theme

from dialog.language.screen import N

SURFACES = ("background", "surface", "panel", "chosen")
"""What text may stand on: the room, the question raised from it, a field on the question, a row under the hand."""
INKS = ("foreground", "muted", "citizen", "caseworker", "together", "warn", "good")
"""What text may be written in. `muted` is still read easily: it is for help, not for hiding."""
RATIO = {"rolig": 4.5, "papir": 4.5, "kontrast": 7.0}
NAMES = {"rolig": N("Rolig"), "papir": N("Papir"), "kontrast": N("Høj kontrast")}


def _theme(name: str, *, dark: bool, **colour: str) -> Theme:
    ink, room, field = colour["foreground"], colour["background"], colour["panel"]
    variables = {
        **{name: colour[name] for name in (*INKS[1:], "chosen", "faint")},
        "text": ink, "text-muted": colour["muted"], "text-disabled": colour["muted"],
        "foreground-muted": colour["muted"], "foreground-disabled": colour["muted"],
        "block-cursor-foreground": ink, "block-cursor-background": colour["chosen"],
        "input-cursor-foreground": room, "input-cursor-background": ink, "input-cursor-text-style": "none",
        "input-selection-foreground": room, "input-selection-background": colour["muted"],
        "scrollbar": colour["faint"], "scrollbar-hover": colour["muted"], "scrollbar-active": colour["muted"],
        "scrollbar-background": room, "scrollbar-background-hover": room, "scrollbar-background-active": room,
        "scrollbar-corner-color": room, "border": field, "border-blurred": field,
        "button-foreground": ink, "button-color-foreground": room, "button-focus-text-style": "bold",
    }
    return Theme(
        name=name, dark=dark, primary=colour["caseworker"], secondary=colour["citizen"], accent=colour["together"],
        warning=colour["warn"], error=colour["warn"], success=colour["good"], foreground=ink, background=room,
        surface=colour["surface"], panel=field, boost=field, variables=variables,
    )


THEMES = (
    _theme("rolig", dark=True, background="#14191c", surface="#1d2428", panel="#263036", chosen="#31403f",
           foreground="#e4e6e1", muted="#a3b0b0", faint="#3b474b",
           citizen="#e6bd82", caseworker="#8cc6cb", together="#c3b6e0", warn="#f0a48a", good="#a9cf9a"),
    _theme("papir", dark=False, background="#f4efe6", surface="#fffcf6", panel="#ebe3d4", chosen="#dfe9e4",
           foreground="#2a2723", muted="#5f594f", faint="#d3c9b8",
           citizen="#84460b", caseworker="#155a66", together="#5b4388", warn="#9a3010", good="#2f5f25"),
    _theme("kontrast", dark=True, background="#000000", surface="#161616", panel="#262626", chosen="#003a3a",
           foreground="#ffffff", muted="#d6d6d6", faint="#6a6a6a",
           citizen="#ffd24a", caseworker="#6fe3ff", together="#dcc6ff", warn="#ffb199", good="#b4f0a0"),
)


def following(name: str) -> str:
    """The theme after `name`, round and round."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
