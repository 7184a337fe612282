"""How the plan is read aloud: its lines by number, where each comes from, where it stands, what is new and missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Place
from dialog.face import plan_told as told
from dialog.face.when import moment
from dialog.language.screen import tr
from dialog.plain.face import NAMES, Row
from dialog.plan.cover import DOES

if TYPE_CHECKING:
    from dialog.plain.answer import Answering
    from dialog.plan.model import Line, Plan
    from dialog.plan.standing import Cover, Gap

HASH = 8
"""Signs of a fingerprint that are told: enough to hold two papers beside each other."""


class PlanReading:
    """`plan` is as it stands; `renew` fetches it."""

    def __init__(self, talk: Answering) -> None:
        self.talk, self.face, self.session = talk, talk.face, talk.session
        self.plan: Plan = self.session.plan()

    def renew(self) -> None:
        self.plan = self.session.plan()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self.plan.lines())

    def read(self) -> None:
        """All of it, each line with its number."""
        plan, citizen = self.plan, self.session.citizen
        self.face.tell("Plan for {name}. Sag {case}. Udgave {version}, {status}.", name=citizen.name,
                       case=citizen.case_reference, version=plan.version, status=self._status())
        if not plan.sections:
            self.face.tell("Planen er tom endnu. Den vokser frem af det, I taler om.")
        number = 0
        for section in plan.sections:
            self.face.say(tr("Planen"), calm(told.in_both(section.title)))
            for entry in section.entries:
                if title := told.entry_title(entry):
                    self.face.say(tr("Om"), f"»{title}«")
                for line in entry.lines:
                    number += 1
                    self.say_line(number, line)

    def _status(self) -> str:
        return calm(told.status(self.plan))

    def say_line(self, number: int, line: Line) -> None:
        label, who = calm(told.in_both(line.label)), tr(NAMES[line.said_by])
        words = told.quoted(line).removeprefix(f"{NAMES[line.said_by]}: ")  # a score says whose it is already
        row = tr("{label}. {who}: {words}", label=label, who=who, words=words)
        self.face.number([Row("", row)], first=number)
        if line.wording:
            self.face.say(tr("Med andre ord"), line.wording)
            if told.is_older(self.session.state, line):
                self.face.say(tr("Med andre ord"), tr(told.OLDER))
        if line.reviewed:
            self.face.say(tr("Læst igennem"), tr("Det passer, sagde I {when}.",
                                                 when=moment(line.reviewed, datetime.now(UTC))))

    def say_origin(self, line: Line) -> None:
        """Where it comes from: the question, the answer, who and when."""
        said = self.session.said_at(Place(line.turn, line.item, line.voice))
        for label, text in told.origin(line, datetime.now(UTC), said):
            self.face.say(label, calm(text))

    # Where it stands

    def do_standing(self, rest: str) -> None:
        now, plan = datetime.now(UTC), self.plan
        self.face.say(tr("Planen"), f"{self._status()}. {told.why(plan, now)}")
        if any(each.disagrees for each in plan.remarks):
            self.face.tell(told.DISAGREE)
        for by in ("citizen", "caseworker"):
            given = told.latest(plan, by)
            mark = given.fingerprint[:HASH] if given is not None and given.valid else ""
            self.face.say(tr(NAMES[by]), f"{told.yes_told(plan, by, now)} {mark}".strip())
        self.face.say(tr("Læs igennem"), told.read_told(plan))
        self.face.say(tr("Planen"), told.owned(plan))
        for cover in plan.covers:
            self._say_cover(cover)
        for requirement in plan.requirements:
            self.face.say(tr("Det står der") if requirement.met else tr("Det mangler"), requirement.text)
        self.say_remarks()

    def say_remarks(self) -> None:
        for number, remark in enumerate(self.plan.remarks, 1):
            self.face.say(tr("Bemærkning {number}", number=number), tr(
                "{who}, {when}: {text}", who=told.remarked_told(remark), when=moment(remark.at, datetime.now(UTC)),
                text=f"»{remark.text}«"))

    def _say_cover(self, cover: Cover) -> None:
        """What is done about one thing that was named, and by whom; that it waits; or that it does not stand yet."""
        self.face.say(tr("Borgeren har nævnt"), f"»{cover.title}«" if cover.item else cover.title)
        if cover.standing == "not_now":
            self.face.tell(told.LEFT)
        elif cover.standing == "open":
            self.face.tell(told.NOT_YET[cover.part])
        for line in filter(None, map(self.plan.line, cover.lines)):
            who = told.DOER.get(DOES.get(line.target, ""), "")
            self.face.say(tr(who) if who else tr("Grunden"), told.quoted(line))

    # What is missing and what is new

    def missing(self) -> Place | None:
        """What is missing, each with its question; the one to go to, where one is chosen."""
        if not self.plan.gaps:
            self.face.tell("Intet mangler.")
            return None
        places: list[Place] = []
        for gap in self.plan.gaps:
            place = told.gap_place(gap, self._ask)
            self._say_gap(gap, place, len(places) + 1)
            places += [place] if place else []
        if not places:
            return None
        self.face.tell("Skriv nummeret på et spørgsmål for at gå til det. En tom linje bliver i planen.")
        while heard := self.face.entry().strip():
            number = int(heard[:6]) if heard.isdecimal() else 0
            if 0 < number <= len(places):
                return places[number - 1]
            self.face.tell("Skriv et af numrene, eller en tom linje.")
        return None

    def _say_gap(self, gap: Gap, place: Place | None, number: int) -> None:
        self.face.say(tr("Det mangler"), f"{gap.text} {gap.law}".strip())
        if place is None:
            self.face.tell(told.NO_WAY)
        else:
            self.face.number([Row("", self._ask(place))], first=number)

    def _ask(self, place: Place) -> str:
        return self.session.ask(place) if self.session.state.is_relevant(place) else ""

    def do_news(self, rest: str) -> None:
        """What is new since an edition that was kept."""
        kept = self.session.versions()[::-1]
        if not kept:
            self.face.tell("En udgave bliver gemt, når I begge har sagt ja til planen, eller når I gemmer den som fil.")
            return
        now = datetime.now(UTC)
        rows = [Row(str(at), told.kept(each.number, each.at, now, agreed=each.agreed, taken_out=each.taken_out))
                for at, each in enumerate(kept)]
        self.face.tell("Hvad er nyt siden hvilken udgave? En tom linje går tilbage.")
        found = self.face.pick(rows, told=rest)
        if found is None:
            return
        changes = self.session.changes(kept[int(found)])
        for change in changes:
            self.face.say(tr("Nyt"), change.told())
        if not changes:
            self.face.tell("Intet er ændret. Planen står, som den gjorde.")


def calm(text: str) -> str:
    """Without the sign between two parts, which is spelled out when it is read aloud."""
    return text.replace(" · ", ", ")
