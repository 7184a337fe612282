"""The commands. Each imports what it needs when it is called, so that `--help` and the first picture come at once."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from dialog import __version__
from dialog.command import add_plan, nearest, run_plan, with_verb
from dialog.errors import EmpowerError, ExportError, TerminalError, WrongKey, reason

if TYPE_CHECKING:
    from dialog.store import Store

HELP = {
    "": "En samtale ved én skærm, og én plan i borgerens egne ord. Uden kommando åbnes programmet.",
    "plain": "Linje for linje, uden billede: til skærmlæser, punktskrift, enkle terminaler og rør.",
    "demo": "Øv dig med en opdigtet borger. Alt slettes bagefter.",
    "run": "Spil et scenarie uden skærm, og skriv samtale, plan og hændelser til en mappe.",
    "plan": "Tag en borgers plan ud som filer, se en pakke efter, eller læs en plan ind.",
    "script": "Arbejd med manuskripter.",
    "texts": "Skriv et manuskripts tekster som en .po-fil til den, der oversætter. Det, der er oversat, er med.",
    "check": "Se et manuskript igennem for fejl. Uden FIL: alle de manuskripter, der følger med.",
}


class Parser(argparse.ArgumentParser):
    """argparse, speaking Danish."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)  # type: ignore[arg-type]
        self._positionals.title = "det kan du skrive"
        self._optionals.title = "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "brug:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "brug:", 1)

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.format_usage()}Det forstod jeg ikke: {_danish(message)}{_meant(message)}\n")
        raise SystemExit(2)


def _danish(message: str) -> str:
    for english, danish in (
        ("the following arguments are required:", "der mangler"), ("unrecognized arguments:", "kendes ikke:"),
        ("invalid choice:", "kendes ikke:"), ("choose from", "vælg blandt"),
        ("expected one argument", "mangler en værdi"), ("invalid float value:", "er ikke et tal:"),
        ("invalid int value:", "er ikke et helt tal:"), ("argument ", ""),
    ):
        message = message.replace(english, danish)
    return message


def _meant(message: str) -> str:
    """The choice that was nearly written."""
    found = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)$", message)
    near = nearest(found[1], re.findall(r"[\w-]+", found[2])) if found else ""
    return f". Mente du »{near}«?" if near else ""


def parser() -> Parser:
    """The whole command line."""
    root = Parser(prog="empower", description=HELP[""])
    root.add_argument("--version", action="version", version=f"empower {__version__}", help="vis versionen")
    root.add_argument("--folder", type=Path, default=None, metavar="MAPPE", help="hvor din krypterede fil ligger")
    root.add_argument("--plain", action="store_true", help=HELP["plain"])
    commands = root.add_subparsers(dest="command", metavar="KOMMANDO", title="kommandoer")
    demo = commands.add_parser("demo", help=HELP["demo"], description=HELP["demo"])
    demo.add_argument("--watch", action="store_true", help="se en hel samtale spille sig selv")
    demo.add_argument("--speed", type=float, default=1.0, metavar="TAL", help="hvor hurtigt den spiller (1 er roligt)")
    demo.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help=HELP["plain"])
    run = commands.add_parser("run", help=HELP["run"], description=HELP["run"])
    run.add_argument("scenario", type=Path, metavar="SCENARIO.yaml", help="scenariet")
    run.add_argument("--out", type=Path, required=True, metavar="MAPPE", help="mappen, der skrives til")
    add_plan(commands.add_parser("plan", help=HELP["plan"], description=HELP["plan"]))
    script = commands.add_parser("script", help=HELP["script"], description=HELP["script"])
    actions = script.add_subparsers(dest="action", metavar="HANDLING", required=True, title="handlinger")
    check = actions.add_parser("check", help=HELP["check"], description=HELP["check"])
    check.add_argument("files", type=Path, nargs="*", metavar="FIL", help="manuskriptet")
    texts = actions.add_parser("texts", help=HELP["texts"], description=HELP["texts"])
    texts.add_argument("script", type=Path, metavar="FIL", help="manuskriptet")
    texts.add_argument("--language", required=True, metavar="KODE", help="sproget: uk, pl, tr …")
    texts.add_argument("--to", type=Path, required=True, metavar="FIL.po", help="filen, der skrives")
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command. Returns the exit status; a failure is one Danish sentence on stderr, never a traceback."""
    gc.disable()  # a command is over before there is much to collect; the screen turns it on after its first picture
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal shows ? where it has no letter
    _leave_no_core()
    commands = {None: _open, "demo": _demo, "run": _run, "plan": _plan, "script": _script}
    try:
        options = parser().parse_args(with_verb(sys.argv[1:] if argv is None else argv))
        status = commands[options.command](options)
        sys.stdout.flush()
        return status
    except EmpowerError as error:
        _complain(str(error))
        return error.code
    except KeyboardInterrupt:
        sys.stderr.write("Afbrudt. Det, der er sagt, er gemt.\n")
        return 130
    except OSError as error:
        # Only printing can end here. What is left to print goes nowhere, so that Python does not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader (head, less) has what it wanted
            return 0
        _complain(f"Teksten kunne ikke skrives ud ({reason(error)}).")
        return ExportError.code


def _leave_no_core() -> None:
    """What the program holds when it crashes or is told to (Ctrl+\\) is nobody's file: names, numbers, the key."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _open(options: argparse.Namespace) -> int:
    if _is_plain(options):
        return _lines("real", options)
    _needs_terminal("Se en samtale uden skærm med: empower demo --watch. Tal linje for linje med: empower --plain")
    return _screen("real", options)


