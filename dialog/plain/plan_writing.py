"""What is written about the plan on plain lines, and taking it along as a file; half-written words are kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face import plan_told as told
from dialog.face.take_out import FORMS, PACKAGE, default_folder, name_of, take_out
from dialog.face.words import shortened
from dialog.language import talk as words
from dialog.language.screen import N, tr
from dialog.plain.face import NAMES, Gone, Row
from dialog.plain.plan_reading import PlanReading

if TYPE_CHECKING:
    from dialog.plan.model import Line, Remark
    from dialog.script.model import Voice

ABOUT_PLAN = "plan"
"""Stands for the turn in the place of words that are written about the plan; no script's turn asks for them."""
ENDED = N("Planen er afsluttet. Tag den op igen med .afslut, så kan I skrive.")
NO_SUCH = N("Den linje er her ikke. Skriv .gentag, så læses planen op igen.")
NAMELESS = N("Planen har ikke dit navn endnu. Borgeren skal kunne se, hvem der hjælper. Det skrives under "
             ".indstillinger på listen.")
KEPT_BESIDE = N("Borgerens egne ord bliver stående. De andre ord står under dem. En enkelt prik tager dem væk, en tom "
                "linje lader dem stå.")
RESEND = N("En tom linje skriver det, som det står. Skriv det ellers, som det skal være.")
WHERE = N("Filen kommer til at hedde {name}. Hvor skal den ligge? Skriv en mappe, eller en enkelt prik for {folder}. "
          "En tom linje lader det være.")


