"""Every word of the program's own that a citizen meets around the questions, in one place.

Here, and not where they are shown, because they are read aloud together, translated together (`Catalogue.say`, place
`talk`) and shown by two faces, the screen and the plain one. The script's words are in the script; the words for the
caseworker alone (keys, settings, lists) are the screen's (`screen.tr`).
"""

from __future__ import annotations

from collections.abc import Mapping

# Who speaks, and whose hands are on the keys
WHO: Mapping[str, str] = {"citizen": "Borger", "caseworker": "Sagsbehandler", "together": "Sammen"}
ANSWERS_NOW = "Svarer nu"
TYPING: Mapping[str, str] = {"citizen": "borgeren skriver", "caseworker": "sagsbehandleren skriver",
                             "together": "I skriver sammen"}
AT_THE_KEYS = "Ved tasterne"
OWN_HAND = "Det her svarer du selv på. Tasterne er dine nu."
OWN_HAND_MINE = "Ja, det er mig, der svarer"
OWN_HAND_BACK = "Tilbage til spørgsmålet"
OWN_HAND_ONLY = "Det svar kan kun borgeren selv give. F6 giver borgeren tasterne."

# Answers
YES, NO = "Ja", "Nej"
OTHER = "Noget andet"
OWN_WORDS = "Med egne ord …"
A_NUMBER, A_DAY = "Et tal …", "En dag …"
ONE_AT_A_TIME = "Én ting ad gangen …"
ANY_MORE = "Er der mere? Enter går videre."
LIST_FULL = "Listen er fuld. Enter går videre."
SCORE, SCORE_NAMED = "{score} af 10", "{score} af 10 ({name})"
NOTHING_YET = "Ikke noget endnu"
GO_ON = "Videre"
SKIPS: Mapping[str, str] = {
    "not_now": "Ikke lige nu", "declined": "Det vil jeg ikke", "unknown": "Det ved jeg ikke",
    "ask_someone": "Det vil jeg spørge en anden om",
}

# What is missing, and what can be done about it
EMPTY = "Skriv et par ord, eller tryk F5, hvis I vil videre uden svar."
CHOOSE = "Vælg en af dem med pil eller tal, eller tryk F5, hvis I vil videre uden svar."
TICK = "Sæt et kryds med mellemrum, tal eller mus, eller tryk F5, hvis I vil videre uden svar."
ROOM_FOR_TICKS = "Der er plads til {most}. Tag et kryds væk, hvis et andet er vigtigere."
SCORE_MISSING = "Vælg et tal fra 0 til 10 med tal, pil eller mus. F5, hvis I vil videre uden."
NUMBER_MISSING = "Skriv et tal, eller tryk F5, hvis I vil videre uden svar."
NUMBER_UNREAD = "Skriv det med tal, for eksempel 7 eller 7,5."
DAY_EXAMPLE = "For eksempel: 3/5, om 14 dage, på fredag, 12. marts."
DAY_MISSING = "Skriv en dag, eller tryk F5, hvis I vil videre uden."
DAY_UNREAD = "Den dag kan vi ikke læse."
DAY_PAST = "Den dag er gået. Skal det være en anden?"
ITEM_MISSING = "Skriv en ting, og tryk Enter. F5, hvis I vil videre uden."
NO_ROOM = "Der er plads til {most}. Vil I bytte en ud? Gå op til den med ↑, og tryk Delete."
RANKING = "Tryk mellemrum på den vigtigste først. Står de rigtigt, som de står, så tryk Enter igen."

# A consent
CONSENT: Mapping[str, str] = {"party": "Hvem", "what": "Hvad", "purpose": "Hvorfor", "law": "Efter"}
CONSENT_FREE = "I kan altid sige nej, og et ja kan altid tages tilbage."

