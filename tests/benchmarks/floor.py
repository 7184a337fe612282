"""The reference for `empower run`: what no program could leave out, and nothing else.

Reads the script and the scenario as YAML, puts as many rows as the talk has events in an encrypted file one durable
commit at a time, fills one Jinja template, writes JSON and HTML. Run as a program: `floor.py SCRIPT SCENARIO FOLDER
EVENTS`. Imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jinja2
import sqlcipher3
import yaml

SETTINGS = ("cipher_log_level=NONE", f"key=\"x'{'07' * 32}'\"", "journal_mode=TRUNCATE", "synchronous=EXTRA",
            "foreign_keys=ON", "secure_delete=ON", "trusted_schema=OFF")
PAGE = """<!doctype html><html lang="da"><title>Plan</title>
{% for turn in turns %}<section><h2>{{ turn.ask or turn.say }}</h2><p>{{ answers[turn.id] }}</p></section>
{% endfor %}</html>"""


def main(script: Path, scenario: Path, folder: Path, events: int) -> None:
    turns = [turn for section in _yaml(script)["sections"] for turn in section["turns"]]
    given = _yaml(scenario)["answers"]
    answers = {turn["id"]: json.dumps(given.get(turn["id"], ""), ensure_ascii=False, default=str) for turn in turns}
    folder.mkdir(parents=True, exist_ok=True)
    _keep(folder / "floor.db", (list(answers.items()) * 9)[:events])
    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    (folder / "plan.html").write_text(template.render(turns=turns, answers=answers), encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps(answers, ensure_ascii=False, indent=2), encoding="utf-8")


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _keep(path: Path, rows: list[tuple[str, str]]) -> None:
    path.unlink(missing_ok=True)
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, turn TEXT NOT NULL, body TEXT NOT NULL)")
    for row in rows:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO event (turn, body) VALUES (?, ?)", row)
        connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    _, script_file, scenario_file, out, count = sys.argv
    main(Path(script_file), Path(scenario_file), Path(out), int(count))
