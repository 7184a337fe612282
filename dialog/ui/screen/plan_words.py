"""What is written or decided about the plan, one question at a time in the drawer; and half-written words, kept.

Each function asks, and does what is answered through the session; Esc leaves all as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.plan_told import in_both, lacking, quoted
from dialog.face.tongues import Tongues, Two, two
from dialog.face.words import shortened
from dialog.language import talk
from dialog.language.catalogue import SOURCE
from dialog.language.screen import N, tr
from dialog.ui.text import line, muted, words
from dialog.ui.two import quiet
from dialog.ui.widget.drawer import NOTHING, Drawer
from dialog.ui.widget.field import Field
from dialog.ui.widget.rows import Choice

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan, Remark
    from dialog.script.model import Voice
    from dialog.session import Session

PLAN = "plan"
"""Stands for the turn in the place of words that are written about the plan; no script's turn asks for them."""
END = (N("Ja, afslut planen"), N("Nej, den lever videre"))
UP = (N("Ja, tag den op igen"), N("Nej, lad den hvile"))
ENDED = N("Planen er afsluttet. Tag den op igen med A, så kan I skrive.")
VERDICTS = (("yes", talk.LINE_RIGHT, "j", N("Enter eller mellemrum")),
            ("mend", talk.LINE_MEND, "r", N("Gå til spørgsmålet, og svar igen")),
            ("no", talk.LINE_NOT_QUITE, "i", N("Skriv en bemærkning, eller sig det med andre ord")))
NOT_QUITE = (("words", N("Det skal siges med andre ord"), "o"), ("remark", N("Skriv en bemærkning"), "b"),
             ("disagree", N("Vi er ikke enige om det"), "u"))
KEEP = N("Her læser I sammen. Tasterne går videre med F2 på planen, når I skal sige ja.")
NO_WAY = N("Det spørgsmål er ikke med lige nu. Sig det med andre ord, eller skriv en bemærkning.")
AGAIN = N("De andre ord står nu under borgerens egne. Passer det sådan?")
KEEPS = N("Enter gemmer · Esc fortryder")
KEEPS_WORDS = N("Enter gemmer · tomt felt tager ordene væk · Esc fortryder")
KEEPS_REMARK = N("Enter gemmer · tomt felt tager den væk · Esc fortryder")


class Written:
    """Asks for words in the drawer, and keeps them half-written; a talk has room for one half-written text."""

    def __init__(self, session: Session, drawer: Drawer) -> None:
        self._session, self._drawer = session, drawer
        self._about: str | None = None

    async def ask(self, about: str, ask: str, *, beside: Content = NOTHING, text: str = "", hint: str = ""
                  ) -> str | None:
        """The words, or None for Esc. Once answered, nothing half-written is left; being cut off leaves it kept."""
        self._about = about
        answer = await self._drawer.write(ask, about=beside, text=text, hint=hint)
        self._about = None
        if self.found() is not None:
            self._session.drop_draft()
        return answer

    def keep(self) -> bool:
        """Save what is half-written now; False when it could not be, or a half-written answer has the room."""
        field = self._drawer.query_one(Field)
        if self._about is None or not self._drawer.is_open or not field.changed:
            return True
        try:
            if self._session.draft() is not None:
                return False
            self._session.keep_draft(Place(PLAN, self._about), field.text)
        except EmpowerError:
            return False
        return True

    def found(self) -> tuple[str, str] | None:
        """What was being written about the plan when the talk was cut, and about what."""
        kept = self._session.store.draft(self._session.conversation.id)
        return (kept.place.item or "", kept.text) if kept and kept.place.turn == PLAN else None

    async def offer(self, text: str) -> bool:
        """Whether the two take up what was half-written; if not, it is forgotten."""
        tongues = Tongues.of(self._session)
        ask = tongues.say(talk.DRAFT, text=shortened(text, 200))
        choices = (Choice.of("yes", tongues.say(talk.DRAFT_YES), letter="j"),
                   Choice.of("no", tongues.say(talk.DRAFT_NO), letter="n"))
        taken = await self._drawer.choose(ask, choices) == "yes"
        if not taken:
            self._session.drop_draft()
        return taken


async def reword(session: Session, written: Written, said: Line, *, text: str | None = None) -> bool:
    """Other words beside the citizen's. Whether there are others now."""
    beside = line(muted(f"{in_both(said.label)}  "), words(shortened(quoted(said), 300)), "\n",
                  muted(tr("Borgerens egne ord bliver stående. De andre ord står under dem.")))
    typed = await written.ask(
        f"line:{said.id}", tr("Med andre ord"), beside=beside, text=said.wording or "" if text is None else text,
        hint=tr(KEEPS_WORDS))
    if typed is None or typed.strip() == (said.wording or ""):
        return False
    session.reword_line(said.id, typed.strip(), "caseworker")
    return True


