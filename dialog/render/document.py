"""Every form a plan can take, in one table: its name, its file, what it is for, and who makes it.

A form is made from the plan and the municipality's profile alone: the same two give the same bytes. Each is imported
when it is asked for; the libraries behind PDF, Word and spreadsheets are heavy, and most commands want none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dialog.errors import ExportError
from dialog.plan.model import Plan
from dialog.render.profile import PLAIN, Profile
from dialog.render.talk import Talk, talk_view
from dialog.render.template import fill


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `made_by` is `module:function` below `dialog.render`, called with plan and profile, giving bytes."""

    name: str
    file: str
    title: str
    media_type: str
    made_by: str


FORMS: Mapping[str, Form] = {form.name: form for form in (
    Form("pdf", "plan.pdf", "Planen til at læse, skrive ud og arkivere", "application/pdf", "pdf:plan_pdf"),
    Form("page", "min-side.pdf", "Borgerens egen side", "application/pdf", "pdf:page_pdf"),
    Form("word", "plan.docx", "Planen til at arbejde videre i",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word:plan_docx"),
    Form("html", "plan.html", "Planen til en browser", "text/html", "text:html"),
    Form("page_html", "min-side.html", "Borgerens egen side til en browser", "text/html", "page:page_html"),
    Form("markdown", "plan.md", "Planen som tekst med overskrifter", "text/markdown", "text:markdown"),
    Form("text", "plan.txt", "Planen som ren tekst", "text/plain", "text:plain"),
    Form("json", "plan.json", "Planen som data", "application/json", "data:json"),
    Form("xml", "plan.xml", "Planen som XML", "application/xml", "xml:plan_xml"),
    Form("formular", "sf2900-formular.xml", "Fordelingskomponenten: formular", "application/xml", "sf2900:formular"),
    Form("journalpost", "sf2900-journalpost.xml", "Fordelingskomponenten: journalpost", "application/xml",
         "sf2900:journalpost"),
    Form("dokument", "sf2900-dokument.xml", "Fordelingskomponenten: dokument", "application/xml", "sf2900:dokument"),
    Form("note", "journalnotat.txt", "Notat til journalen", "text/plain", "note:note"),
    Form("note_ascii", "journalnotat-ascii.txt", "Notat til journalen uden æ, ø og å", "text/plain", "note:note_ascii"),
    Form("fhir", "plan.fhir.json", "Planen som FHIR R4", "application/fhir+json", "fhir:bundle"),
    Form("csv", "plan.csv", "Planens linjer som tabel", "text/csv", "table:csv"),
    Form("xlsx", "plan.xlsx", "Planens linjer som regneark",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table:xlsx"),
    Form("calendar", "aftaler.ics", "Aftaler til kalenderen", "text/calendar", "calendar:events"),
)}
BY_SUFFIX: Mapping[str, str] = {Path(each.file).suffix: name for name, each in reversed(list(FORMS.items()))}
"""File suffix → the first form in the table that is written so."""


def make(plan: Plan, name: str, profile: Profile = PLAIN) -> bytes:
    """The plan in the form of that name. Raises ExportError: no such form, or what it needs is not known yet."""
    form = FORMS.get(name)
    if form is None:
        raise ExportError("Formen »{form}« kendes ikke.", next_step="Vælg blandt {forms}.", form=name,
                          forms=", ".join(FORMS))
    module, _, function = form.made_by.partition(":")
    made: bytes = getattr(import_module(f"dialog.render.{module}"), function)(plan, profile)
    return made


def render(plan: Plan, suffix: str, profile: Profile = PLAIN) -> bytes:
    """The plan in the form that a file suffix names. Raises ExportError for a form there is none of."""
    name = BY_SUFFIX.get(suffix.lower())
    if name is None:
        raise ExportError("Planen kan ikke skrives som »{suffix}«.", next_step="Vælg {forms}.",
                          suffix=suffix or "fil uden endelse", forms=", ".join(BY_SUFFIX))
    return make(plan, name, profile)


def transcript(talk: Talk) -> bytes:
    """The talk as Markdown: every question and answer in the order they came, also those that no longer hold."""
    return fill("conversation/transcript.md.j2", talk_view(talk)).encode()
