"""What is told of a plan on every face: where a line comes from, why it is a draft, who has said yes, what it lacks.

Sentences only; how they stand is each face's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dialog.conversation.event import Place
from dialog.face.when import day, moment
from dialog.face.words import listed
from dialog.script.model import Voice
from dialog.script.target import DISCIPLINES

if TYPE_CHECKING:
    from dialog.plan.model import Entry, Line, Plan
    from dialog.plan.standing import Agreement, Gap

Ask = Callable[[Place], str]
"""The question at a place, "" where it cannot be asked now."""
THE: dict[Voice, str] = {"citizen": "Borgeren", "caseworker": "Sagsbehandleren", "together": "I"}
DID = {"own_words": "sagde det med egne ord", "summary": "sagde ja til en kort opsummering", "choice": "valgte svaret"}
STATUS = {"draft": "UDKAST", "reviewed": "UDKAST", "agreed": "AFTALT", "ended": "AFSLUTTET"}
HASH = 8
"""Signs of a fingerprint that are shown: enough to hold two papers beside each other."""
DISAGREE = "I er ikke enige om alt. Det står i planen."
TERMS = "Et samtykke står med de ord, der blev sagt ja eller nej til. Det får ikke andre ord."
ONE_PLAN = ("one_plan", "lab_46")
"""The gaps that are one and the same missing consent."""
DOER = {"citizen": "Borgeren", "municipality": "Kommunen", "others": "Andre"}
NOT_YET = {"barrier": "Det står ikke endnu, hvem der gør noget.", "goal": "Her er ikke et skridt mod arbejde endnu."}
LEFT = "Ikke nu. I har talt om det."
NO_WAY = "Intet spørgsmål fører dertil lige nu."
WAITS = "En linje venter. Den passede ikke helt, eller også sprang I den over."
WAIT = "{} linjer venter. De passede ikke helt, eller også sprang I dem over."
STILL = "I kan godt sige ja alligevel. Det, I har bemærket, står i planen."


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
    typed = "skrev selv" if line.said_by == line.typed_by else f"{THE[line.typed_by]} skrev"
    facts = [("Spørgsmålet", line.asked)]
    if said and said not in (line.text, quoted(line)):
        facts.append(("Svaret", said))
    link = " og " if line.said_by == line.typed_by else ". "
    facts.append(("Hvem", f"{THE[line.said_by]} {DID[line.form]}{link}{typed}."))
    facts.append(("Hvornår", moment(line.at, now)))
    if line.terms is not None:
        facts += [("Gælder", f"{line.terms.party}: {line.terms.what}"), ("Til", line.terms.purpose),
                  ("Efter", f"{line.terms.law}, tekst {line.terms.text_version}")]
    if line.discipline or line.kle:
        facts.append(("Fagområde", " · ".join(filter(None, (
            DISCIPLINES.get(line.discipline, ""), f"KLE {line.kle}" if line.kle else "")))))
    return facts


def status(plan: Plan) -> str:
    """In capitals; an ended plan that the two did not agree to is still a draft."""
    return STATUS[plan.status] if plan.agreed or not plan.ended else f"{STATUS['draft']} · {STATUS['ended']}"


def why(plan: Plan, now: datetime) -> str:
    """Why the plan is a draft, or that it is one no longer, or how it came to its end."""
    if plan.ended is not None:
        reason = f": »{' '.join(plan.ended.why.split())}«" if plan.ended.why else "."
        return f"Planen blev afsluttet {moment(plan.ended.at, now)}{reason}"
    if plan.agreed:
        return "I har begge sagt ja til planen, som den står nu."
    if any(not agreement.valid for agreement in plan.agreements):
        return "Planen er ændret, siden der blev sagt ja. Derfor er den et udkast igen."
    return "Planen er et udkast, til I begge har sagt ja."


def latest(plan: Plan, by: Voice) -> Agreement | None:
    """This person's yes, alone or together with the other; None before it was given or after it was taken back."""
    given = [each for each in plan.agreements if each.by in (by, "together")]
    return max(given, key=lambda each: (each.valid, each.at), default=None)


def changed_since(plan: Plan, agreement: Agreement) -> str:
    """Which lines came or changed after a yes, at most three by name; "" when it was something else."""
    labels = list(dict.fromkeys(line.label for line in plan.lines() if line.at > agreement.at))
    if not labels:
        return ""
    named = [f"»{label}«" for label in labels[:3]]
    return listed([*named, "mere"] if len(labels) > 3 else named)


def owned(plan: Plan) -> str:
    """How much of the plan is the citizen's own, in one sentence; "" while it is empty."""
    own = plan.ownership
    if not own.citizen:
        return "Borgeren har ikke selv sagt noget i planen endnu." if own.lines else ""
    share = "alle" if own.own_words == own.citizen > 1 else f"{own.own_words} af dem"
    words = f", {share} med helt egne ord" if own.own_words else ""
    if own.citizen == own.lines:
        many = f"Alle {own.lines} linjer er borgerens egne svar{words}."
        return many if own.lines > 1 else "Det er borgerens eget svar."
    return f"{own.citizen} af planens {own.lines} linjer er borgerens egne svar{words}."


def kept(number: int, at: datetime, now: datetime, *, agreed: bool, taken_out: bool) -> str:
    """`Udgave 2, aftalt 3. maj`."""
    did = " og ".join(did for did, so in (("aftalt", agreed), ("gemt som fil", taken_out)) if so)
    return f"Udgave {number}, {did} {day(at, now)}"


def lacking(plan: Plan) -> str:
    """What is missing, in a sentence: the consent to one plan by name, the rest by count; "" where nothing is."""
    rest = sum(gap.id not in ONE_PLAN for gap in plan.gaps)
    if rest == len(plan.gaps):
        return f"{'En ting mangler' if rest == 1 else f'{rest} ting mangler'} endnu." if rest else ""
    others = f", og {'en ting' if rest == 1 else f'{rest} ting'} til" if rest else ""
    return f"Samtykket til én plan mangler{others}."


def gap_place(gap: Gap, ask: Ask) -> Place | None:
    """The question to go to for a gap; None when none can be asked now."""
    places = (Place(each.turn, each.item, each.voice) for each in gap.questions)
    return next((place for place in places if ask(place)), None)
