"""What is told of a plan on every face: where a line comes from, why it is a draft, who has said yes, what it lacks.

Sentences only, in the screen's language; how they stand is each face's own. The plan's own lines are Danish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Place
from dialog.face.when import day, moment
from dialog.face.words import listed
from dialog.language.catalogue import SOURCE
from dialog.language.screen import N, screen_language, tr
from dialog.language.talk import READ_PLAN
from dialog.script.model import Voice
from dialog.script.target import DISCIPLINES

if TYPE_CHECKING:
    from dialog.conversation.state import State
    from dialog.plan.model import Entry, Line, Plan, Remark
    from dialog.plan.standing import Agreement, Gap
    from dialog.session import Session

Ask = Callable[[Place], str]
"""The question at a place, "" where it cannot be asked now."""
THE: dict[Voice, str] = {"citizen": N("Borgeren"), "caseworker": N("Sagsbehandleren"), "together": N("I")}
DID_ALONE = {"own_words": N("{who} sagde det med egne ord og skrev selv."),
             "summary": N("{who} sagde ja til en kort opsummering og skrev selv."),
             "choice": N("{who} valgte svaret og skrev selv.")}
DID = {"own_words": N("{who} sagde det med egne ord. {writer} skrev."),
       "summary": N("{who} sagde ja til en kort opsummering. {writer} skrev."),
       "choice": N("{who} valgte svaret. {writer} skrev.")}
STATUS = {"draft": N("UDKAST"), "reviewed": N("UDKAST"), "agreed": N("AFTALT"), "ended": N("AFSLUTTET")}
KEPT = {(True, False): N("Udgave {number}, aftalt {day}"), (False, True): N("Udgave {number}, gemt som fil {day}"),
        (True, True): N("Udgave {number}, aftalt og gemt som fil {day}")}
SINCE = {(True, False): N("Siden udgave {number}, aftalt {day}"),
         (False, True): N("Siden udgave {number}, gemt som fil {day}"),
         (True, True): N("Siden udgave {number}, aftalt og gemt som fil {day}")}
"""An edition by whether it was agreed to, and whether it was taken out."""
HASH = 8
"""Signs of a fingerprint that are shown: enough to hold two papers beside each other."""
DISAGREE = N("I er ikke enige om alt. Det står i planen.")
TERMS = N("Et samtykke står med de ord, der blev sagt ja eller nej til. Det får ikke andre ord.")
ONE_PLAN = ("one_plan", "lab_46")
"""The gaps that are one and the same missing consent."""
DOER = {"citizen": N("Borgeren gør noget"), "municipality": N("Kommunen gør noget"), "others": N("Andre gør noget")}
NOT_YET = {"barrier": N("Det står ikke endnu, hvem der gør noget."),
           "goal": N("Her er ikke et skridt mod arbejde endnu.")}
LEFT = N("Ikke nu. I har talt om det.")
NO_WAY = N("Intet spørgsmål fører dertil lige nu.")
WAITS = N("En linje venter. Den passede ikke helt, eller også sprang I den over.")
WAIT = N("{count} linjer venter. De passede ikke helt, eller også sprang I dem over.")
STILL = N("I kan godt sige ja alligevel. Det, I har bemærket, står i planen.")
ONE_DOCUMENT = N("Planen er ét dokument på dansk. Overskrifterne står også på skærmens sprog.")
OLDER = N("skrevet, før svaret blev ændret")
OWNED_WHOLE = {
    "none": N("Alle {lines} linjer er borgerens egne svar."),
    "all": N("Alle {lines} linjer er borgerens egne svar, alle med helt egne ord."),
    "some": N("Alle {lines} linjer er borgerens egne svar, {own} af dem med helt egne ord.")}
OWNED = {
    "none": N("{theirs} af planens {lines} linjer er borgerens egne svar."),
    "all": N("{theirs} af planens {lines} linjer er borgerens egne svar, alle med helt egne ord."),
    "some": N("{theirs} af planens {lines} linjer er borgerens egne svar, {own} af dem med helt egne ord.")}
"""How much is the citizen's own: of the whole plan, and of a part; by how much stands in exactly their words."""


def quoted(line: Line) -> str:
    """What the line says; the citizen's or the caseworker's own words in quotation marks."""
    return f"»{line.text}«" if line.own_words else line.text


