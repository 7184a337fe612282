"""Templates that a method lead may change and nobody can break out of.

Jinja in its sandbox, narrowed to what a document needs. A template sees plain dicts, lists and texts, never an object
with methods; only listed language elements and filters exist, and that is checked when it is loaded. What is printed
is escaped for its format, always; and it is printed, never read as a template again.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from markupsafe import Markup, escape

from dialog import resources
from dialog.errors import ExportError
from dialog.language.format import date_text, date_time_text, list_text, number_text
from dialog.render import fault
from dialog.render.markdown import escape_markdown, inline

NODES = frozenset({
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.If,
    nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
    nodes.Tuple, nodes.List, nodes.Assign, nodes.Include,
})
"""The language elements a template may use; everything else, calls among it, is refused when it is loaded."""
LOOP = frozenset({"index", "index0", "first", "last", "length"})
TAG = re.compile("<[^>]*>")
LONGEST_PLACE = 80
MAGIC = frozenset({"self", "super"})
UNFIT = "det, der står her, kan ikke bruges sådan ({})"
FAILURES = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, RecursionError)


@lru_cache(maxsize=2048)
def _date(iso: str) -> str:
    return date_text(date.fromisoformat(iso))


@lru_cache(maxsize=2048)
def _date_time(iso: str) -> str:
    return date_time_text(datetime.fromisoformat(iso))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "date": _date, "date_time": _date_time, "number": number_text, "listed": list_text, "inline": inline,
    **{name: JINJA_FILTERS[name] for name in ("length", "first", "last", "default", "upper", "lower")},
}
TESTS = {name: JINJA_TESTS[name] for name in ("defined", "none", "true", "false", "in", "string", "number")}


def _text(value: Any) -> str:
    """In plain text nothing is escaped; a line break in an answer is told from those of the template."""
    return str(value).replace("\n", BREAK)


def _word(value: Any) -> Markup:
    """In Word's XML a line break stays inside its paragraph, so that no answer can begin one."""
    return value if isinstance(value, Markup) else Markup(str(escape(value)).replace("\n", WORD_BREAK))


BREAK = "\v"
"""Stands in no answer: control marks are taken out before it is kept."""
WORD_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
ESCAPES: Mapping[str, tuple[bool, Callable[[Any], str] | None]] = {
    "html": (True, None), "md": (False, escape_markdown), "txt": (False, _text), "docx": (True, _word),
}
"""What a template is written in → whether Jinja escapes for mark-up, and what is done to each thing that is printed."""


class _Environment(SandboxedEnvironment):
    """Looks things up as data only: `x.name` is `x["name"]`, so no object can hand out its methods."""

    def __init__(self, folders: tuple[Path, ...], escapes: str) -> None:
        marks_up, printed = ESCAPES[escapes]
        super().__init__(loader=FileSystemLoader(folders), undefined=StrictUndefined, autoescape=marks_up,
                         finalize=printed, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
        self.filters = dict(FILTERS)
        self.tests = dict(TESTS)
        self.globals = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            return obj[attribute]
        except (KeyError, TypeError, IndexError):
            if isinstance(obj, LoopContext) and attribute in LOOP:
                return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.getattr(obj, argument)

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *rest: Any) -> Any:
        """Every template passes the check before it becomes code, included ones too."""
        tree = source if isinstance(source, nodes.Template) else self.parse(source, name, filename)
        _check(tree, name or "")
        return super().compile(tree, name, filename, *rest)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], escapes: str) -> _Environment:
    return _Environment(folders, escapes)


def fill(name: str, data: Mapping[str, Any]) -> str:
    """The template `name` (`plan/plan.md.j2`) with `data`: plain dicts, lists, texts and numbers.

    What is printed is escaped for HTML in `….html.j2` and for Markdown in `….md.j2`; in `….txt.j2` a line break in it
    becomes BREAK. Raises ExportError.
    """
    escapes = PurePosixPath(name).suffixes[-2:-1]
    if escapes not in ([".html"], [".md"], [".txt"]):
        raise ExportError(f"Skabelonen »{name}« skal hedde noget, der ender på .md.j2, .html.j2 eller .txt.j2.")
    environment = _environment(resources.folders("prompts"), escapes[0][1:])
    with faults(name, data=data):
        return environment.get_template(name).render(data)


