"""Every key and every sign, by place, in the words of the help."""

from __future__ import annotations

from dialog.language.screen import N

Row = tuple[str, str]

EVERYWHERE: tuple[Row, ...] = (
    ("Esc", N("Et skridt tilbage")),
    ("F1", N("Hjælp til det sted, I er")),
    ("Ctrl+L", N("Lås skærmen. Alt bliver stående, til den bliver låst op")),
    ("F9", N("Skift farver: rolig, papir, høj kontrast")),
    ("Ctrl+Q", N("Luk programmet. Alt, I har sendt, er gemt. Det halvt skrevne er også gemt")),
    (N("Mus"), N("Alt, der kan vælges, kan klikkes på. Tasterne nederst er også knapper. Hjulet ruller")),
)

PLACES: dict[str, tuple[str, tuple[Row, ...]]] = {
    "StartScreen": (N("Listen over borgere"), (
        (N("Skriv"), N("Find en borger på navn eller sagsnummer")),
        ("↑ ↓", N("Gå op og ned i listen")),
        ("Enter", N("Fortsæt, hvor I slap, eller begynd den første samtale")),
        ("F2", N("Ny borger")),
        ("F4", N("Mere om borgeren: tidligere samtaler, ny samtale, ret oplysninger")),
        ("F6", N("Øv dig med en opdigtet borger. Intet bliver gemt")),
        ("F7", N("Dæk navnene, når en borger sidder ved skærmen. Tryk igen for at se dem")),
        ("F8", N("Indstillinger: dit navn, kommunen, sproget og farverne")),
        (N("I dag"), N("Dage, I har aftalt, står øverst: i dag, dem der skulle have været, og dem i de næste dage")),
    )),
    "PersonScreen": (N("Om borgeren"), (
        ("Enter", N("Fortsæt en samtale, begynd en ny, eller ret oplysninger")),
        ("F6", N("Vis hele CPR-nummeret i ti sekunder. Det bliver noteret")),
        ("● ○", N("Borgerens tal fra gang til gang: det sidste, og dem før")),
    )),
    "PersonForm": (N("Borgerens oplysninger"), (
        ("Enter", N("Næste felt, og til sidst gem")),
        ("↑ ↓ Tab", N("Gå mellem felterne")),
        ("Esc", N("Tilbage uden at gemme")),
        (N("Sagsnr."), N("Som i fagsystemet. Det står på planen, så den finder vej til sagen")),
        ("CPR", N("Kun hvis det skal bruges. De fire sidste cifre er dækket, også mens de bliver skrevet")),
    )),
    "UnlockScreen": (N("Låsen"), (
        ("Enter", N("Videre")),
        ("Tab", N("Næste felt")),
        ("F2", N("Adgangssætningen er glemt: luk op med nødnøglen")),
    )),
    "ConversationScreen": (N("Samtalen"), (
        ("Enter", N("Send svaret")),
        ("Ctrl+J", N("Ny linje i svaret")),
        (N("Tal, pile"), N("Vælg et svar. Mellemrum sætter kryds, hvor flere kan vælges")),
        ("J K", N("Flyt ned og op, hvor noget sættes i rækkefølge")),
        ("Delete", N("Tag en ting af listen. Gå op til den med ↑ først")),
        ("↑ PgUp", N("Op i det, der er sagt. Enter ændrer svaret, Esc går tilbage")),
        ("Ctrl+↑ ↓", N("Læs et spørgsmål, der fylder mere end skærmen")),
        ("F2", N("Hvem svarer nu: borger, sagsbehandler eller sammen")),
        ("F3", N("Planen")),
        ("F4", N("Se tilbage på alt, der er sagt")),
        ("F5", N("Videre uden svar: ikke nu, vil ikke, ved ikke, spørg en anden")),
        ("F6", N("Giv tasterne videre: hvem der skriver. Det, kun borgeren kan svare på, svarer borgeren selv")),
        ("F7", N("Samtalens afsnit. Herfra kan I også stoppe for i dag")),
        ("F8", N("Vejledning til sagsbehandleren. Borgeren må gerne læse med")),
        ("Ctrl+T", N("Sprog: spørgsmålene på borgerens sprog, med dansk nedenunder")),
        ("Ctrl+Z", N("Fortryd det sidste")),
    )),
    "PlanScreen": (N("Planen"), (
        ("↑ ↓", N("Gå fra linje til linje")),
        ("Enter", N("Åbn en linje: spørgsmålet, svaret, hvornår og hvem. På det, der mangler: gå til spørgsmålet")),
        ("L", N("Læs planen igennem sammen, linje for linje: passer det?")),
        ("F2", N("Giv tasterne videre. Kun den, der sidder ved dem, kan sige ja")),
        ("B", N("Borger siger ja til planen, når borgeren har tasterne")),
        ("S", N("Sagsbehandler siger ja til planen, når sagsbehandleren har tasterne")),
        ("O", N("Skriv det med andre ord. Borgerens egne ord bliver stående")),
        ("R", N("Skriv en bemærkning til planen")),
        ("U", N("Skriv, hvad I ikke er enige om")),
        ("M", N("Gå til det, der mangler")),
        ("H", N("Hvad er nyt: planens udgaver, og hvad der er ændret siden")),
        ("G", N("Gem planen som fil: til at læse, til at tage med hjem, til fagsystemet")),
        ("A", N("Afslut planen, eller tag den op igen")),
        ("Ctrl+Z", N("Fortryd det sidste, I gjorde ved planen: også et ja, og at den blev afsluttet")),
        ("Tab", N("På en bred skærm: skift mellem planen og hvor den står")),
    )),
    "ReviewScreen": (N("Læs igennem"), (
        ("Enter", N("Ja, det passer. Mellemrum gør det samme")),
        ("R", N("Ret det: gå til spørgsmålet. Kommer I tilbage til planen, fortsætter I her. Enter vælger")),
        ("I", N("Ikke helt: skriv en bemærkning, eller sig det med andre ord. Enter vælger")),
        ("← →", N("Forrige linje, og næste uden at svare")),
        ("PgDn", N("Læs videre i en lang linje. PgUp går op igen")),
        ("Ctrl+Z", N("Fortryd det sidste ja")),
        ("Esc", N("Tilbage til planen. Det, I har læst, er gemt")),
    )),
    "HistoryScreen": (N("Hvad er nyt"), (
        ("↑ ↓", N("Vælg en udgave, og se, hvad der er ændret siden")),
        ("PgDn", N("Læs videre. PgUp går op igen")),
    )),
    "LookBackScreen": (N("Se tilbage"), (
        ("↑ ↓", N("Gå fra svar til svar")),
        ("Enter", N("Gå tilbage og ændr svaret")),
        ("/", N("Find et ord. Du kan også bare begynde at skrive")),
        ("N", N("Næste sted, ordet står. Shift+N går den anden vej")),
        (N("før:"), N("Et svar, der er ændret siden")),
        (N("hviler:"), N("Spørgsmålet gælder ikke nu. Svaret er gemt og bliver tilbudt, hvis det kommer igen")),
    )),
    "SettingsScreen": (N("Indstillinger"), (
        ("Enter", N("Næste felt, og til sidst gem")),
        ("↑ ↓ Tab", N("Gå mellem felterne")),
        (N("Sprog"), N("Skærmens sprog gælder med det samme. Hver samtale har sit eget, Ctrl+T")),
    )),
}

SIGNS: tuple[Row, ...] = (
    ("┃", N("Sagsbehandler")),
    ("▌", N("Borger")),
    ("║", N("Sammen")),
    ("» «", N("Sagt med egne ord")),
    ("●", N("Færdig, sagt ja, eller nyt i planen")),
    ("◐", N("Begyndt, eller sagt ja, før planen blev ændret")),
    ("◉", N("Her er I nu")),
    ("○", N("Ikke endnu")),
    ("✓", N("Læst igennem: borgeren siger, det passer")),
    (N("UDKAST"), N("Planen er et udkast, til I begge har sagt ja. Ændres den, er den et udkast igen")),
    (N("AFSLUTTET"), N("Planen er slut. Den ligger her stadig og kan tages op igen")),
)

ALIASES = {"PracticeScreen": "ConversationScreen", "SectionsScreen": "ConversationScreen"}
"""Screens that share the help of another."""