# The section read back
RIGHT, CHANGE, NOT_QUITE = "Ja, sådan er det", "Ret noget", "Ikke helt"
WHAT_DIFFERS = "Hvad mangler, eller hvad er anderledes?"
WHICH_ANSWER = "Hvilket svar vil I rette?"
NOTHING_TO_MEND = "Der er ikke noget at rette endnu."

# Instead of answering
SKIP = "Det er helt i orden. Hvad passer bedst?"
SKIP_MUST = "Det her skal vi nå rundt om, men det kan godt vente."
SKIP_SAID = "Her er der ikke noget at svare på."
LATER, LATER_HELP = "Senere", "Spørgsmålet kommer igen."
ASK_WHOM = "Mentor, læge eller en anden, I har tillid til."
HERE = "Tilbage til spørgsmålet"

# Around the talk
STOP = "Skal vi stoppe her for i dag? Alt er gemt, og I kan fortsætte en anden dag."
STOP_NO, STOP_YES = "Vi fortsætter", "Vi stopper her for i dag"
ENDED = "Nu er I nået hele vejen rundt. Tak for snakken.\nSe planen igennem sammen: er det sådan, det skal stå?"
SEE_PLAN, TO_A_SECTION = "Se planen", "Gå tilbage til et afsnit"
CLOSED, CONTINUE, BACK = "Samtalen er lukket. Alt er gemt.", "Fortsæt samtalen", "Tilbage"
CHANGING = "I retter et tidligere svar. Esc lader det stå, som det er."
RESTS_ONE = "Så hviler 1 svar: {named}. Det kommer igen, hvis I skifter mening."
RESTS = "Så hviler {count} svar: {named}. De kommer igen, hvis I skifter mening."
MORE = "{count} mere"
MEND_YES, MEND_NO = "Ja, ret det", "Nej, lad det stå"
REMOVE_YES = "Ja, tag det af listen"
DRAFT = "I var i gang med at skrive: »{text}«\nSkal vi tage det med?"
DRAFT_YES, DRAFT_NO = "Ja, tag det med", "Nej, smid det væk"
PRACTICE = "Øvelse: en opdigtet borger. Alt slettes, når I lukker."

# The language
WHICH_LANGUAGE = "Hvilket sprog skal spørgsmålene stå på?"
UNREAD_TRANSLATION = "Oversættelsen er ikke læst igennem af et menneske endnu."
ON_PAPER_ONLY = "Kun på papir: skærmen kan ikke vise sproget rigtigt."
HOW_ANSWERED = "Hvordan bliver svarene skrevet?"
IN_THE_LANGUAGE = "Borgeren skriver selv på sit sprog"
THROUGH_INTERPRETER = "På dansk, gennem en tolk"
IN_DANISH = "På dansk"
OFFER_LANGUAGE = "Skal spørgsmålene også stå på {language}?"
NOW_IN = "Spørgsmålene står på {language} nu."
TOLD_BY_INTERPRETER = "sagt på {language}, skrevet på dansk gennem tolk"
TOLD_IN = "skrevet på {language}"

# The screen at rest
LOCKED = "Skærmen er låst. Alt er gemt, også det halvskrevne."
ALL_KEPT = "Alt er gemt."

# The plan, where the citizen says yes
READ_PLAN = "Linje for linje: er det sådan, det skal stå?"
LINE_RIGHT, LINE_MEND, LINE_NOT_QUITE = "Ja, det passer", "Ret det", "Ikke helt"
AGREE = "Siger du ja til planen, som den står nu?"
AGREE_DRAFT = "Ændrer I noget bagefter, bliver den et udkast igen."
NOT_YET = "Ikke endnu"
AGREED_BOTH = "I har begge sagt ja. Planen er aftalt."


def all_words() -> tuple[str, ...]:
    """Each text above, once, in the order it stands: what a translation has."""
    found: dict[str, None] = {}
    for name, value in globals().items():
        if name.isupper():
            found |= dict.fromkeys(value.values() if isinstance(value, Mapping) else [value])
    return tuple(found)