def compiled(source: str, name: str) -> Template:
    """A part of a Word file, as Jinja over XML; `name` is the file's. Raises ExportError."""
    environment = _environment((), "docx")
    with faults(name, source):
        return Template.from_code(environment, environment.compile(source, name, name), {})


@contextmanager
def faults(name: str, source: str = "", data: Mapping[str, Any] | None = None) -> Iterator[None]:
    """What goes wrong with the template inside is told in one Danish sentence, never with a value.

    The place is a line, or with `source` the words in the Word file that the fault stands at. `data` is what it was
    filled in with: the nearest of its names is told for one that is not there.
    """
    try:
        yield
    except TemplateNotFound as error:
        raise ExportError(f"Skabelonen »{error.name}« findes ikke.", kept=fault.NOTHING_WRITTEN) from None
    except TemplateSyntaxError as error:
        where, told = _place(error.lineno, source), fault.sentence(fault.jinja(error.message or ""))
        file = "/".join(Path(error.name or name).parts[-2:])  # some faults name the whole path
        raise ExportError(f"Skabelonen »{file}« {where} har en fejl: {told}",
                          kept=fault.NOTHING_WRITTEN) from None
    except FAILURES as error:
        frames = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
                  if frame.filename.endswith((".j2", name))]
        where = _place(frames[-1] or 0, source) if frames else ""
        told = (fault.undefined(error.message or "", fault.names(dict(data or {}))) if isinstance(error, TemplateError)
                else UNFIT.format(type(error).__name__))
        raise ExportError(f"Skabelonen »{name}« {where} kan ikke udfyldes: {fault.sentence(told)}".replace("  ", " "),
                          kept=fault.NOTHING_WRITTEN, next_step=fault.LOOK) from None


def _place(line: int, source: str) -> str:
    """Where it is: a line number says nothing in Word, so there it is told by the words that stand there."""
    if not source:
        return f"linje {line}"
    words = " ".join(TAG.sub(" ", "".join(source.split("\n")[line - 1:line])).split())
    return f"ved »{words[:LONGEST_PLACE]}«"


def _check(tree: nodes.Template, name: str) -> None:
    """Refuses what a document has no need of. Raises TemplateSyntaxError with the line."""
    for node in tree.find_all(nodes.Node):
        told = _fault(node, name)
        if told:
            raise TemplateSyntaxError(told, node.lineno, name)


def _fault(node: nodes.Node, name: str) -> str:
    if type(node) not in NODES:
        return f"»{type(node).__name__}« kan ikke bruges i en skabelon"
    match node:
        case nodes.Getattr(attr=str(word)) | nodes.Name(name=str(word)) if word.startswith("_") or word in MAGIC:
            return f"navnet »{word}« kan ikke bruges"
        case nodes.Getitem() if not isinstance(node.arg, nodes.Const):
            return "i [ ] kan kun stå en fast tekst eller et tal"
        case nodes.Filter(name=str(word)) if word not in FILTERS:
            return f"filteret »{word}« findes ikke; der er {', '.join(FILTERS)}"
        case nodes.Test(name=str(word)) if word not in TESTS:
            return f"prøven »{word}« findes ikke; der er {', '.join(TESTS)}"
        case nodes.For(recursive=True):
            return "»recursive« kan ikke bruges"
        case nodes.Assign() if not isinstance(node.target, nodes.Name):
            return "»set« giver ét navn en værdi"
        case nodes.Include() if name.endswith(".docx"):
            return "et Word-dokument kan ikke hente andre skabeloner ind"
        case nodes.Include() if not _beside(node, name):
            return "kun skabeloner i samme mappe kan hentes ind"
    return ""


def _beside(node: nodes.Include, name: str) -> bool:
    if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):
        return False
    wanted = PurePosixPath(node.template.value)
    return wanted.parent == PurePosixPath(name).parent and ".." not in wanted.parts and node.template.value != name