class PlanWriting(PlanReading):
    """Each asks, and does what is answered through the session; an empty line leaves all as it was."""

    hands: Voice = "caseworker"

    def numbered(self, heard: str) -> Line | None:
        """The line of that number; told where there is none."""
        heard = heard.strip().rstrip(".")
        number = int(heard[:6]) if heard.isdecimal() else 0
        if 0 < number <= len(self.lines):
            return self.lines[number - 1]
        if heard:
            self.face.tell(NO_SUCH)
        return None

    # Writing

    def do_words(self, rest: str) -> None:
        line = self.numbered(rest) if rest else None
        if not rest:
            self.face.tell("Skriv .ord og linjens nummer, for eksempel .ord 3.")
        if line is None or self.is_ended():
            return
        if line.terms is not None:
            self.face.tell(told.TERMS)
        else:
            self.reword(line)

    def reword(self, line: Line, offered: str = "") -> bool:
        """Other words beside the citizen's; whether there are others now. A dot alone takes them away."""
        if line.wording:
            self.face.say(tr("Med andre ord"), line.wording)
        self.face.tell(KEPT_BESIDE)
        typed = self.write(f"line:{line.id}", offered)
        if not typed:
            return False
        self.session.reword_line(line.id, "" if typed == "." else typed, "caseworker")
        self.renew()
        return True

    def do_remark(self, rest: str) -> None:
        number = int(rest[:6]) if rest.isdecimal() else 0
        known = self.plan.remarks[number - 1] if 0 < number <= len(self.plan.remarks) else None
        if rest and known is None:
            self.face.tell("Den bemærkning er her ikke.")
            self.say_remarks()
        elif not self.is_ended():
            self.remark(known)

    def do_disagree(self, rest: str) -> None:
        if not self.is_ended():
            self.remark(disagrees=True)

    def remark(self, known: Remark | None = None, *, disagrees: bool = False, about: str = "",
               offered: str = "") -> bool:
        """A remark, or what the two do not agree on; new, or `known` in other words. Whether it was written."""
        disagrees = known.disagrees if known else disagrees
        self.face.tell("Hvad er I ikke enige om? En tom linje lader det være." if disagrees
                       else "Hvad vil du bemærke til planen? En tom linje lader det være.")
        if known:
            self.face.say(tr(NAMES[known.by]), known.text)
            self.face.tell("En enkelt prik tager bemærkningen væk.")
        typed = self.write(f"remark:{known.id}" if known else "disagree" if disagrees else "remark", offered)
        if not typed:
            return False
        text = "" if known and typed == "." else f"{about}{typed}"
        self.session.remark(text, disagrees=disagrees, by=known.by if known else "citizen",
                            remark=known.id if known else None)
        self.face.tell("Det står nu i planen." if text else "Bemærkningen er taget væk.")
        self.renew()
        return True

    def write(self, about: str, offered: str = "") -> str:
        """Words about the plan; half-written ones are kept when nobody is there any more, where there is room."""
        if offered:
            self.face.tell(RESEND)
        try:
            return self.face.entry().strip() or offered
        except Gone as gone:
            with suppress(EmpowerError):  # they are leaving; there is nobody to tell
                if gone.half and self.session.draft() is None:
                    self.session.keep_draft(Place(ABOUT_PLAN, about), gone.half)
            raise

    def offer_draft(self) -> None:
        """What was being written about the plan when the talk was cut, to be taken up where it was."""
        kept = self.session.store.draft(self.session.conversation.id)
        if kept is None or kept.place.turn != ABOUT_PLAN:
            return
        self.talk.say_words(words.DRAFT, text=shortened(kept.text, 200))
        take = self.talk.pick(("yes", words.DRAFT_YES), ("no", words.DRAFT_NO))
        if take == "yes" and not self.is_ended():
            self._take_up(kept.place.item or "", kept.text)
        if take is not None:
            self.session.drop_draft()

    def _take_up(self, about: str, text: str) -> None:
        kind, _, what = about.partition(":")
        if kind == "end":
            self.end(text)
        elif kind == "line" and (line := self.plan.line(UUID(what))):
            self.reword(line, text)
        else:
            known = next((each for each in self.plan.remarks if str(each.id) == what), None)
            self.remark(known, disagrees=kind == "disagree", offered=text)

    def end(self, offered: str = "") -> None:
        """Brings the plan to an end: why, and then whether. Nothing is done before the second answer."""
        self.face.tell("Hvorfor slutter planen? En tom linje er også et svar.")
        why = self.write("end", offered)
        if self.sure(N("Skal planen afsluttes nu?"), N("Ja, afslut planen"), N("Nej, den lever videre")):
            self.session.end_plan(self.hands, why)
            self.face.tell("Planen er afsluttet. Den ligger her, og .tilbage tager det tilbage.")

    def is_ended(self) -> bool:
        """Whether the plan is ended, and so stands as it is; told where it is."""
        if self.plan.ended is not None:
            self.face.tell(ENDED)
        return self.plan.ended is not None

    # Taking it along

    def sure(self, ask: str, yes: str, no: str) -> bool:
        self.face.tell(ask)
        return self.face.pick([Row("yes", tr(yes)), Row("no", tr(no))], sure=True) == "yes"

    def do_save(self, rest: str) -> None:
        """Asked for and written; an empty line at any question leaves all as it was."""
        if not self.plan.header.coordinator.name:
            self.face.tell(NAMELESS)
        self.face.tell("Hvad skal planen bruges til?")
        form = self.face.pick([Row(id, tr(text)) for id, text in FORMS], sure=True)
        if form is None:
            return
        cpr = "without"
        if self.session.citizen.cpr and form != "page":  # what the citizen carries never holds the number
            self.face.tell("Skal CPR-nummeret med?")
            rows = [Row("without", tr("Uden CPR-nummer")), Row("with", tr("Med CPR-nummer"))]
            cpr = self.face.pick(rows, sure=True) or ""
        path = self._path(name_of(self.session, form)) if cpr else None
        if path is not None:
            take_out(self.session, form, path, with_cpr=cpr == "with")
            self.face.tell("Pakken ligger i {path}" if form == PACKAGE else "Filen ligger i {path}", path=path)

    def _path(self, name: str) -> Path | None:
        """Where to write, asked until it is a folder that is there and no other plan is in the way."""
        usual = default_folder()
        self.face.forget()
        self.face.tell(WHERE, name=name, folder=usual)
        while typed := self.face.entry().strip():
            try:
                folder = usual if typed == "." else Path(typed).expanduser()
                there, taken = folder.is_dir(), (folder / name).exists()
            except (OSError, RuntimeError):  # no access on the way there; ~somebody who is not here
                there = taken = False
            if there and (not taken or self._replaces()):
                return folder / name
            if not there:
                self.face.tell("Den mappe er her ikke. Skriv en anden, eller opret den først.")
                self.face.forget()
        return None

    def _replaces(self) -> bool:
        return self.sure(N("Der ligger allerede en fil fra i dag. Skal den nye tage dens plads?"),
                         N("Ja, den nye tager pladsen"), N("Nej, en anden mappe"))
