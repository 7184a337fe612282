"""Fields under one another, for whoever types fast: what comes after Enter belongs to the field that comes after.

Textual carries a key out in the widgets' own time, and meanwhile gives the keys behind it to the field that was left.
Here the hand moves before the next key is looked at, and what is typed is read when every field has taken its part in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.widgets import Input

from dialog.ui.screen.calm import CalmScreen, Result
from dialog.ui.steady import Hand

STEPS = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}


class FormScreen(CalmScreen[Result]):
    """Enter goes to the next field, and from the last it sends."""

    def fields(self) -> Sequence[Input]:
        """Those that are shown, in order."""
        raise NotImplementedError

    def action_send(self) -> None:
        """Take what stands in the fields."""
        raise NotImplementedError

    def sends(self, field: Input) -> bool:
        """Whether Enter in this field sends; asked when all that was typed in it has arrived."""
        return field is self.fields()[-1]

    def hears(self, event: Hand) -> bool:
        fields, field = list(self.fields()), self.focused
        if not isinstance(event, events.Key) or not isinstance(field, Input) or field not in fields:
            return super().hears(event)
        if event.key == "enter":
            behind = fields[fields.index(field) + 1:]
            if behind:
                self.set_focus(behind[0])
            field.call_later(self._entered, field)
        elif event.key in STEPS:
            (self.focus_next if STEPS[event.key] > 0 else self.focus_previous)()
        else:
            return super().hears(event)
        return True

    def _entered(self, field: Input) -> None:
        if self.sends(field):
            self._arrived(list(self.fields()), self.action_send)

    def _arrived(self, fields: Sequence[Input], then: Callable[[], None]) -> None:
        """`then`, when each of the fields has taken in what it was given until now."""
        if fields:
            fields[0].call_later(self._arrived, fields[1:], then)
        else:
            self.call_later(then)
