"""The section read back in the citizen's words: that is how it is, change something, or not quite."""

from __future__ import annotations

from typing import Any

from textual.widget import Widget

from dialog.language import talk
from dialog.language.screen import N, screen_language
from dialog.ui.ask.kind import SEND, Key, RowOrWords
from dialog.ui.ask.question import Line
from dialog.ui.text import BAR, STEP
from dialog.ui.two import beneath
from dialog.ui.widget.paragraph import Block, Paragraph
from dialog.ui.widget.rows import Choice

CHOICES = (("yes", talk.RIGHT, "j"), ("change", talk.CHANGE, "r"), ("not_quite", talk.NOT_QUITE, "i"))
ROOMY = 76
"""Columns from which the answers are named among the keys."""
PICKING: tuple[Key, ...] = (("↑ ↓", N("hvilket svar"), ""), ("Enter", N("ret det"), "send"))


class ReadBack(RowOrWords):
    words_row = "not_quite"

    def begin(self) -> Widget:
        value = self.question.value or {}
        remark = value.get("remark", "")
        self.changing = False
        self.panel.use_field(remark, self.wanted(), shown=bool(remark))
        rows = self.panel.use_rows()
        marked = None if not value else "yes" if value["confirmed"] else "not_quite"
        rows.put(self.rows(), above=self.above(), marked=marked)
        return rows

    @property
    def hint(self) -> tuple[Key, ...]:  # type: ignore[override]
        """Names the answers too: on a low screen they stand below what is read. In one language: where the screen
        speaks another than the talk, and on a narrow one, their numbers only."""
        if self.changing:
            return PICKING
        if self.tongues.first != screen_language() or self.panel.app.size.width < ROOMY:
            return (("↑ ↓", N("læs"), ""), ("1-3", N("svar"), ""), SEND)
        answers = ((str(at), self.tongues.word(text), f"mark('{id}')") for at, (id, text, _) in enumerate(CHOICES, 1))
        return (("↑ ↓", N("læs"), ""), *answers, SEND)

    def wanted(self) -> str:
        return self.tongues.word(talk.WHAT_DIFFERS)

    def rows(self) -> list[Choice]:
        if self.changing:
            return [Choice.of(str(at), each.said, each.asked) for at, each in enumerate(self.question.lines)]
        return [Choice.of(id, self.say(text), letter=letter) for id, text, letter in CHOICES]

    def above(self) -> list[Block]:
        if self.changing:
            which = self.say(talk.WHICH_ANSWER)
            return [Block((Paragraph(which.first, "strong"), *beneath(which)))]
        blocks, before = [], ""
        for each in self.question.lines:
            asked = () if each.asked.first == before else (Paragraph(each.asked.first, "muted"), *beneath(each.asked))
            blocks.append(Block((*asked, *self._said(each)), space=1 if asked else 0))
            before = each.asked.first
        return blocks

    def _said(self, each: Line) -> tuple[Paragraph, ...]:
        step = STEP[each.said_by]
        said = Paragraph(each.said.first, lead=f"{BAR[each.said_by]} ", lead_style=each.said_by, bar=True, indent=step,
                         tail=self.tongues.word(talk.WHO[each.said_by]), tail_style=each.said_by)
        told = (Paragraph(each.told, "muted", indent=step + 2),) if each.told else ()
        return (said, *beneath(each.said, indent=step + 2), *told)

    def moved(self, row: str | None) -> None:
        if not self.changing:
            super().moved(row)

    def entered(self, row: str | None) -> None:
        if self.changing and row is not None:
            self.panel.want(self.question.lines[int(row)].place)
        elif row == "change":
            self._pick()
        elif row == "not_quite":
            self.panel.field.focus()
        else:
            self.send()

    def _pick(self) -> None:
        """Which of the answers is to be changed?"""
        if not self.question.lines:
            self.panel.tell(self.say(talk.NOTHING_TO_MEND))
            return
        self.changing = True
        self.panel.field.display = False
        self.panel.rows.put(self.rows(), above=self.above())
        self.panel.tell()

    def back(self) -> bool:
        if self.changing:
            self.begin().focus()
            return True
        return False

    def send(self) -> None:
        row = self.panel.rows.key
        if row is None:
            self.panel.tell(self.say(talk.CHOOSE))
        elif self.changing or row == "change":
            self.entered(str(row))
        elif row == "yes":
            self.panel.give({"confirmed": True})
        elif text := self.own_words():
            self.panel.give({"confirmed": False, "remark": text})

    def keys_for(self, value: Any) -> list[str]:
        return ["j", "enter"] if value["confirmed"] else ["i", "enter", *self.writing(value["remark"]), "enter"]
