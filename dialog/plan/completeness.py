"""What a plan must hold, and what this one lacks.

Two tables. The five requirements are the project's own. The points of law are dated rows, because the law moves: a row
counts from the day it came into force until the day it was replaced, and the day asked about is the plan's own.
A point that was consciously passed (»det vil jeg ikke«) has been talked about. A requirement is stricter: it must hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dialog.conversation.event import Place
from dialog.conversation.state import State
from dialog.language.format import local_date
from dialog.plan.cover import steps
from dialog.plan.model import Line, Plan
from dialog.plan.standing import Cover, Gap, Question, Requirement
from dialog.script.model import Script, Turn

Filed = dict[str, list[Line]]
"""Place in the plan → its lines."""
STABILISING = ("health", "mind", "substances", "housing", "debt", "family", "network", "danish", "transport", "digital")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something a plan must hold: the places that fill it, and, where it matters, the fields of help that count."""

    id: str
    text: str
    gap: str
    targets: tuple[str, ...]
    disciplines: tuple[str, ...] = ()
    law: str = ""
    since: date = date.min
    until: date = date.max
    passed: bool = False
    """A conscious skip counts."""
    refused: bool = False
    """A no counts too: it was offered."""

    def shown(self, filed: Filed) -> tuple[UUID, ...]:
        """The lines that show it."""
        return tuple(line.id for target in self.targets for line in filed.get(target, ()) if self._counts(line))

    def _counts(self, line: Line) -> bool:
        if line.skipped:
            return self.passed
        if line.value is False and not self.refused:
            return False
        return not self.disciplines or line.target != "offer.effort" or line.discipline in self.disciplines

    def holds_on(self, day: date) -> bool:
        return self.since <= day < self.until


REQUIREMENTS: tuple[Wanted, ...] = (
    Wanted("influence", "Borgeren er med til at bestemme mål og indsats.",
           "Der står ikke noget endnu, som borgeren selv gerne vil nå.",
           ("goal.statement", "direction.job", "direction.education", "direction.curious", "direction.interest",
            "direction.life")),
    Wanted("offers", "Borgeren kan vælge hjælp fra flere fagområder.",
           "Der er ikke valgt hjælp på tværs endnu.", ("offer.effort", "offer.wish", "offer.running"),
           passed=True, refused=True),
    Wanted("one_plan", "Der er én samlet plan, og borgeren har sagt ja til den.",
           "Der er ikke sagt ja til én samlet plan.", ("consent.plan",), law="LAB § 46"),
    Wanted("coordinator", "Én sagsbehandler holder trådene samlet.",
           "Det står ikke endnu, hvordan én sagsbehandler holder trådene samlet.",
           ("trust.coordination", "trust.same_caseworker")),
    Wanted("mentor", "Borgeren er blevet tilbudt en mentor.",
           "Der er ikke talt om en mentor endnu.", ("mentor.wish",), passed=True, refused=True),
)

LAB_IN_FORCE = date(2020, 1, 1)
"""Lov om en aktiv beskæftigelsesindsats. The act that replaces it gets rows of its own, and these get a last day."""


def _min_plan(item: int, text: str, gap: str, *targets: str, disciplines: tuple[str, ...] = ()) -> Wanted:
    return Wanted(f"lab_41_2_{item}", text, gap, targets, disciplines, f"LAB § 41, stk. 2, nr. {item}", LAB_IN_FORCE,
                  passed=True, refused=True)


LAW: tuple[Wanted, ...] = (
    _min_plan(1, "Jobmål", "Der er ikke talt om, hvilket job borgeren går efter.", "direction.job", "direction.curious",
              "goal.next_step"),
    _min_plan(2, "Job- og uddannelsesmål", "Der er ikke talt om job og uddannelse.", "direction.education",
              "direction.job", "direction.stage"),
    _min_plan(3, "Aftaler om jobsøgning", "Der er ikke talt om jobsøgning.", "job_search.agreement"),
    _min_plan(4, "Tilbud efter kapitel 11-14", "Der er ikke talt om at komme ud på en arbejdsplads eller lære nyt.",
              "business.form", "offer.effort", disciplines=("work", "education")),
    _min_plan(5, "Aktiviteter, der kan stabilisere og forbedre helbred og hverdag",
              "Der er ikke talt om hjælp til helbred og hverdag.", "offer.effort", disciplines=STABILISING),
    _min_plan(6, "Øvrige aftalte indsatser", "Der er ikke aftalt, hvem der gør hvad.", "agreement.what", "offer.wish"),
    _min_plan(7, "Status på igangsatte indsatser og opfølgning på afsluttede",
              "Der er ikke talt om det, der er i gang eller afsluttet.", "offer.running", "offer.finished"),
    Wanted("lab_46", "Én plan på tværs, med samtykke", "Borgeren er ikke spurgt om samtykke til én plan på tværs.",
           ("consent.plan",), law="LAB § 46", since=LAB_IN_FORCE, passed=True, refused=True),
)
"""»Min Plan«, LAB § 41, stk. 2, nr. 1-7, and the plan across disciplines that replaces it, § 46, with its consent."""
NO_NAME = Gap(id="coordinator_name", law="", questions=(),
              text="Sagsbehandlerens navn mangler. Det skrives under Indstillinger på listen over borgere.")
