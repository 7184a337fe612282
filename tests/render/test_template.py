"""Templates: what a method lead may write, what is refused, and that an answer is never read as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialog import resources
from dialog.errors import ExportError
from dialog.render.document import render
from dialog.render.template import fill
from tests.plan.whole import plan_of
from tests.tiny import Talk, script_of

DATA = {"name": "Anna", "draft": True, "items": ["a", "b", "c"], "_hidden": "x", "day": "2026-05-03",
        "line": {"text": "ja", "items": 3, "get": "x", "_hidden": "x"}, "at": "2026-05-03T08:05:00Z", "many": 1234.5,
        "nothing": None}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "prompts" / "plan"
    folder.mkdir(parents=True)
    monkeypatch.setenv(resources.OWN_FOLDER, str(tmp_path))
    return folder


def filled(own: Path, source: str, name: str = "own.md.j2") -> str:
    (own / name).write_text(source, encoding="utf-8")
    return fill(f"plan/{name}", DATA)


@pytest.mark.parametrize(("source", "text"), [
    ("{{ name }}", "Anna"), ("{% if draft and not nothing %}ja{% else %}nej{% endif %}", "ja"),
    ("{% for each in items %}{{ loop.index }}{{ each }}{% if not loop.last %}, {% endif %}{% endfor %}", "1a, 2b, 3c"),
    ("{{ items | listed }}", "a, b og c"), ("{{ day | date }}", "3. maj 2026"), ("{{ at | date_time }}",
    "3. maj 2026 kl. 10.05"),
    ("{{ many | number }}", "1.234,5"), ("{{ items | length }}", "3"), ("{{ items | first }}", "a"),
    ("{{ line.text | upper }}", "JA"), ("{% set x = name %}{{ x }}", "Anna"), ("{{ name if draft else 'x' }}", "Anna"),
    ("{% if 'a' in items %}ja{% endif %}", "ja"), ("{% if other is defined %}x{% endif %}.", "."),
    ("{{ other | default('intet') }}", "intet"), ("{{ line['text'] }}", "ja"), ("{# en note #}.", "."),
])
def test_what_a_document_needs_can_be_written(own: Path, source: str, text: str) -> None:
    assert filled(own, source).replace("\\", "") == text


@pytest.mark.parametrize("source", ["{{ line.items }}", "{{ line.get }}", "{{ line.text }}"])
def test_a_name_is_looked_up_among_the_data_never_among_methods(own: Path, source: str) -> None:
    assert filled(own, source) in ("3", "x", "ja")


@pytest.mark.parametrize("source", [
    "{{ line.keys() }}", "{{ line.keys }}", "{{ name.upper() }}", "{{ name.__class__ }}", "{{ name['__class__'] }}",
    "{{ items.__class__.__mro__[1].__subclasses__() }}", "{{ self }}", "{{ self._TemplateReference__context }}",
    "{{ _hidden }}", "{{ line._hidden }}", "{{ range(10) }}", "{{ lipsum() }}", "{{ cycler('a') }}",
    "{{ namespace() }}", "{{ config }}",
    "{{ name | attr('upper') }}", "{{ name | safe }}", "{{ items | map('upper') | list }}", "{{ name | format }}",
    "{{ items | tojson }}", "{{ name | e }}", "{{ name ~ name }}", "{{ 'x' * 1000000000 }}", "{{ 9 ** 9 ** 9 }}",
    "{{ '%s' % name }}", "{{ 1 + 1 }}", "{{ items[0:2] }}", "{{ items[name] }}", "{{ {'a': 1} }}", "{{ loop.index }}",
    "{% for a in items recursive %}{{ loop(items) }}{% endfor %}", "{% macro m() %}x{% endmacro %}{{ m() }}",
    "{% call x() %}{% endcall %}", "{% filter upper %}x{% endfilter %}", "{% set line.x = 1 %}",
    "{% set x %}a{% endset %}",
    "{% extends 'plan/plan.md.j2' %}", "{% block a %}{% endblock %}", "{% import 'plan/plan.md.j2' as p %}",
    "{% from 'plan/plan.md.j2' import x %}", "{% include 'conversation/transcript.md.j2' %}", "{% include '../x' %}",
    "{% include '/etc/passwd' %}", "{% include name %}", "{% include ['plan/a', 'plan/b'] %}",
    "{% include 'plan/own.md.j2' %}",
    "{% autoescape false %}{{ name }}{% endautoescape %}", "{% do x %}", "{{ unknown }}", "{{ line.unknown }}",
    "{{ nothing.x }}", "{% if %}", "{{ name", "{% for x in 3 %}{% endfor %}", "{% for x in many %}{% endfor %}",
    "{{ day | number }}", "{{ name | date }}", "{{ loop.previtem }}",
    "{% for a in items %}{{ loop.cycle('a') }}{% endfor %}",
    "{% for a in items %}{{ loop.changed(a) }}{% endfor %}", "{% for a in items %}{{ loop.nextitem }}{% endfor %}",
    "{{ items is callable }}", "{{ line is mapping }}", "{% with x = 1 %}{% endwith %}", "{% trans %}x{% endtrans %}",
])
def test_what_a_document_has_no_need_of_is_refused_in_one_danish_sentence(own: Path, source: str) -> None:
    with pytest.raises(ExportError) as told:
        filled(own, source)
    assert "Skabelonen »plan/own.md.j2«" in str(told.value)
    assert "Anna" not in str(told.value)


def test_a_fault_says_the_line_it_stands_in(own: Path) -> None:
    with pytest.raises(ExportError, match=r"linje 3 har en fejl: filteret »safe« findes ikke; der er date, "):
        filled(own, "\n\n{{ name | safe }}")
    with pytest.raises(ExportError, match="linje 2"):
        filled(own, "\n{{ line.unknown }}")


@pytest.mark.parametrize(("source", "told"), [
    ("{{ nane }}", "kan ikke udfyldes: navnet »nane« findes ikke. Mente du »name«?"),
    ("{{ line.nane }}", "kan ikke udfyldes: navnet »nane« findes ikke. Mente du »name«?"),
    ("{{ xyzzyx }}", "kan ikke udfyldes: navnet »xyzzyx« findes ikke."),
    ("{{ name | date }}", "kan ikke udfyldes: det, der står her, kan ikke bruges sådan (ValueError)."),
    ("{% if name %}", "har en fejl: her mangler {% endif %}."),
    ("{% for x in items %}", "har en fejl: her mangler {% endfor %}."),
    ("{% for x in items %}{% if x %}{% endfor %}", "har en fejl: her mangler {% endif %} før {% endfor %}."),
    ("{% endif %}", "har en fejl: {% endif %} står her uden et {% if … %} før sig."),
    ("{% fro x in items %}", "har en fejl: mærket {% fro %} findes ikke. Mente du {% for %}?"),
    ("{% xyzzyx %}", "har en fejl: mærket {% xyzzyx %} findes ikke."),
    ("{{ name", "har en fejl: her mangler }}."), ("{% if name", "har en fejl: her mangler %}."),
    ("{{ name }", "har en fejl: et mærke slutter med }} eller %}, aldrig med ét }."),
    ("{{ name line }}", "har en fejl: her mangler }} før »line«."),
    ("{% if name = 1 %}{% endif %}", "har en fejl: to ting sammenlignes med ==."),
    ("{% for x items %}", "har en fejl: her mangler »in«: {% for linje in linjer %}."),
    ("{% if %}", "har en fejl: her mangler et navn i mærket."), ("{{ name | }}", "her mangler et navn i mærket."),
    ("{# x", "har en fejl: her mangler #}."), ("{{ $ }}", "har en fejl: tegnet '$' kan ikke stå i et mærke."),
    ("{% if name is nope %}{% endif %}", "har en fejl: prøven »nope« findes ikke; der er defined, none, "),
    ("{% set x %}", "har en fejl: et navn gives sådan: {% set navn = … %}."),
    ("{{ (name] }}", "har en fejl: unexpected ']', expected ')'."),
])
def test_the_commonest_faults_are_told_in_danish_and_that_nothing_was_written(
    own: Path, source: str, told: str,
) -> None:
    with pytest.raises(ExportError) as fault:
        filled(own, source)
    assert told in str(fault.value)
    assert str(fault.value).startswith("Skabelonen »plan/own.md.j2« linje 1 ")
    assert "Der er ikke skrevet noget dokument." in str(fault.value)


def test_an_included_file_passes_the_same_check(own: Path) -> None:
    (own / "part").write_text("{{ name | safe }}", encoding="utf-8")
    with pytest.raises(ExportError, match="filteret »safe«"):
        filled(own, "{% include 'plan/part' %}")


def test_files_that_include_each_other_end_in_a_sentence(own: Path) -> None:
    (own / "other").write_text("{% include 'plan/own.md.j2' %}", encoding="utf-8")
    with pytest.raises(ExportError, match="kan ikke udfyldes"):
        filled(own, "{% include 'plan/other' %}")


@pytest.mark.parametrize("name", ["own.docx.j2", "own.j2", "own.md", "own.html", "own.txt"])
def test_a_template_is_named_by_what_it_is_escaped_for(own: Path, name: str) -> None:
    with pytest.raises(ExportError, match="ender på"):
        filled(own, "x", name)


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(ExportError, match=r"»plan/nope\.md\.j2« findes ikke"):
        fill("plan/nope.md.j2", {})


def test_a_municipalitys_own_template_wins_and_uses_ours_beside_it(own: Path) -> None:
    (own / "plan.html.j2").write_text("<p>Vores</p>{% include 'plan/plan.css' %}", encoding="utf-8")
    plan = plan_of(Talk(script_of("{id: t, kind: text, ask: A, plan: {to: health.basis}}")))
    assert render(plan, ".html").decode().startswith("<p>Vores</p>:root {")
    assert render(plan, ".md").decode().startswith("# Min plan")


def test_a_template_that_is_changed_is_read_again(own: Path) -> None:
    import os

    assert filled(own, "én") == "én"
    (own / "own.md.j2").write_text("to", encoding="utf-8")
    os.utime(own / "own.md.j2", (1, 1))
    assert fill("plan/own.md.j2", DATA) == "to"


def test_an_answer_is_printed_and_never_read_as_a_template(own: Path) -> None:
    (own / "own.html.j2").write_text("{{ a }}{% set b = a %}{{ b }}", encoding="utf-8")
    assert fill("plan/own.html.j2", {"a": "{{ 7*7 }}{% x %}"}) == "{{ 7*7 }}{% x %}" * 2


def test_everything_that_is_printed_is_escaped_for_its_format(own: Path) -> None:
    for name, text in (("own.html.j2", "&lt;b&gt;*"), ("own.md.j2", "\\<b\\>\\*"), ("own.txt.j2", "<b>*")):
        (own / name).write_text("{{ a }}", encoding="utf-8")
        assert fill(f"plan/{name}", {"a": "<b>*"}) == text