def entry_title(entry: Entry) -> str:
    """The item's own words, unless a line under it says them anyway."""
    return "" if any(line.text == entry.title for line in entry.lines) else entry.title


def labelled_lines(entry: Entry) -> Iterator[tuple[Line, bool]]:
    """Each line, and whether its label is another than the line's above and the speaker too."""
    before = ("", "")
    for line in entry.lines:
        this = (line.label, line.said_by)
        yield line, this != before
        before = this


def origin(line: Line, now: datetime, said: str = "") -> list[tuple[str, str]]:
    """Where the line came from: the question, the answer, the time, who said it and who typed it."""
    facts = [(tr("Spørgsmålet"), line.asked)]
    if said and said not in (line.text, quoted(line)):
        facts.append((tr("Svaret"), said))
    did = (DID_ALONE if line.said_by == line.typed_by else DID)[line.form]
    facts.append((tr("Hvem"), tr(did, who=tr(THE[line.said_by]), writer=tr(THE[line.typed_by]))))
    if language := in_language(line):
        facts.append((tr("Sprog"), language))
    facts.append((tr("Hvornår"), moment(line.at, now)))
    if line.terms is not None:
        law = tr("{law}, tekst {version}", law=line.terms.law, version=line.terms.text_version)
        facts += [(tr("Gælder"), f"{line.terms.party}: {line.terms.what}"), (tr("Til"), line.terms.purpose),
                  (tr("Efter"), law)]
    if line.discipline or line.kle:
        facts.append((tr("Fagområde"), " · ".join(filter(None, (
            tr(DISCIPLINES.get(line.discipline, "")), f"KLE {line.kle}" if line.kle else "")))))
    return facts


def in_language(line: Line) -> str:
    """What the line's words are in, and whether an interpreter put them so; "" for Danish that the person said."""
    if line.interpreted:
        return tr("Skrevet på dansk gennem en tolk.")
    if line.language == SOURCE:
        return ""
    from dialog.language.format import language_text

    return tr("Skrevet på {language}.", language=language_text(line.language, screen_language()))


def came_from(session: Session, line: Line, place: Place, now: datetime) -> list[tuple[str, str]]:
    """Where the line came from, for both who read here."""
    return [*told_in(session, line, place), *origin(line, now, session.said_at(place))]


def told_in(session: Session, line: Line, place: Place) -> list[tuple[str, str]]:
    """The question in the talk's language, or the screen's where the talk is in Danish, and the answer as it reads so.

    Nothing where both are Danish, or where the question is not asked any more."""
    language = session.language if session.language != SOURCE else screen_language()
    if language == SOURCE or not session.state.is_relevant(place):
        return []
    asked, said = session.ask(place, language), session.said_at(place, language)
    rows = [] if asked == line.asked else [(_on(language), asked)]
    if said not in ("", line.text, quoted(line), session.said_at(place)):
        rows.append((_on(language) if not rows else "", said))
    return rows


def _on(language: str) -> str:
    from dialog.language.format import language_text

    return tr("På {language}", language=language_text(language, screen_language()))


def is_older(state: State, line: Line) -> bool:
    """Whether the words beside the line were written before its answer was given anew."""
    beside = state.about_plan.wordings.get(line.id)
    return bool(line.wording) and beside is not None and beside.at < line.at


def in_both(danish: str) -> str:
    """A heading or a label of the plan, which is Danish, and the same in the screen's language after it."""
    there = tr(danish)
    return danish if there == danish else f"{danish} · {there}"


def status(plan: Plan) -> str:
    """In capitals; an ended plan that the two did not agree to is still a draft."""
    return tr(STATUS[plan.status]) if plan.agreed or not plan.ended else (
        f"{tr(STATUS['draft'])} · {tr(STATUS['ended'])}")


def why(plan: Plan, now: datetime) -> str:
    """Why the plan is a draft, or that it is one no longer, or how it came to its end."""
    if plan.ended is not None:
        told = N("Planen blev afsluttet {when}: »{why}«") if plan.ended.why else N("Planen blev afsluttet {when}.")
        return tr(told, when=moment(plan.ended.at, now), why=" ".join(plan.ended.why.split()))
    if plan.agreed:
        return tr("I har begge sagt ja til planen, som den står nu.")
    if any(not agreement.valid for agreement in plan.agreements):
        return tr("Planen er ændret, siden der blev sagt ja. Derfor er den et udkast igen.")
    return tr("Planen er et udkast, til I begge har sagt ja.")


