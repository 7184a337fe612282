"""What a template gets: the plan as plain data, laid out once, so that a template only has to write it down.

The plan's own JSON with a little beside it: lines gathered under their label, each answer numbered in the order of the
document so that a reader finds its question at the back, and words for who, when and how. No template needs to count.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from markupsafe import Markup

from dialog.language.clean import cleaned
from dialog.language.format import date_time_text
from dialog.plan.line import PER_ITEM, how_said
from dialog.plan.model import Line, Plan
from dialog.plan.standing import Cover
from dialog.render.profile import PLAIN, Profile
from dialog.script.model import SPEAKER
from dialog.script.target import DISCIPLINES

Data = dict[str, Any]
TITLE = "Min plan"
OUR_DATE = re.compile(r"[0-9]{1,2}\. [a-z]+ [0-9]{4}")
"""A date as we write it is no numbered list, and needs no escape in Markdown."""
BESIDE = "Derudover"
"""The heading of what stands beside the items of a part."""
TALK_ABOUT = ("lab_", "goal_", "barrier_")
"""Gaps that are told as such; the five requirements stand in a list of their own."""
DOES = {
    "barrier.own_step": "Jeg", "barrier.municipality_step": "Kommunen", "offer.effort": "Hjælp", "goal.own_step": "Jeg",
    "goal.next_step": "Mit næste skridt", "business.form": "Mod arbejde",
}
"""Place in the plan → how a step that stands there is told in short."""
STANDING = {"not_now": "Ikke nu.", "open": "Mangler endnu."}
SHORT = 90
"""Signs of a line that is told in short."""
BANNER = {
    "practice": ("ØVELSE", "Personen er opdigtet."),
    "draft": ("UDKAST", "Planen gælder først, når både borger og sagsbehandler har sagt ja til den."),
    "agreed": ("AFTALT", "Både borger og sagsbehandler har sagt ja til planen, som den står her."),
    "never": ("UDKAST", "Borger og sagsbehandler har ikke begge sagt ja til planen, som den står her."),
}
BARS = tuple("●" * step + "○" * (10 - step) for step in range(11))


def plan_view(plan: Plan, profile: Profile = PLAIN) -> Data:
    """The plan as plain dicts, lists and texts for the plan templates; prompts/README.md names them all."""
    data: Data = plan.model_dump(mode="json")
    sources: dict[str, Data] = {}
    lines = {line.id: line for line in plan.lines()}
    header, marks = data["header"], ", ".join(plan.marks)
    return {
        "title": f"{TITLE} ({marks})" if marks else TITLE, "municipality": _look(profile, plan),
        "status": plan.status, "draft": not plan.agreed, "practice": plan.header.practice, "ended": _ended(data),
        "banners": _banners(data), "citizen": cleaned(header["citizen"]), "facts": _facts(header),
        "sections": [_section(each, sources) for each in data["sections"]],
        "covers": [_cover(each, lines) for each in plan.covers], "ownership": _ownership(plan), "review": _review(plan),
        "remarks": [{**each, "who": SPEAKER[each["by"]], "when": when(each["at"])} for each in data["remarks"]],
        "approvals": [_approval(who, data["agreements"]) for who in ("citizen", "caseworker")],
        "requirements": data["requirements"], "gaps": [gap for gap in data["gaps"] if gap["id"].startswith(TALK_ABOUT)],
        "edition": _edition(plan), "case": _case(data), "laws": _laws(plan), "sources": list(sources.values()),
        "plan": data,
    }


@lru_cache(maxsize=4096)
def when(at: str) -> Markup:
    """A time as it stands in the JSON, on the Danish clock: `3. maj 2026 kl. 10.15`. Ours, so it needs no escape."""
    return Markup(date_time_text(datetime.fromisoformat(at)))


def _look(profile: Profile, plan: Plan) -> Data:
    """The municipality's name, colour and logo; the logo as a picture that lies in the document itself."""
    name = plan.header.municipality.name or profile.name
    return {"name": cleaned(name), "colour": profile.colour, "logo": _data_uri(profile.logo, profile.logo_type)}


@lru_cache(maxsize=8)
def _data_uri(logo: bytes, kind: str) -> Markup:
    """Shown as a picture (`img`), in which a browser runs no script and fetches nothing, whatever the file holds."""
    media = {"svg": "image/svg+xml", "png": "image/png"}
    return Markup(f"data:{media[kind]};base64,{b64encode(logo).decode()}" if logo else "")