"""A caseworker without a name holds no threads together."""
UNANSWERED = {
    "barrier": "Der står ikke endnu, hvem der gør noget ved »{}«.",
    "goal": "Der står ikke endnu et skridt mod arbejde, som hjælper med »{}«.",
}
"""What is missing when nothing is done about something that was named."""


def filed_by_place(plan: Plan) -> Filed:
    """The plan's lines, by the place they stand in."""
    filed: Filed = {}
    for line in plan.lines():
        filed.setdefault(line.target, []).append(line)
    return filed


def requirements(plan: Plan, filed: Filed) -> tuple[Requirement, ...]:
    """The five requirements as this plan meets them, each with the lines that show it."""
    shown = {wanted: wanted.shown(filed) for wanted in REQUIREMENTS}
    unnamed = {"coordinator"} if not plan.header.coordinator.name.strip() else set()
    return tuple(Requirement(id=each.id, text=each.text, met=bool(lines) and each.id not in unnamed, lines=lines)
                 for each, lines in shown.items())


def missing(script: Script, state: State, plan: Plan, filed: Filed, covers: tuple[Cover, ...]) -> tuple[Gap, ...]:
    """What the plan lacks on the day it was last changed, each with the questions that would fill it."""
    day = local_date(plan.header.updated)
    wanting = tuple(
        Gap(id=wanted.id, law=wanted.law, text=wanted.gap, questions=_questions(script, state, wanted))
        for wanted in (*REQUIREMENTS, *LAW)
        if wanted.holds_on(day) and not wanted.shown(filed)
    )
    unnamed = () if plan.header.coordinator.name.strip() else (NO_NAME,)
    return (*wanting, *unnamed, *(_unanswered(script, state, cover) for cover in covers if cover.standing == "open"))


def _unanswered(script: Script, state: State, cover: Cover) -> Gap:
    turns = steps(script, cover.part, cover.item)
    open_now = tuple(_question(place, True) for place in _open(state, turns) if place.item in (None, cover.item))
    title = " ".join(cover.title.split())
    return Gap(id=f"{cover.part}_{cover.line}", law="", text=UNANSWERED[cover.part].format(title),
               questions=open_now or tuple(Question(turn=turn.id, open=False) for turn in turns))


def _questions(script: Script, state: State, wanted: Wanted) -> tuple[Question, ...]:
    """The open questions that would fill it; when none is open, every question that could."""
    turns = [turn for turn in script.turns if turn.plan and turn.plan.to in wanted.targets and _fits(turn, wanted)]
    open_now = tuple(_question(place, True) for place in _open(state, turns))
    return open_now or tuple(Question(turn=turn.id, open=False) for turn in turns)


def _fits(turn: Turn, wanted: Wanted) -> bool:
    if not wanted.disciplines or not turn.plan or turn.plan.to != "offer.effort":
        return True
    offered = {turn.plan.discipline, *(option.discipline for option in turn.options)}
    return turn.other or not offered.isdisjoint(wanted.disciplines)


def _open(state: State, turns: Iterable[Turn]) -> Iterator[Place]:
    for turn in turns:
        items = state.items(turn.loop.list) if turn.loop else (None,)
        for item in items:
            for voice in turn.voices:
                place = Place(turn.id, item, voice)
                if state.is_open(place):
                    yield place


def _question(place: Place, open: bool) -> Question:
    return Question(turn=place.turn, item=place.item, voice=place.voice, open=open)