def latest(plan: Plan, by: Voice) -> Agreement | None:
    """This person's yes, alone or together with the other; None before it was given or after it was taken back."""
    given = [each for each in plan.agreements if each.by in (by, "together")]
    return max(given, key=lambda each: (each.valid, each.at), default=None)


def yes_told(plan: Plan, by: Voice, now: datetime) -> str:
    """Whether this person has said yes, and whether the plan has changed since."""
    given = latest(plan, by)
    if given is None:
        return tr("Har ikke sagt ja endnu.")
    when = moment(given.at, now)
    if given.valid:
        return tr("Sagde ja {when}.", when=when)
    if new := changed_since(plan, given):
        return tr("Sagde ja {when}, før planen blev ændret: {what}.", when=when, what=new)
    return tr("Sagde ja {when}, før planen blev ændret.", when=when)


def yes_sign(plan: Plan, by: Voice) -> str:
    """The same as a sign that needs no colour: a whole yes, one from before a change, none."""
    given = latest(plan, by)
    return "○" if given is None else "●" if given.valid else "◐"


def read_told(plan: Plan) -> str:
    """How far the two have read it through."""
    lines = tuple(plan.lines())
    read = sum(line.reviewed is not None for line in lines)
    if not read:
        return tr(READ_PLAN)
    return tr("I har læst alle linjer." if read == len(lines) else "I har læst {read} af {lines} linjer.",
              read=read, lines=len(lines))


def remarked_told(remark: Remark) -> str:
    return tr("{who} er ikke enig" if remark.disagrees else "{who} bemærker", who=tr(THE[remark.by]))


def changed_since(plan: Plan, agreement: Agreement) -> str:
    """Which lines came or changed after a yes, at most three by name; "" when it was something else."""
    labels = list(dict.fromkeys(line.label for line in plan.lines() if line.at > agreement.at))
    if not labels:
        return ""
    named = [f"»{label}«" for label in labels[:3]]
    return _listed([*named, tr("mere")] if len(labels) > 3 else named)


def _listed(parts: list[str]) -> str:
    if screen_language() == SOURCE:
        return listed(parts)  # a screen in Danish needs no babel for it
    from dialog.language.format import list_text

    return list_text(parts, screen_language())


def owned(plan: Plan) -> str:
    """How much of the plan is the citizen's own, in one sentence; "" while it is empty."""
    own = plan.ownership
    if not own.citizen:
        return tr("Borgeren har ikke selv sagt noget i planen endnu.") if own.lines else ""
    if own.citizen == own.lines == 1:
        return tr("Det er borgerens eget svar.")
    share = "all" if own.own_words == own.citizen > 1 else "some" if own.own_words else "none"
    told = (OWNED_WHOLE if own.citizen == own.lines else OWNED)[share]
    return tr(told, lines=own.lines, theirs=own.citizen, own=own.own_words)


def kept(number: int, at: datetime, now: datetime, *, agreed: bool, taken_out: bool) -> str:
    """`Udgave 2, aftalt 3. maj`."""
    return tr(KEPT[agreed, taken_out], number=number, day=day(at, now))


def since(number: int, at: datetime, now: datetime, *, agreed: bool, taken_out: bool) -> str:
    """`Siden udgave 2, aftalt 3. maj`."""
    return tr(SINCE[agreed, taken_out], number=number, day=day(at, now))


def lacking(plan: Plan) -> str:
    """What is missing, in a sentence: the consent to one plan by name, the rest by count; "" where nothing is."""
    rest = sum(gap.id not in ONE_PLAN for gap in plan.gaps)
    if not plan.gaps:
        return ""
    if rest == len(plan.gaps):
        return tr("En ting mangler endnu." if rest == 1 else "{count} ting mangler endnu.", count=rest)
    if not rest:
        return tr("Samtykket til én plan mangler.")
    return tr("Samtykket til én plan mangler, og en ting til." if rest == 1
              else "Samtykket til én plan mangler, og {count} ting til.", count=rest)


def gap_place(gap: Gap, ask: Ask) -> Place | None:
    """The question to go to for a gap; None when none can be asked now."""
    places = (Place(each.turn, each.item, each.voice) for each in gap.questions)
    return next((place for place in places if ask(place)), None)
