"""What is within reach from a question: who answers, the guidance, and the other screens."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from dialog.conversation.event import Place
from dialog.errors import EmpowerError, MovedOn
from dialog.language import talk
from dialog.language.screen import told, tr
from dialog.script.model import Voice
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.conversation_shown import ConversationShown
from dialog.ui.text import words
from dialog.ui.widget.speaker import ORDER, Speaker
from dialog.ui.widget.trail import SectionList


class ConversationReach(ConversationShown):
    """What the answers themselves do is in the screen that builds on this one."""

    def change(self, place: Place) -> None:
        """Open an earlier answer for change."""
        raise NotImplementedError

    def keep_draft(self) -> bool:
        """Save what is half written; whether that went well."""
        raise NotImplementedError

    # A question taller than the screen

    reading = False
    """Whether it has been scrolled to be read."""

    def action_read(self, step: int) -> None:
        self.reading = True
        self.raised.scroll_relative(y=step * max(1, self.raised.size.height - 1), animate=False)

    # The mouse on a key

    def action_send(self) -> None:
        if self.answering.ask is not None:
            self.answering.touched = True
            self.answering.ask.send()

    def action_new_line(self) -> None:
        self.answering.field.action_new_line()

    def action_tick(self) -> None:
        self.answering.rows.action_tick()

    def action_mark(self, row: str) -> None:
        self.answering.rows.focus()
        self.answering.rows.mark(row)

    def action_done(self) -> None:
        self.action_send()

    def action_choose(self) -> None:
        self.aside.rows.action_choose()

    # Who answers

    def action_voice(self) -> None:
        """The next of those who may answer."""
        self._turn_to(ORDER[(ORDER.index(self.talk.voice) + 1) % len(ORDER)])

    @on(Speaker.Picked)
    def _picked(self, event: Speaker.Picked) -> None:
        self._turn_to(event.voice)

    def _turn_to(self, voice: Voice) -> None:
        """A question with a score from each keeps to the one it asks."""
        if self.talk.place is None or self.aside.open:
            return
        if self.talk.own_hand:
            mine = self.talk.typist == "citizen"
            self.tell(self.talk.tongues.say(talk.OWN_HAND if mine else talk.OWN_HAND_ONLY))
            return
        if self.talk.place.voice is not None:
            self.tell(tr(w.BOTH))
            return
        self.talk.voice = voice
        self.show_voice()

    def action_guide(self) -> None:
        """Shown until the next key: the citizen need not read it, and may."""
        guide = self.talk.guide()
        self.guide_text.update(words(tr(w.GUIDE, guide=guide) if guide else tr(w.NO_GUIDE), "caseworker"))
        self.guide_text.display = not self.guide_text.display
        self.call_after_refresh(self.guide_text.scroll_visible, animate=False)

    # The other screens

    def action_plan(self) -> None:
        from dialog.ui.screen.plan import PlanScreen

        self.keep_draft()
        self.app.push_screen(PlanScreen(self.session), self._looked_back)

    def action_side_plan(self) -> None:
        """Put the plan beside the talk away, or bring it back."""
        self.query_one("#plan").toggle_class("-away")

    def action_look_back(self) -> None:
        from dialog.ui.screen.look_back import LookBackScreen

        self.keep_draft()
        self.app.push_screen(LookBackScreen(self.session), self._looked_back)

    def _looked_back(self, place: Place | None) -> None:
        """From the look-back or the plan, with a question to go to; the plan may have got new words meanwhile."""
        if place is not None:
            self.change(place)
        else:
            self.plan_soon()

    @on(SectionList.Wanted)
    def _section_wanted(self, event: SectionList.Wanted) -> None:
        self.go_to(event.section)

    def action_sections(self) -> None:
        from dialog.ui.screen.sections import SectionsScreen

        self.keep_draft()
        changed = {self.session.turn(place).section for place in self.talk.changed_since_read()}
        self.app.push_screen(SectionsScreen(self.talk, changed), self._section_chosen)

    def _section_chosen(self, choice: str | None) -> None:
        if choice == "":
            self.stop()
        elif choice is not None:
            self.go_to(choice)

    def go_to(self, section: str) -> None:
        """On from the section's first open question; where all is answered, to its answers."""
        again = next((place for place in self.talk.changed_since_read()
                      if self.session.turn(place).section == section), None)
        part = next(each for each in self.session.progress().sections if each.section.id == section)
        self.keep_draft()
        if part.done < part.total:
            try:
                self.session.move_to(section)
            except EmpowerError as error:
                self.tell(told(error), "warn")
                return
            self.talk.go_on()
            self.show()
        elif again is not None:
            self.change(again)
            self.tell(tr(w.SECTION_CHANGED))
        else:
            self.talk.section = section
            self.show(tr(w.SECTION_DONE))
            self.past.focus()

    # The ways out

    def stop(self) -> None:
        """We stop here for today."""
        self.keep_draft()
        try:
            self.session.close()
        except MovedOn as error:
            self.moved_on(error)
            return
        except EmpowerError as error:
            self.tell(told(error), "warn")
            return
        self.dismiss(None)

    def moved_on(self, error: MovedOn) -> None:
        """Another window was faster. What is half written is kept, and offered when the talk is open again."""
        self.keep_draft()
        choices = [replace(each, text=tr(each.text)) for each in w.MOVED_ON]
        self.beside(told(error), choices, self._after_moving_on, escape="leave")

    def _after_moving_on(self, choice: str) -> None:
        self.dismiss(None)
        if choice == "again":
            from dialog.session import Session

            again = Session.resume(self.session.store, self.session.conversation.id)
            self.app.call_later(self.app.open_conversation, again)  # type: ignore[attr-defined]