async def remark(session: Session, written: Written, known: Remark | None = None, *, disagrees: bool = False,
                 begin: str = "", text: str | None = None) -> bool:
    """A remark, or what the two do not agree on; new, or `known` in other words. `begin` alone is no remark."""
    disagrees = known.disagrees if known else disagrees
    about = f"remark:{known.id}" if known else "disagree" if disagrees else "remark"
    typed = await written.ask(
        about, tr("Hvad er I ikke enige om?" if disagrees else "Hvad vil du bemærke til planen?"),
        beside=muted(tr("Det står i planen, som det er skrevet.")),
        text=text if text is not None else known.text if known else begin,
        hint=tr(KEEPS_REMARK if known else KEEPS))
    if typed is None or (known is None and typed.strip() in ("", begin.strip())):
        return False
    session.remark(typed.strip(), disagrees=disagrees, by=known.by if known else "citizen",
                   remark=known.id if known else None)
    return True


async def end(session: Session, written: Written, drawer: Drawer, by: Voice, *, text: str = "") -> bool:
    """Brings the plan to an end: why, and then whether. Nothing is done before the second answer."""
    why = await written.ask(
        "end", tr("Hvorfor slutter planen?"), text=text,
        hint=tr("Enter går videre · feltet må gerne stå tomt · Esc fortryder"),
        beside=muted(tr("Planen bliver liggende, som den er, og I kan tage den op igen.")))
    if why is None:
        return False
    told = words(f"»{shortened(' '.join(why.split()), 200)}«") if why.strip() else NOTHING
    if await drawer.choose(tr("Skal planen afsluttes nu?"), _yes_no(*END), about=told) != "yes":
        return False
    session.end_plan(by, why.strip())
    return True


async def take_up(session: Session, drawer: Drawer, by: Voice) -> bool:
    """The plan lives again, if the two want it to."""
    if await drawer.choose(tr("Skal planen tages op igen?"), _yes_no(*UP)) != "yes":
        return False
    session.take_up_plan(by)
    return True


def _yes_no(yes: str, no: str) -> tuple[Choice, ...]:
    return Choice("yes", tr(yes), letter="j"), Choice("no", tr(no), letter="n")


def agreeing(tongues: Tongues, by: Voice) -> tuple[Two, tuple[Choice, ...]]:
    """A yes to the plan, asked of the one at the keys; of the citizen in the talk's language."""
    caseworker = tr("Siger sagsbehandleren ja til planen, som den står nu?")
    return tongues.say(talk.AGREE) if by == "citizen" else Two(caseworker), (
        Choice.of("yes", tongues.say(talk.YES), letter="j"),
        Choice.of("no", tongues.say(talk.NOT_YET), letter="n"))


def beside_yes(tongues: Tongues, plan: Plan) -> Content:
    """What is worth knowing before a yes: what the plan lacks, or that the yes is not for ever."""
    lacks = lacking(plan)
    return muted(tr("{lacks} I kan godt sige ja alligevel.", lacks=lacks)) if lacks else quiet(
        tongues.say(talk.AGREE_DRAFT))


def asked_of(tongues: Tongues, roomy: bool) -> Two:
    """What is asked of a line. Danish can be short here; the citizen's own language says all of it."""
    if tongues.first == SOURCE:
        return two("Passer det?", tr("Passer det?"))
    asked = tongues.say(talk.READ_PLAN)
    return asked if roomy else Two(asked.first)


def verdicts(tongues: Tongues, roomy: bool) -> tuple[Choice, ...]:
    """What the citizen may say of a line; where there is room, with a word about what each does."""
    return tuple(Choice.of(id, tongues.say(text), Two(tr(help) if roomy else ""), letter=letter)
                 for id, text, letter, help in VERDICTS)


def not_quite(line: Line) -> tuple[Choice, ...]:
    """What may be done about a line that is not quite right; a consent stands in its own words."""
    return tuple(Choice(id, tr(text), letter=letter) for id, text, letter in NOT_QUITE
                 if line.terms is None or id != "words")


def ways_on(plan: Plan) -> tuple[Choice, ...]:
    """What there is to do at the end of the reading; on to the yes first, while it has not been given."""
    if any(line.reviewed is None for line in plan.lines()):
        again = Choice("waiting", tr("Læs det, der venter"), letter="l")
    else:
        again = Choice("again", tr("Læs planen igennem igen"), letter="l")
    agree = Choice("agree", tr("Gå videre til jeres ja"), letter="j")
    back = Choice("back", tr("Tilbage til planen"), letter="t")
    return (back, again) if plan.agreed else (agree, again, back)
