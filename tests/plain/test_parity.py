"""Nothing that the screen can do is missing on plain lines: each of its keys has its place in this table.

A new key on a screen fails here until somebody says what it is on plain lines, or why there is nothing for it to be.
"""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual.binding import Binding

import dialog.ui.screen as screens
from dialog.language.screen import PLACE
from dialog.plain import ask
from dialog.plain.commands import DOOR, LIST, MENTIONED, PLAN, REVIEW, TALK, Command
from dialog.script.kind import KINDS
from dialog.ui.app import EmpowerApp
from dialog.ui.screen.calm import CalmScreen
from tests.language.screen_texts import english, found

LINE = "an empty line, or the next one"
NUMBER = "the number of a row"
SCROLLS = "the lines are there to be read again: the terminal's own keys"
PICTURE = "there is no picture to change"
COMMANDS = {"talk": TALK, "plan": PLAN, "review": REVIEW, "list": LIST, "door": DOOR}
SAME = {
    "EmpowerApp": {"help": "talk.?", "how_to_leave": "talk.stop", "leave": "list.stop", "lock": "talk.lock",
                   "theme": PICTURE},
    "LockScreen": {"leave": "the end of the input (Ctrl+D)", "open": "the passphrase"},
    "ConversationScreen": {
        "back": "talk.stop", "earlier": "talk.change", "guide": "talk.guide", "language": "talk.language",
        "look_back": "talk.look", "plan": "talk.plan", "read": SCROLLS, "sections": "talk.sections",
        "side_plan": "talk.plan", "skip": "talk.skip", "typist": "talk.keys", "undo": "talk.undo",
        "voice": "talk.who", "help": "talk.?"},
    "TourScreen": {"back": "list.about", "turn": LINE},
    "HelpScreen": {"back": LINE, "read": SCROLLS, "tour": "list.about"},
    "LookBackScreen": {"back": LINE, "choose": NUMBER, "find": "talk.look", "help": "talk.?"},
    "PersonForm": {"back": LINE, "focus_next": LINE, "focus_previous": "the form once more", "help": "list.?",
                   "send": LINE},
    "PersonScreen": {"back": LINE, "choose": NUMBER, "help": "list.?", "show_cpr": NUMBER},
    "PlanScreen": {
        "agree": "plan.agree", "back": "plan.talk", "choose": NUMBER, "disagree": "plan.disagree", "end": "plan.end",
        "hand_over": "plan.keys", "help": "plan.?", "history": "plan.news", "missing": "plan.missing",
        "remark": "plan.remark", "review": "plan.read", "reword": "plan.words", "save": "plan.save",
        "undo": "plan.undo"},
    "HistoryScreen": {"back": LINE, "help": "plan.?", "read": SCROLLS, "step": NUMBER},
    "ReviewScreen": {"back": "review.plan", "earlier": "review.earlier", "later": "review.later", "yes": NUMBER},
    "PracticeScreen": {"leave": "talk.stop"},
    "SectionsScreen": {"back": LINE, "go": NUMBER, "help": "talk.?"},
    "SettingsScreen": {"back": "the end of the form", "focus_next": LINE, "focus_previous": "the form once more",
                       "help": "list.?", "send": LINE, "theme": PICTURE},
    "StartScreen": {
        "choose": NUMBER, "clear": LINE, "cover": "no name is said before it is asked for", "help": "list.?",
        "more": NUMBER, "new": "list.new", "on_list": SCROLLS, "practise": "list.practise",
        "settings": "list.settings"},
    "UnlockScreen": {"back": "the end of the input (Ctrl+D)", "focus_next": LINE, "focus_previous": "typed once more",
                     "recover": "`.glemt` in place of the passphrase", "send": LINE, "help": "it is said what to write",
                     "leave": "the end of the input (Ctrl+D)"},
}
"""Screen → what a key does there → the command (`place.command`) that does it, or what stands for it."""


def offered(screen: type) -> set[str]:
    """What the keys of a screen do: its bindings, and what its row of keys names."""
    ours = [each for each in screen.__mro__ if each.__module__.startswith("dialog.ui")]
    keys = {each.action if isinstance(each, Binding) else each[1]
            for cls in ours for each in vars(cls).get("BINDINGS", ())}
    rows = {key[2] for cls in ours for name, row in vars(cls).items() if name.endswith("KEYS") for key in row}
    return {action.partition("(")[0].removeprefix("app.") for action in keys | rows}


def shown() -> list[type]:
    """Every screen that is shown: those that no other one is built on."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"dialog.ui.screen.{module.name}")
    found: list[type] = []
    wait: list[type] = [CalmScreen]
    while wait:
        cls = wait.pop()
        subclasses: list[type] = type.__subclasses__(cls)
        below = [each for each in subclasses if each.__module__.startswith("dialog.ui")]
        wait += below
        found += [] if below else [cls]
    return found


def test_every_screen_has_its_part_of_the_table() -> None:
    assert {each.__name__ for each in shown()} | {"EmpowerApp"} == set(SAME)


@pytest.mark.parametrize("screen", [EmpowerApp, *shown()], ids=lambda each: each.__name__)
def test_every_key_of_the_screen_is_somewhere_on_plain_lines(screen: type) -> None:
    assert offered(screen) - set(SAME[screen.__name__]) == set()


def test_the_table_names_commands_that_are_there() -> None:
    for screen, table in SAME.items():
        for action, does in table.items():
            place, _, command = does.partition(".")
            if place in COMMANDS and command != "?":
                assert command in {each.id for each in COMMANDS[place]}, (screen, action)


def test_a_key_that_nobody_thought_of_is_missed() -> None:
    other = type("Other", (), {"__module__": "dialog.ui.elsewhere", "BINDINGS": (Binding("x", "invented"),)})
    assert offered(other) - set(SAME["SectionsScreen"]) == {"invented"}


def test_a_text_names_no_command_that_is_not_there() -> None:
    known = {name for commands in COMMANDS.values() for each in commands for name in each.names}
    texts = {text for name, text in found() if name.startswith("plain/")}
    english_ = english().words
    named = {(text, name) for danish in texts for text in (danish, english_.get((PLACE, danish), ""))
             for name in MENTIONED.findall(text)}
    assert {name for _, name in named} >= {"spring", "glemt", "taster"}
    assert [each for each in named if each[1] not in known] == []


@pytest.mark.parametrize(("place", "commands"), COMMANDS.items())
def test_no_two_commands_have_a_name_together(place: str, commands: tuple[Command, ...]) -> None:
    names = [name for each in commands for name in set(each.names)]
    assert len(names) == len(set(names)), place
    assert all(name.isalpha() for name in names)


def test_every_kind_of_question_is_read_on_plain_lines() -> None:
    assert set(ask.KINDS) == set(KINDS)
