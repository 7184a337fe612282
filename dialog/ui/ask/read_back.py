"""The section read back in the citizen's words: that is how it is, change something, or not quite."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.ui.ask.kind import CHOOSE, EMPTY, SEND, Ask, Key
from dialog.ui.text import BAR, STEP, WHO
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.rows import Choice

CHOICES = (
    Choice("yes", "Ja, sådan er det", letter="j"),
    Choice("change", "Ret noget", letter="r"),
    Choice("not_quite", "Ikke helt", letter="i"),
)
READING: tuple[Key, ...] = (
    ("↑ ↓", "læs", ""), *((str(at), each.text, f"mark('{each.id}')") for at, each in enumerate(CHOICES, 1)), SEND)
"""Names the answers too: on a low screen they stand below what is read."""
PICKING: tuple[Key, ...] = (("↑ ↓", "hvilket svar", ""), ("Enter", "ret det", "send"))


class ReadBack(Ask):
    hint = READING

    def begin(self) -> Widget:
        value = self.question.value or {}
        remark = value.get("remark", "")
        self.panel.use_field(remark, "Hvad mangler, eller hvad er anderledes?", shown=bool(remark))
        rows = self.panel.use_rows()
        marked = None if not value else "yes" if value["confirmed"] else "not_quite"
        rows.put(CHOICES, above=self._summary(), marked=marked)
        self.changing, self.hint = False, READING
        return rows

    def _summary(self) -> list[Block]:
        blocks, before = [], ""
        for each in self.question.lines:
            said = Paragraph(each.said, lead=f"{BAR[each.said_by]} ", lead_style=each.said_by, bar=True,
                             indent=STEP[each.said_by], tail=WHO[each.said_by], tail_style=each.said_by)
            asked = (Paragraph(each.asked, style="muted"),) if each.asked != before else ()
            blocks.append(Block((*asked, said), space=1 if asked else 0))
            before = each.asked
        return blocks

    def moved(self, row: str | None) -> None:
        if not self.changing:
            self.panel.field.display = row == "not_quite" or bool(self.panel.field.text)
            self._in_view()

    def entered(self, row: str | None) -> None:
        if self.changing and row is not None:
            self.panel.want(self.question.lines[int(row)].place)
        elif row == "change":
            self._pick()
        elif row == "not_quite":
            self.panel.field.focus()
            self._in_view()
        else:
            self.send()

    def _in_view(self) -> None:
        """What is read back may fill the screen; the words for what it lacks stand below it."""
        if self.panel.field.display:
            self.panel.call_after_refresh(self.panel.field.scroll_visible, animate=False)

    def _pick(self) -> None:
        """Which of the answers is to be changed?"""
        if not self.question.lines:
            self.panel.tell("Der er ikke noget at rette endnu.")
            return
        self.changing, self.hint = True, PICKING
        self.panel.field.display = False
        self.panel.rows.put([Choice(str(at), each.said, each.asked) for at, each in enumerate(self.question.lines)])
        self.panel.tell("Hvilket svar vil I rette?")

    def back(self) -> bool:
        if self.changing:
            self.begin().focus()
            return True
        return False

    def send(self) -> None:
        row = self.panel.rows.key
        if self.changing or row == "change":
            self.entered(None if row is None else str(row))
        elif row == "yes":
            self.panel.give({"confirmed": True})
        elif row is None:
            self.panel.tell(CHOOSE)
        elif text := self.panel.clean():
            self.panel.give({"confirmed": False, "remark": text})
        else:
            self.panel.field.focus()
            self.panel.tell(EMPTY)

    def left(self, part: Widget, step: int) -> bool:
        if part is self.panel.field:
            self.panel.rows.focus()
            return True
        if step > 0 and self.panel.field.display:
            self.panel.field.focus()
            return True
        return False

    def take(self, draft: str) -> None:
        self.panel.rows.mark("not_quite")
        super().take(draft)

    def keys_for(self, value: Any) -> list[str]:
        return ["j", "enter"] if value["confirmed"] else ["i", "enter", *self.writing(value["remark"]), "enter"]
