"""Bytes from a terminal, cut anywhere: text comes through, steering does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.ui.hearing import BEGIN, END, Hearing


def heard(*chunks: bytes) -> str:
    hearing = Hearing()
    return "".join(hearing.decode(chunk) for chunk in chunks)


def test_typed_text_and_keys_come_as_they_are() -> None:
    assert heard("æøå\x1b[A\x1b".encode()) == "æøå\x1b[A\x1b"


def test_a_letter_cut_in_two_is_whole() -> None:
    assert heard(b"\xc3", b"\xa6") == "æ"


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\xe6\xf8\xe5", b"\xed\xa0\x80"])
def test_bytes_that_are_no_text_are_heard_as_such(data: bytes) -> None:
    assert set(heard(data, b"a")) == {"\ufffd", "a"}


def test_an_escape_within_a_paste_is_not_heard() -> None:
    assert heard(f"{BEGIN}ja\x1b\rnej\x1b[A{END}\x1b[B".encode()) == f"{BEGIN}ja\rnej[A{END}\x1b[B"


@given(st.lists(st.sampled_from(["æ", "\x1b", "[A", BEGIN, END, "\r", "\x1b[20", "1~", "x"]), max_size=12),
       st.lists(st.integers(0, 60), max_size=8))
def test_where_the_bytes_are_cut_makes_no_difference(parts: list[str], cuts: list[int]) -> None:
    data = "".join(parts).encode()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    chunks = [data[start:end] for start, end in pairwise(places)]
    whole, pieces = Hearing(), Hearing()
    once, apart = whole.decode(data), "".join(pieces.decode(chunk) for chunk in chunks)
    assert once + whole._held == apart + pieces._held


def test_no_escape_is_ever_heard_between_a_beginning_and_its_end() -> None:
    text = heard(f"{BEGIN}a\x1bb".encode(), b"\x1b", b"c" + END.encode())
    assert text == f"{BEGIN}abc{END}"


@pytest.mark.parametrize(("seconds", "data", "end"), [
    (1.0, b"\x0c", END), (1.5, b"\x1b[20~", END), (0.9, b"\x0c", ""), (2.0, b"mere tekst i samme\r", "")],
    ids=["a key", "a longer key", "twin: too soon", "twin: the paste goes on"])
def test_a_paste_that_has_lost_its_end_is_let_go_with_the_next_key(seconds: float, data: bytes, end: str) -> None:
    now = [100.0]
    hearing = Hearing(lambda: now[0])
    assert hearing.decode(f"{BEGIN}hej\x1b[20".encode()) == f"{BEGIN}hej"
    now[0] += seconds
    heard = hearing.decode(data)
    assert heard.startswith(f"{END}{data.decode()}") if end else END not in heard


def test_an_end_that_comes_late_is_an_end() -> None:
    now = [100.0]
    hearing = Hearing(lambda: now[0])
    hearing.decode(f"{BEGIN}hej\x1b[20".encode())
    now[0] += 5
    assert hearing.decode(b"1~") == END and not hearing._pasting
