"""The order of the files: those that wait for whole programs begin first, so that no worker ends alone with one.

Each file is one worker's from its first test to its last (`--dist loadfile`), in this order.
"""

from __future__ import annotations

import os
import sys

import pytest

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the program is started a thousand times: it is compiled once
sys.dont_write_bytecode = False

LONG = ("tests/shape/test_readme.py", "tests/test_first_job.py", "tests/test_plan_command.py", "tests/faults/",
        "tests/monkey/", "tests/plain/", "tests/ui/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((at for at, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)))
