"""What is written or decided about the plan, one question at a time in the drawer; and half-written words, kept.

Each function asks, and does what is answered through the session; Esc leaves all as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialog.conversation.event import Place
from dialog.errors import EmpowerError
from dialog.face.plan_told import quoted
from dialog.face.words import shortened
from dialog.ui.text import line, muted, words
from dialog.ui.widget.drawer import NOTHING, Drawer
from dialog.ui.widget.field import Field
from dialog.ui.widget.rows import Choice

if TYPE_CHECKING:
    from dialog.plan.model import Line, Plan, Remark
    from dialog.script.model import Voice
    from dialog.session import Session

PLAN = "plan"
"""Stands for the turn in the place of words that are written about the plan; no script's turn asks for them."""
TAKE = (Choice("yes", "Ja, tag det med", letter="j"), Choice("no", "Nej, smid det væk", letter="n"))
YES = (Choice("yes", "Ja", letter="j"), Choice("no", "Ikke endnu", letter="n"))
END = (Choice("yes", "Ja, afslut planen", letter="j"), Choice("no", "Nej, den lever videre", letter="n"))
UP = (Choice("yes", "Ja, tag den op igen", letter="j"), Choice("no", "Nej, lad den hvile", letter="n"))
ENDED = "Planen er afsluttet. Tag den op igen med A, så kan I skrive."
VERDICTS = (
    Choice("yes", "Ja, det passer", letter="j"), Choice("mend", "Ret det", letter="r"),
    Choice("no", "Ikke helt", letter="i"))
HELPS = {"yes": "Enter eller mellemrum", "mend": "Gå til spørgsmålet, og svar igen",
         "no": "Skriv en bemærkning, eller sig det med andre ord"}
NOT_QUITE = (
    Choice("words", "Det skal siges med andre ord", letter="o"), Choice("remark", "Skriv en bemærkning", letter="b"),
    Choice("disagree", "Vi er ikke enige om det", letter="u"))


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
        asked = f"I var i gang med at skrive: »{shortened(text, 200)}«"
        taken = await self._drawer.choose("Skal vi tage det med?", TAKE, about=words(asked)) == "yes"
        if not taken:
            self._session.drop_draft()
        return taken


async def reword(session: Session, written: Written, said: Line, *, text: str | None = None) -> bool:
    """Other words beside the citizen's. Whether there are others now."""
    beside = line(muted(f"{said.label}  "), words(shortened(quoted(said), 300)), "\n",
                  muted("Borgerens egne ord bliver stående. De andre ord står under dem."))
    typed = await written.ask(
        f"line:{said.id}", "Med andre ord", beside=beside, text=said.wording or "" if text is None else text,
        hint="Enter gemmer · tomt felt tager ordene væk · Esc fortryder")
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
        about, "Hvad er I ikke enige om?" if disagrees else "Hvad vil du bemærke til planen?",
        beside=muted("Det står i planen, som det er skrevet."),
        text=text if text is not None else known.text if known else begin,
        hint=("Enter gemmer · tomt felt tager den væk" if known else "Enter gemmer") + " · Esc fortryder")
    if typed is None or (known is None and typed.strip() in ("", begin.strip())):
        return False
    session.remark(typed.strip(), disagrees=disagrees, by=known.by if known else "citizen",
                   remark=known.id if known else None)
    return True


async def end(session: Session, written: Written, drawer: Drawer, by: Voice, *, text: str = "") -> bool:
    """Brings the plan to an end: why, and then whether. Nothing is done before the second answer."""
    why = await written.ask(
        "end", "Hvorfor slutter planen?", text=text, hint="Enter går videre · feltet må gerne stå tomt · Esc fortryder",
        beside=muted("Planen bliver liggende, som den er, og I kan tage den op igen."))
    if why is None:
        return False
    told = words(f"»{shortened(' '.join(why.split()), 200)}«") if why.strip() else NOTHING
    if await drawer.choose("Skal planen afsluttes nu?", END, about=told) != "yes":
        return False
    session.end_plan(by, why.strip())
    return True


async def take_up(session: Session, drawer: Drawer, by: Voice) -> bool:
    """The plan lives again, if the two want it to."""
    if await drawer.choose("Skal planen tages op igen?", UP) != "yes":
        return False
    session.take_up_plan(by)
    return True


def verdicts(roomy: bool) -> tuple[Choice, ...]:
    """What the citizen may say of a line; where there is room, with a word about what each does."""
    return tuple(Choice(each.id, each.text, HELPS[each.id] if roomy else "", letter=each.letter) for each in VERDICTS)


def ways_on(plan: Plan) -> tuple[Choice, ...]:
    """What there is to do at the end of the reading; on to the yes first, while it has not been given."""
    if any(line.reviewed is None for line in plan.lines()):
        again = Choice("waiting", "Læs det, der venter", letter="l")
    else:
        again = Choice("again", "Læs planen igennem igen", letter="l")
    agree = Choice("agree", "Gå videre til jeres ja", letter="j")
    back = Choice("back", "Tilbage til planen", letter="t")
    return (back, again) if plan.agreed else (agree, again, back)
