"""Every key and every sign, by place, in the words of the help."""

from __future__ import annotations

Row = tuple[str, str]

EVERYWHERE: tuple[Row, ...] = (
    ("Esc", "Et skridt tilbage"),
    ("F1", "Hjælp til det sted, I er"),
    ("F9", "Skift farver: rolig, papir, høj kontrast"),
    ("Ctrl+Q", "Luk programmet. Alt, I har sendt, er gemt. Det halvt skrevne er også gemt"),
    ("Mus", "Alt, der kan vælges, kan klikkes på. Tasterne nederst er også knapper. Hjulet ruller"),
)

PLACES: dict[str, tuple[str, tuple[Row, ...]]] = {
    "StartScreen": ("Listen over borgere", (
        ("Skriv", "Find en borger på navn eller sagsnummer"),
        ("↑ ↓", "Gå op og ned i listen"),
        ("Enter", "Fortsæt, hvor I slap, eller begynd den første samtale"),
        ("F2", "Ny borger"),
        ("F4", "Mere om borgeren: tidligere samtaler, ny samtale, ret oplysninger"),
        ("F6", "Øv dig med en opdigtet borger. Intet bliver gemt"),
        ("F7", "Dæk navnene, når en borger sidder ved skærmen. Tryk igen for at se dem"),
        ("F8", "Indstillinger: dit navn, kommunen og farverne"),
    )),
    "UnlockScreen": ("Låsen", (
        ("Enter", "Videre"),
        ("Tab", "Næste felt"),
        ("F2", "Adgangssætningen er glemt: luk op med nødnøglen"),
    )),
    "ConversationScreen": ("Samtalen", (
        ("Enter", "Send svaret"),
        ("Ctrl+J", "Ny linje i svaret"),
        ("Tal, pile", "Vælg et svar. Mellemrum sætter kryds, hvor flere kan vælges"),
        ("J K", "Flyt ned og op, hvor noget sættes i rækkefølge"),
        ("Delete", "Tag en ting af listen. Gå op til den med ↑ først"),
        ("↑ PgUp", "Op i det, der er sagt. Enter ændrer svaret, Esc går tilbage"),
        ("F2", "Hvem svarer nu: borger, sagsbehandler eller sammen"),
        ("F3", "Planen"),
        ("F4", "Se tilbage på alt, der er sagt"),
        ("F5", "Videre uden svar: ikke nu, vil ikke, ved ikke, spørg en anden"),
        ("F6", "Hvem der skriver"),
        ("F7", "Samtalens afsnit. Herfra kan I også stoppe for i dag"),
        ("F8", "Vejledning til sagsbehandleren. Borgeren må gerne læse med"),
        ("Ctrl+Z", "Fortryd det sidste"),
    )),
    "PlanScreen": ("Planen", (
        ("↑ ↓", "Gå fra linje til linje"),
        ("Enter", "Åbn en linje: spørgsmålet, svaret, hvornår og hvem. På det, der mangler: gå til spørgsmålet"),
        ("L", "Læs planen igennem sammen, linje for linje: passer det?"),
        ("F2", "Giv tasterne videre. Kun den, der sidder ved dem, kan sige ja"),
        ("B", "Borger siger ja til planen, når borgeren har tasterne"),
        ("S", "Sagsbehandler siger ja til planen, når sagsbehandleren har tasterne"),
        ("O", "Skriv det med andre ord. Borgerens egne ord bliver stående"),
        ("R", "Skriv en bemærkning til planen"),
        ("U", "Skriv, hvad I ikke er enige om"),
        ("M", "Gå til det, der mangler"),
        ("H", "Hvad er nyt: planens udgaver, og hvad der er ændret siden"),
        ("G", "Gem planen som fil: til at læse, til at tage med hjem, til fagsystemet"),
        ("A", "Afslut planen, eller tag den op igen"),
        ("Ctrl+Z", "Fortryd det sidste, I gjorde ved planen: også et ja, og at den blev afsluttet"),
        ("Tab", "På en bred skærm: skift mellem planen og hvor den står"),
    )),
    "ReviewScreen": ("Læs igennem", (
        ("Enter", "Ja, det passer. Mellemrum gør det samme"),
        ("R", "Ret det: gå til spørgsmålet. Kommer I tilbage til planen, fortsætter I her. Enter vælger"),
        ("I", "Ikke helt: skriv en bemærkning, eller sig det med andre ord. Enter vælger"),
        ("← →", "Forrige linje, og næste uden at svare"),
        ("PgDn", "Læs videre i en lang linje. PgUp går op igen"),
        ("Ctrl+Z", "Fortryd det sidste ja"),
        ("Esc", "Tilbage til planen. Det, I har læst, er gemt"),
    )),
    "HistoryScreen": ("Hvad er nyt", (
        ("↑ ↓", "Vælg en udgave, og se, hvad der er ændret siden"),
        ("PgDn", "Læs videre. PgUp går op igen"),
    )),
    "LookBackScreen": ("Se tilbage", (
        ("↑ ↓", "Gå fra svar til svar"),
        ("Enter", "Gå tilbage og ændr svaret"),
        ("/", "Find et ord. Du kan også bare begynde at skrive"),
        ("N", "Næste sted, ordet står. Shift+N går den anden vej"),
        ("før:", "Et svar, der er ændret siden"),
        ("hviler:", "Spørgsmålet gælder ikke nu. Svaret er gemt og bliver tilbudt, hvis det kommer igen"),
    )),
    "SettingsScreen": ("Indstillinger", (
        ("Enter", "Næste felt, og til sidst gem"),
        ("↑ ↓ Tab", "Gå mellem felterne"),
    )),
}

SIGNS: tuple[Row, ...] = (
    ("┃", "Sagsbehandler"),
    ("▌", "Borger"),
    ("║", "Sammen"),
    ("» «", "Sagt med egne ord"),
    ("●", "Færdig, sagt ja, eller nyt i planen"),
    ("◐", "Begyndt, eller sagt ja, før planen blev ændret"),
    ("◉", "Her er I nu"),
    ("○", "Ikke endnu"),
    ("✓", "Læst igennem: borgeren siger, det passer"),
    ("UDKAST", "Planen er et udkast, til I begge har sagt ja. Ændres den, er den et udkast igen"),
    ("AFSLUTTET", "Planen er slut. Den ligger her stadig og kan tages op igen"),
)

ALIASES = {"PersonForm": "SettingsScreen", "PersonScreen": "StartScreen", "PracticeScreen": "ConversationScreen",
           "SectionsScreen": "ConversationScreen"}
"""Screens that share the help of another."""
