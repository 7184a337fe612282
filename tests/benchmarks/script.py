"""The script's rows: the shipped conversation read and checked, and made again from what the store keeps."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from dialog.resources import script_path
from dialog.script.build import from_canonical
from dialog.script.read import read_text
from tests.benchmarks.measure import Bar, Row, medians, seconds


def rows() -> Iterator[Row]:
    text = script_path("first_conversation").read_text(encoding="utf-8")
    canonical = read_text(text).canonical
    cold, cached, plain = medians(
        15, lambda: seconds(lambda: read_text(text)), lambda: seconds(lambda: from_canonical(canonical)),
        lambda: seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader)))
    yield Row("script: read and checked, cold (reference: PyYAML alone)", cold, plain, Bar(times=2))
    yield Row("script: made from the store's JSON (same reference)", cached, plain, Bar(times=1 / 3))
