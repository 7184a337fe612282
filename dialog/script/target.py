"""The plan's vocabulary: every place that a script's `plan: {to: …}` may name, with its Danish label.

One table, after DOMAIN's structure of the plan. The loader checks against it, the draft files lines under it,
the documents and the JSON Schema are labelled from it. Adding a place to the plan is adding a row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the plan. `per_item`: its lines stand together for each item of a list (a goal, a barrier)."""

    id: str
    title: str
    fields: Mapping[str, str]
    per_item: bool = False


PARTS: tuple[Part, ...] = (
    Part("consent", "Samtykke", {
        "plan": "Én samlet plan", "information": "Hente oplysninger", "sharing": "Dele oplysninger"}),
    Part("goal", "Det, jeg gerne vil", {
        "statement": "Mit mål", "importance": "Derfor er det vigtigt", "picture": "Sådan ser det ud, når det lykkes",
        "small_sign": "Det første lille tegn", "done_already": "Det har jeg allerede gjort",
        "own_step": "Det gør jeg selv", "next_step": "Næste skridt mod arbejde", "belief": "Så meget tror vi på det",
        "belief_basis": "Det bygger troen på", "belief_up": "Det kan gøre troen større"}, per_item=True),
    Part("direction", "Arbejde og uddannelse", {
        "stage": "Lige nu passer det bedst", "job": "Job, jeg går efter", "education": "Uddannelse, jeg går efter",
        "curious": "Det vil jeg gerne prøve",
        "interest": "Det interesserer mig", "life": "Et godt liv om et år"}),
    Part("resource", "Det, jeg kan", {
        "good_time": "Da det gik godt", "skill": "Det kan jeg", "experience": "Det har jeg prøvet",
        "others_say": "Det siger andre om mig", "language": "Sprog", "licence": "Kørekort og beviser"}),
    Part("barrier", "Det, der står i vejen", {
        "statement": "Med mine ord", "rank": "Det vigtigste først", "since": "Siden hvornår",
        "exception": "Når det fylder mindre", "tried": "Det er prøvet", "own_step": "Det kan jeg selv gøre",
        "municipality_step": "Det kan kommunen gøre", "caseworker_view": "Sagsbehandlerens blik"}, per_item=True),
    Part("health", "Helbred", {
        "self_rated": "Sådan har jeg det", "basis": "Det bygger det på", "good_day": "En god dag",
        "bad_day": "En svær dag", "works": "Opgaver, der går godt", "treatment": "Behandling",
        "contact": "Hvem må kontaktes", "consideration": "Det skal der tages hensyn til"}),
    Part("belief", "Troen på, at jeg kan arbejde", {
        "job": "Troen på at klare et arbejde", "basis": "Det bygger det på", "step_up": "Det kan løfte troen",
        "caseworker_basis": "Sagsbehandlerens grund", "hours": "Timer, jeg tror på"}),
    Part("business", "Ud på en arbejdsplads", {
        "form": "Måder, jeg gerne vil prøve", "place": "Slags sted", "tasks": "Opgaver, jeg gerne vil have",
        "hours": "Timer at starte med", "company": "Et sted, jeg kender", "paid_hours": "Fra prøve til løn",
        "responsibility": "Ansvar, jeg gerne vil tage", "responsibility_when": "Ansvar: hvornår",
        "goal_served": "Det mål, det hjælper", "stay": "Det, der får mig til at blive",
        "shielding": "Det skal der passes på", "transport": "Sådan kommer jeg frem"}),
    Part("mentor", "Mentor", {
        "wish": "Ønske om mentor", "kind": "Hvem mentor kan være", "help": "Hjælp til", "place": "Hvor vi mødes",
        "frequency": "Hvor tit", "wishes": "Ønsker til mentor", "not_do": "Det skal mentor ikke"}),
    Part("network", "Mennesker omkring mig", {
        "support": "Støtter mig", "door": "Kan åbne en dør", "meetings": "Skal med til møder",
        "volunteering": "Frivilligt"}),
    Part("offer", "Hjælp på tværs", {
        "effort": "Hjælp, jeg gerne vil have", "first": "Det vigtigste først", "wish": "Mine ønsker til hjælpen",
        "running": "Det, der allerede er i gang", "finished": "Det, der er afsluttet"}),
    Part("job_search", "Jobsøgning", {"agreement": "Det har vi aftalt"}),
    Part("agreement", "Det har vi aftalt", {
        "what": "Hvad", "who": "Hvem", "when": "Hvornår", "serves": "Det hjælper"}, per_item=True),
    Part("trust", "Sådan arbejder vi sammen", {
        "same_caseworker": "Samme sagsbehandler", "reach": "Sådan når vi hinanden",
        "response_time": "Så hurtigt svarer vi", "coordination": "Samordning", "involve": "Skal være med",
        "worked_before": "Det har virket", "failed_before": "Det har ikke virket", "language": "Sprog og tolk",
        "cooperation": "Det vil vi gøre bedre"}),
    Part("follow_up", "Opfølgning", {
        "next_talk": "Næste samtale", "sign": "Tegn på, at det går den rigtige vej", "tipping": "Hvis det vælter",
        "rescore": "Vi ser på tallene igen"}),
    Part("talk", "Om samtalen", {
        "purpose": "Det ville jeg have ud af samtalen", "correction": "Da vi læste op, sagde jeg",
        "rating": "Min vurdering"}),
)

TARGETS: Mapping[str, str] = {f"{part.id}.{name}": label for part in PARTS for name, label in part.fields.items()}
DISCIPLINES: Mapping[str, str] = {
    "work": "Arbejde", "education": "Uddannelse", "health": "Helbred", "mind": "Psykisk helbred",
    "substances": "Rusmidler", "housing": "Bolig", "debt": "Penge og gæld", "family": "Familie og børn",
    "network": "Netværk og fritid", "danish": "Dansk", "transport": "Transport", "digital": "Digital hjælp",
    "mentor": "Mentor",
}