def _ended(plan: Data) -> Data | None:
    ended = plan["ended"]
    return ended and {"when": when(ended["at"]), "who": SPEAKER[ended["by"]], "why": cleaned(ended["why"])}


def _banners(plan: Data) -> list[Data]:
    """What every form says before all else. What the two have not agreed to is a draft, also when it is ended."""
    ended, kinds = plan["ended"], ["practice"] if plan["header"]["practice"] else []
    if not plan["agreed"]:
        kinds.append("never" if ended else "draft")
    elif not ended:
        kinds.append("agreed")
    found = [{"kind": "draft" if kind == "never" else kind, "mark": BANNER[kind][0], "text": BANNER[kind][1], "why": ""}
             for kind in kinds]
    if ended:
        text = f"Planen blev afsluttet {when(ended['at'])}."
        found.append({"kind": "ended", "mark": "AFSLUTTET", "text": text, "why": cleaned(ended["why"])})
    return found


def _cover(cover: Cover, lines: Mapping[UUID, Line]) -> Data:
    """What is done about something that was named: »Mine knæ«: Jeg: »At sidde ned«. Kommunen: »En høj stol«."""
    does: dict[str, list[str]] = {}
    for line in (lines[id] for id in cover.lines if cover.standing == "effort"):
        if line.target in DOES:
            does.setdefault(DOES[line.target], []).append(_short(line))
    told = " ".join(f"{who}: {', '.join(what)}.".replace(".«.", ".«") for who, what in does.items())
    return {"part": cover.part, "title": cleaned(cover.title), "own_words": cover.item is not None,
            "standing": cover.standing, "text": STANDING.get(cover.standing) or told or "Der bliver gjort noget."}


def _short(line: Line) -> str:
    """A line on one line, cut where a word ends; own words in quotation marks."""
    text = " ".join(line.text.split())
    if len(text) > SHORT:
        text = text[:SHORT].rpartition(" ")[0].rstrip(",.") + " …" if " " in text[:SHORT] else text[:SHORT] + "…"
    return f"»{text}«" if line.own_words else text


def _ownership(plan: Plan) -> str:
    own = plan.ownership
    return f"{own.own_words} af {_lines(own.lines)} er sagt med borgerens egne ord." if own.lines else ""


def _lines(count: int) -> str:
    return f"{count} linje" if count == 1 else f"{count} linjer"


def _review(plan: Plan) -> str:
    """How far the citizen has gone through the plan; empty before it was begun."""
    seen = sum(line.reviewed is not None for line in plan.lines())
    if not seen:
        return ""
    count = plan.ownership.lines
    whole = "den ene linje" if count == 1 else f"alle {count} linjer"
    return f"Borgeren har gennemgået {whole if seen == count else f'{seen} af {_lines(count)}'}."


def _edition(plan: Plan) -> Data:
    """The plan's number and hash, and in one sentence what it takes the place of."""
    return {"version": plan.version, "hash": plan.edition, "replaces": replaces_told(plan)}


def replaces_told(plan: Plan) -> str:
    """What the plan takes the place of, as a sentence; empty for the first."""
    before = plan.replaces
    if before is None:
        return ""
    other = before.version != plan.version  # the number follows what was said, not the names at the top
    which = f"udgave {before.version} fra" if other else "den, der blev skrevet ud"
    return f"Den træder i stedet for {which} {date_time_text(before.at)}."


def _case(plan: Data) -> list[Data]:
    """What only the case needs: numbers and hashes, each with its label."""
    script, before = plan["header"]["script"], plan["replaces"]
    known = [
        ("Planens nummer", plan["id"]), ("Udgave", str(plan["version"])), ("Udgavens kontrolsum", plan["edition"]),
        ("Udgaven, den træder i stedet for", before["edition"] if before else ""),
        ("Samtalens nummer", plan["header"]["conversation"]),
        ("Manuskript", f"{script['id']}, version {script['version']}"),
    ]
    for yes in filter(lambda yes: yes["valid"], plan["agreements"]):
        known.append((f"{SPEAKER[yes['by']]} sagde ja til", yes["fingerprint"]))
        known.append(("Samtalens log dengang", yes["log_head"]))
    return [{"label": label, "text": text} for label, text in known if text]


def _laws(plan: Plan) -> list[Data]:
    """The paragraphs that the plan touches: its consents', and those of what it lacks. They stand at the back."""
    consents = [(line.label, f"{line.terms.law}, tekst {line.terms.text_version}")
                for line in plan.lines() if line.terms]
    gaps = [(gap.text, gap.law) for gap in plan.gaps if gap.law and gap.id.startswith(TALK_ABOUT)]
    return [{"about": about, "law": law} for about, law in dict.fromkeys(consents + gaps)]


