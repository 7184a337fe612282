"""Whatever is pasted, what is kept is text: no terminal code, no turned direction, nothing a document may not hold."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.language import clean
from dialog.language.clean import clean_text

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]"
)
HOSTILE = {
    # terminal: CSI
    "colour": "\x1b[31mrød\x1b[0m", "cursor up": "\x1b[5A", "clear": "\x1b[2J\x1b[H", "scroll": "\x1b[1;5r",
    "private mode": "\x1b[?1049h", "bracketed paste end": "\x1b[201~rm -rf\n", "device status": "\x1b[6n",
    "unfinished csi": "\x1b[38;5", "csi with spaces": "\x1b[1 q", "c1 csi": "\x9b31mrød", "mouse on": "\x1b[?1003h",
    "alternate charset": "\x1b(0", "reset": "\x1bc", "keypad": "\x1b=", "lone escape": "\x1b",
    "double": "\x1b\x1b[31m]",
    "escape before newline": "\x1b\n", "nested": "\x1b[\x1b[31mm", "soft reset": "\x1b[!p",
    "window move": "\x1b[3;0;0t",
    # terminal: strings
    "clipboard bel": "\x1b]52;c;cm0gLXJm\x07", "clipboard st": "\x1b]52;c;cm0=\x1b\\", "title": "\x1b]0;Ny titel\x07",
    "link": "\x1b]8;;http://ond.dk\x1b\\klik\x1b]8;;\x1b\\", "c1 osc": "\x9d0;titel\x9c",
    "dcs": "\x1bPq#0;2;0;0;0\x1b\\",
    "sixel": "\x90q#1~\x9c", "apc": "\x1b_Gf=24\x1b\\", "pm": "\x1b^hemmelig\x1b\\", "sos": "\x1bXtekst\x1b\\",
    "unfinished osc": "\x1b]52;c;", "image": "\x1b]1337;File=inline=1:AAAA\x07", "notify": "\x1b]9;besked\x07",
    "colour query": "\x1b]11;?\x07", "tmux": "\x1bPtmux;\x1b\x1b]52;c;x\x07\x1b\\",
    # controls
    "nul": "\x00", "bell": "\x07", "backspace": "skat\x08\x08\x08\x08hest", "delete": "\x7f", "vertical tab": "\x0b",
    "form feed": "\x0c", "shift out": "\x0e", "c1 nel": "\x85", "c1 string": "\x98", "substitute": "\x1a",
    "carriage return": "synligt\rskjult", "line separator": "\u2028", "paragraph separator": "\u2029",
    "null in middle": "a\x00b",
    # direction
    "rlo": "\u202egnp.exe", "lro": "\u202d", "rle": "\u202b", "lre": "\u202a", "pdf": "\u202c", "lri": "\u2066",
    "rli": "\u2067", "fsi": "\u2068", "pdi": "\u2069", "lrm": "\u200e", "rlm": "\u200f", "alm": "\u061c",
    "deprecated": "\u206a\u206f",
    # what no document may hold
    "lone high": "\ud800", "lone low": "\udfff", "pair the wrong way": "\udc00\ud800", "nonchar": "\ufffe",
    "nonchar arabic": "\ufdd0", "nonchar last": "\U0010ffff", "bom": "\ufeff", "annotation": "\ufff9a\ufffb",
    "hidden tags": "\U000e0041\U000e0042", "tag begin": "\U000e0001",
    "zalgo": "Z" + "\u0301\u0316" * 400,
}
KEPT = {
    "danish": "Smørrebrød på Ærø – »høns« … 25 °C, 50 %, § 46, € 10", "newline": "én\nto",
    "emoji": "Glad 👩‍👩‍👧‍👦 og 👍🏽",
    "flags": "🇩🇰 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "arabic": "أريد أن أعمل", "persian with joiner": "می‌خواهم",
    "hindi": "मैं काम करना चाहता हूँ",
    "vietnamese": "Tôi muốn làm việc", "thai": "ฉันอยากทำงาน", "combining kept": "x̂ og q̃", "tamil": "நான்",
    "html": "<script>alert(1)</script>", "markdown": "# [x](javascript:1) `a`", "private use": "\ue000",
    "zero width space": "ord\u200bdeling", "heart": "❤️", "keycap": "1️⃣", "replacement": "\ufffd", "nothing": "",
}


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_kept_without_its_harm_and_the_words_around_it_stay(payload: str) -> None:
    text, _ = clean_text(f"Jeg vil {payload}\ngerne arbejde")
    assert not FORBIDDEN.search(text)
    assert text.startswith("Jeg vil ")
    assert text.endswith("gerne arbejde")
    assert clean_text(text) == (text, ())


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_the_person_is_told_what_was_taken_out(payload: str) -> None:
    text, notes = clean_text(payload)
    changed = unicodedata.normalize("NFC", re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", payload)) != text
    assert bool(notes) == changed
    assert all(note.endswith(".") for note in notes)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_every_language_emoji_and_sign_of_writing_stays(text: str) -> None:
    assert clean_text(text) == (unicodedata.normalize("NFC", text), ())


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(HOSTILE) > 60


@pytest.mark.parametrize(("payload", "note"), [
    ("\x1b[31m", clean.ESCAPES), ("\x00", clean.CONTROLS), ("\u202e", clean.DIRECTION), ("\ud800", clean.UNKNOWN),
    ("a" + "\u0301" * 40, clean.MARKS), ("x" * 20_001, clean.TOO_LONG),
])
def test_each_thing_taken_out_has_its_own_sentence(payload: str, note: str) -> None:
    assert clean_text(payload)[1] == (note,)


def test_a_clipboard_code_is_taken_out_whole() -> None:
    assert clean_text("Hej\x1b]52;c;cm0gLXJm\x07 med dig")[0] == "Hej med dig"
    assert clean_text("\x1b]8;;http://ond.dk\x1b\\klik\x1b]8;;\x1b\\ her")[0] == "klik her"


def test_line_breaks_are_one_sign_and_a_tab_is_a_space() -> None:
    assert clean_text("a\r\nb\rc\td\u2028e") == ("a\nb\nc d\ne", ())


def test_letters_are_composed() -> None:
    assert clean_text("bla\u030ab\u00e6r")[0] == "blåbær"


def test_a_text_is_never_longer_than_there_is_room_for() -> None:
    for text in ("a" * 30_000, "a\u0301" * 30_000, "\x1b[0m" * 30_000 + "hej", "é" * 200_000):
        kept, notes = clean_text(text)
        assert len(kept) <= clean.LONGEST
        assert clean.TOO_LONG in notes


@pytest.mark.parametrize("flood", ["\x1b]", "\x1b[", "\x1b[0;", "\x1bP", "\u202e", "\u0301\u0316", "\x1b\x1b]x",
                                   "\ud800",
                                   "\U0001f3f4\U000e0067"])
def test_a_flood_does_not_hold_the_program_up(flood: str) -> None:
    start = time.perf_counter()
    clean_text("a" + flood * 200_000)
    assert time.perf_counter() - start < 1.0


TROUBLE = st.sampled_from("\x1b[]\x07\x9b\u202e\x00;0m\r\ud800\u0301")


@given(st.text(alphabet=st.one_of(st.characters(), TROUBLE), max_size=80))
def test_any_text_at_all_comes_out_clean_and_cleaning_again_changes_nothing(text: str) -> None:
    kept, _ = clean_text(text)
    assert not FORBIDDEN.search(kept)
    assert unicodedata.is_normalized("NFC", kept)
    assert clean_text(kept) == (kept, ())