def _demo(options: argparse.Namespace) -> int:
    if options.watch and (options.plain or not _has_terminal()):
        return _print_demo()
    if _is_plain(options):
        return _lines("demo", options)
    _needs_terminal("Se samtalen som tekst med: empower demo --watch > samtale.md")
    return _screen("watch" if options.watch else "demo", options)


def _lines(mode: Literal["real", "demo"], options: argparse.Namespace) -> int:
    from dialog.face.guardian import guarded
    from dialog.plain import run

    with guarded(practice=mode != "real"):
        return run(mode, options.folder or home())


def _is_plain(options: argparse.Namespace) -> bool:
    """Line by line where it is asked for, and on a terminal that can do nothing else."""
    if not options.plain and _has_terminal() and os.environ.get("TERM") == "dumb":
        print("Programmet: Terminalen kan ikke vise et billede. Derfor taler vi linje for linje.", flush=True)
        return True
    return bool(options.plain)


def _screen(mode: Literal["real", "demo", "watch"], options: argparse.Namespace) -> int:
    from dialog.face.guardian import guarded

    with guarded(practice=mode != "real"):
        from dialog.ui.app import Opening, run_app  # after the watcher is forked: it shall not hold Textual in memory

        return run_app(Opening(mode, options.folder or home(), speed=getattr(options, "speed", 1.0)))


def _print_demo() -> int:
    from dialog.headless import play
    from dialog.render.document import render, transcript
    from dialog.resources import path
    from dialog.scenario import load_scenario

    session = play(load_scenario(path("scripts", "practice/anna.yaml")))
    try:
        talk, plan = transcript(session), render(session.plan(), ".md")
    finally:
        session.store.close()
    sys.stdout.write(f"{talk.decode()}\n{plan.decode()}")
    return 0


def _run(options: argparse.Namespace) -> int:
    from dialog.headless import run
    from dialog.scenario import load_scenario

    for path in run(load_scenario(options.scenario), options.out):
        print(path)
    return 0


def _plan(options: argparse.Namespace) -> int:
    def open_store() -> Store:
        from dialog.store import Store

        folder = options.folder or home()
        return Store.open(folder, _passphrase() if Store.exists(folder) else "")

    return run_plan(options, open_store)


def _script(options: argparse.Namespace) -> int:
    return _texts(options) if options.action == "texts" else _check(options)


def _texts(options: argparse.Namespace) -> int:
    from dialog.language.catalogue import for_translators
    from dialog.library import load_script
    from dialog.render.write import write_file
    from dialog.script.translate import texts

    script = load_script(options.script)
    write_file(options.to, for_translators(script.id, texts(script), options.language).encode())
    print(options.to)
    return 0


def _check(options: argparse.Namespace) -> int:
    from dialog.errors import ScriptError
    from dialog.language.readability import lix
    from dialog.library import load_script
    from dialog.resources import names, script_path

    worst = 0
    for path in options.files or [script_path(name) for name in names("scripts", ".yaml") if "/" not in name]:
        try:
            script = load_script(path)
        except ScriptError as error:
            _complain(str(error))
            worst = error.code
            continue
        print(f"{path}: i orden. {len(script.sections)} afsnit, {len(script.turns)} spørgsmål.")
        for section in script.sections:
            texts = [f"{turn.ask}\n{turn.help}" for turn in script.turns if turn.section == section.id]
            print(f"  {section.title}: {len(section.turns)} spørgsmål, LIX {lix(chr(10).join(texts)):.0f}")
    return worst


def home() -> Path:
    """The folder of the person's own file: `EMPOWER_HOME`, or where the system keeps a program's data."""
    from platformdirs import user_data_path

    own = os.environ.get("EMPOWER_HOME")
    return Path(own) if own else user_data_path("empower", appauthor=False)


def _passphrase() -> str:
    """Asked for without echo; a robot hands it in as the first line of standard input. Raises WrongKey for none."""
    if sys.stdin is not None and sys.stdin.isatty():
        from getpass import getpass

        given = getpass("Adgangssætning: ")
    else:
        given = sys.stdin.readline().rstrip("\n") if sys.stdin is not None else ""
    if not given:
        raise WrongKey("Der kom ingen adgangssætning.", next_step="Skriv den, eller send den ind på standard input.")
    return given


def _has_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _needs_terminal(next_step: str) -> None:
    if not _has_terminal():
        raise TerminalError("Programmet skal bruge en terminal.", next_step=next_step)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        raise TerminalError(f"Terminalen er sat op til {sys.stdout.encoding} og kan ikke vise æ, ø og å rigtigt.",
                            next_step="Vælg UTF-8 i terminalen, eller start med: PYTHONUTF8=1 empower")


def _complain(text: str) -> None:
    """One error to stderr, without control characters: file names and faults may hold anything."""
    sys.stderr.write("".join(char if char.isprintable() or char == "\n" else "�" for char in text) + "\n")


if __name__ == "__main__":
    sys.exit(main())