def _facts(header: Data) -> list[Data]:
    """The head of the document: only what is known, each with its label."""
    municipality, coordinator = header["municipality"], header["coordinator"]
    cvr = f"CVR {municipality['cvr']}" if municipality["cvr"] else ""
    known = (
        ("Navn", header["citizen"]), ("CPR-nummer", header["cpr"] or ""), ("Sagsnummer", header["case_reference"]),
        ("Kommune", ", ".join(filter(None, (municipality["name"], cvr)))),
        ("Min sagsbehandler", coordinator["name"]), ("Kontakt", coordinator["contact"]),
    )
    facts = [{"label": label, "text": cleaned(text)} for label, text in known if text]
    times = {"Samtalen begyndte": header["started"], "Senest ændret": header["updated"]}
    return facts + [{"label": label, "text": when(at)} for label, at in times.items()]


def _section(section: Data, sources: dict[str, Data]) -> Data:
    per_item = section["part"] in PER_ITEM
    items = sum(entry["item"] is not None for entry in section["entries"])
    entries = [_entry(entry, per_item, number if items > 1 else 0, BESIDE if items else "", sources)
               for number, entry in enumerate(section["entries"], 1)]
    return {"part": section["part"], "title": section["title"], "entries": entries}


def _entry(entry: Data, per_item: bool, number: int, beside: str, sources: dict[str, Data]) -> Data:
    """An entry about an item opens with the item itself (`lead`); its other lines are gathered under their labels."""
    lines = entry["lines"]
    for line in lines:
        _dress(line, sources)
    lead = lines[0] if per_item and entry["item"] and lines[0]["text"] == entry["title"] else None
    rest = lines[1:] if lead else lines
    return {"id": entry["id"], "title": entry["title"] or beside, "number": number if entry["item"] else 0,
            "lead": lead, "fields": _fields(rest)}


def _fields(lines: Iterable[Data]) -> list[Data]:
    return [{"label": found[0]["label"], "lines": found}
            for found in (list(group) for _, group in groupby(lines, key=lambda line: line["target"]))]


def _dress(line: Data, sources: dict[str, Data]) -> None:
    """Adds to a line what a reader needs beside its text."""
    root = line["roots"][0]
    source = sources.get(root)
    if source is None:
        source = sources[root] = {
            "number": len(sources) + 1, "asked": line["asked"], "who": SPEAKER[line["said_by"]],
            "typed": typed_by(line["said_by"], line["typed_by"]), "when": when(line["at"]),
        }
    value = line["value"]
    line["source"] = source["number"]
    line["who"] = source["who"]
    line["field_of_help"] = _field_of_help(line)
    line["how"] = how_said(line["form"], line["language"], line["interpreted"])
    line["bar"] = BARS[value] if line["kind"] == "scale" and value is not None else ""
    if line["kind"] == "date" and OUR_DATE.fullmatch(line["text"]):
        line["text"] = Markup(line["text"])
    line["reviewed"] = when(line["reviewed"]) if line["reviewed"] else ""
    line["wording_who"] = SPEAKER.get(line["wording_by"] or "", "")


def _field_of_help(line: Data) -> str:
    """The field that an offer belongs to, where its text does not say so already."""
    name = DISCIPLINES.get(line["discipline"], "") if line["target"].startswith("offer.") else ""
    return "" if name == line["text"] else name


def typed_by(said_by: str, typed: str) -> str:
    """Who wrote it down, where that was not the caseworker."""
    if typed == "caseworker":
        return ""
    if typed == "together":
        return "skrevet sammen"
    return "skrev selv" if typed == said_by else f"skrevet af {SPEAKER[typed].lower()}"


def _approval(who: str, agreements: list[Data]) -> Data:
    """Where one of the two stands: `now`, `earlier` (the plan has changed since), `none`; and its hash by then."""
    said = [each for each in agreements if each["by"] in (who, "together")]
    valid = [each for each in said if each["valid"]]
    latest = max(valid or said, key=lambda each: str(each["at"]), default=None)
    standing = "now" if valid else "earlier" if said else "none"
    return {"who": SPEAKER[who], "standing": standing, "when": when(latest["at"]) if latest else "",
            "hash": latest["fingerprint"] if latest else "", "log_head": latest["log_head"] if latest else ""}
