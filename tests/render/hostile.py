"""Answers that look like something else, and a plan that holds one of them in every place a text can stand."""

from __future__ import annotations

from uuid import UUID

from dialog.conversation.event import Answered, LineReworded, Place, Remarked
from dialog.plan.model import Coordinator, Municipality, Plan
from tests.plan.whole import plan_of
from tests.tiny import Talk, script_of

PAYLOADS = {
    # HTML
    "script": "<script>alert(1)</script>", "image": "<img src=x onerror=alert(1)>",
    "quote out": '"><svg onload=alert(1)>',
    "single quote": "' onmouseover='alert(1)", "comment": "<!-- skjult -->", "style": "</style><style>*{display:none}",
    "close": "</main></body></html>", "entity": "&lt;b&gt; &amp; &#x3c;",
    "meta": '<meta http-equiv="refresh" content="0">',
    "frame": "<iframe src=//ond.dk>", "title": "</title><h1>Ny</h1>", "cdata": "<![CDATA[x]]>", "php": "<?php x ?>",
    "tag soup": "<b><i>fed", "less than": "1 < 2 > 0", "anchor": '<a href="javascript:alert(1)">klik</a>',
    # Markdown
    "link": "[klik](javascript:alert(1))", "picture": "![x](http://ond.dk/x.png)", "reference": "[1]: http://ond.dk",
    "autolink": "<http://ond.dk>", "bare address": "http://ond.dk/x og www.ond.dk og a@ond.dk", "code": "`rm -rf`",
    "fence": "```\nkode\n```", "tilde fence": "~~~ x", "heading": "# Overskrift", "deep heading": "###### x ######",
    "underline": "Titel\n=====", "dashes": "Titel\n-----", "rule": "---", "stars": "* * *", "bullet": "- punkt",
    "plus": "+ punkt", "number": "1. først", "bracket number": "12) så", "quote": "> citat",
    "table": "a | b\n--|--\n1 | 2",
    "emphasis": "**fed** _skrå_ ~~streget~~", "hard break": "linje  \nto\\\ntre", "footnote": "[^1]: note",
    "maths": "$x^2$ og $$y$$", "mention": "@nogen #12", "emoji name": ":smile:", "indented": "    kode",
    "tab": "\tkode",
    "attributes": "{.klasse #id}", "task": "[x] gjort", "backslashes": "\\ \\\\ \\* C:\\mappe",
    "definition": "ord\n: betydning",
    "blank lines": "et\n\n\n# to\n\n- tre", "only marks": "***", "lone dash": "-", "lone hash": "#",
    "stars and words": "*a **b* c**",
    # templates, once and again
    "jinja": "{{ 7*7 }}", "jinja block": "{% include '/etc/passwd' %}", "jinja escape": "{{ ''.__class__.__mro__ }}",
    "jinja comment": "{# væk #}", "our own slot": "{answer}", "format": "%s {0.__class__} ${HOME}",
    "typst": '#read("x")',
    # screens and letters
    "markup": "[/b] [fredag] [@click=app.quit]x[/]", "danish": "Blåbær – »citat« … 25 %", "arabic": "أريد أن أعمل",
    "emoji": "👩‍👩‍👧 og 👍🏽", "quotes": "»« \"'", "long": "a" * 3000,
}


def plan_with(payload: str) -> Plan:
    """A plan with `payload` as every text that a person can give."""
    talk = Talk(script_of(
        """
        {id: wish, kind: list, fills: goals, ask: "Hvad vil du?", plan: {to: goal.statement, verbatim: true}}
        {id: why, kind: text, for_each: goals as g, with: {goal: g.wish}, ask: "{goal}?", plan: {to: goal.importance}}
        {id: help, kind: choices, other: true, ask: H, plan: {to: offer.effort}, options: OPTIONS}
        {id: sum, kind: text, ask: "Hvordan?", plan: {to: health.basis}}
        """.replace("OPTIONS", "[{id: a, text: A}, {id: b, text: B}]"),
        lists="{goals: {item: mål, min: 0, max: 5, title_from: wish}}"))
    talk.add("wish", "g1", payload)
    talk.answer(Place("why", "g1"), payload)
    talk.answer("help", {"chosen": ["a"], "other": payload})
    talk.do(Answered(**talk.envelope(), place=Place("sum"), value=payload, form="summary"))
    for line in list(plan_of(talk).lines()):
        talk.do(LineReworded(**talk.envelope(), line=line.id, wording=payload, by="caseworker"))
    for number, disagrees in enumerate((True, False)):
        talk.do(Remarked(**talk.envelope(), remark=UUID(int=number), text=payload, disagrees=disagrees, by="citizen"))
    return plan_of(talk, citizen=payload, case_reference=payload,
                   municipality=Municipality(name=payload, cvr="12345678"),
                   coordinator=Coordinator(name=payload, contact=payload))


def said(text: str) -> str:
    """A text as it is compared: runs of white space are one, as a browser shows them."""
    return " ".join(text.split())


def standing(plan: Plan, payload: str) -> list[str]:
    """Every text of the plan that a document shows and that is the payload."""
    header = plan.header
    texts = [line.text for line in plan.lines()] + [line.wording or "" for line in plan.lines()]
    texts += [remark.text for remark in plan.remarks]
    texts += [header.citizen, header.case_reference, header.coordinator.name, header.coordinator.contact]
    return [each for each in texts if said(each) == said(payload)]
