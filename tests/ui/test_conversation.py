"""The conversation on the real screen, over a real session and an encrypted file."""

from __future__ import annotations

import pytest

from dialog.conversation.event import Place
from dialog.errors import UnwritableStore
from dialog.language import talk
from dialog.session import Session
from dialog.store import Store
from dialog.ui.ask.kind import Typed
from dialog.ui.screen import conversation
from dialog.ui.screen import conversation_words as w
from dialog.ui.screen.conversation import ConversationScreen
from dialog.ui.screen.look_back import LookBackScreen
from dialog.ui.screen.plan import PlanScreen
from dialog.ui.screen.sections import SectionsScreen
from dialog.ui.steady import GRACE
from dialog.ui.widget.key_row import KeyRow
from tests.tiny import script_of
from tests.ui.rooms import on_screen, opened, pages
from tests.ui.talks import ANSWERS, Driven, begun, driven

NASTY = "[/b] [fredag] [@click=app.quit]klik[/] \\[red]rød \x1b]52;c;aGVq\x07 $x {goal}"
SIZES = ((44, 14), (60, 18), (80, 24), (104, 30), (120, 40), (150, 45), (200, 60))


# Who speaks, and what is shown


@on_screen
async def test_the_question_stands_at_the_bottom_and_the_past_grows_upwards() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:4])
        await d.resize(80, 40)
        rows = d.shown().splitlines()
        at = {text: next(y for y, row in enumerate(rows) if text in row)
              for text in ("Hvad vil du gerne have", "Vil du have en pause", "Svarer nu", "Hvad hjælper i pausen?")}
        assert list(at.values()) == sorted(at.values())


@on_screen
async def test_who_speaks_is_told_by_place_word_and_bar_before_colour() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:10])
        rows = [row for row in d.shown().splitlines() if "af 10" in row]
        citizen, caseworker = rows[0], rows[1]
        assert "▌ 6 af 10" in citizen and citizen.endswith("Borger")
        assert "┃ 7 af 10" in caseworker and caseworker.endswith("Sagsbehandler")
        assert citizen.index("▌") > caseworker.index("┃")


@on_screen
async def test_what_was_said_is_laid_anew_at_every_width() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:10])
        for columns in (160, 110, 150, 80, 200):
            await d.resize(columns, 40)
            said = next(row for row in d.shown().splitlines() if "▌ 6 af 10" in row)
            assert "Borger" in said, columns


@on_screen
async def test_who_answers_now_is_always_in_sight_and_f2_turns_it() -> None:
    async with driven() as d:
        await d.give(True)
        assert "Svarer nu ● Borger ○ Sagsbehandler ○ Sammen" in d.flat()
        await d.press("f2")
        assert "○ Borger ● Sagsbehandler" in d.flat()
        await d.press(Typed("Jeg ser dig"), "enter")
        given = d.session.state.given(Place("hope"))
        assert given is not None and given.said_by == "caseworker"
        assert "● Borger" in d.flat()
        await d.click("○ Sammen")
        assert "● Sammen" in d.flat()


@on_screen
async def test_the_script_says_whose_turn_it_is() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:-1])
        assert "● Sagsbehandler" in d.flat()


@on_screen
async def test_who_types_is_kept_with_the_answer() -> None:
    async with driven(size=(120, 40)) as d:
        await d.give(True)
        await d.press("f6")
        assert "borgeren skriver" in d.shown()
        await d.press(Typed("Ro"), "enter")
        given = d.session.events[-1]
        assert getattr(given, "typed_by", "") == "citizen"


@on_screen
async def test_an_answer_is_shown_exactly_as_it_was_written() -> None:
    async with driven(size=(103, 30)) as d:
        await d.give(True, NASTY)
        kept = d.value("hope")
        assert "[/b] [fredag] [@click=app.quit]klik[/] \\[red]rød" in kept
        assert "[/b] [fredag] [@click=app.quit]klik[/] \\[red]rød" in d.flat()
        assert "\x1b" not in d.shown()


@on_screen
async def test_markup_in_a_list_reaches_every_place_as_it_stands() -> None:
    async with driven(size=(160, 50)) as d:
        await d.give(*ANSWERS[:5], "[/b][fredag] ro", True)
        assert "»[/b][fredag] ro«" in d.flat() or "[/b][fredag] ro?" in d.flat()
        await d.press("f7", "escape", "f4", "escape", "f5")
        assert "[/b][fredag] ro" in d.flat()


@on_screen
async def test_the_guidance_comes_on_a_key_and_goes_with_the_next() -> None:
    async with driven() as d:
        await d.give(True)
        assert "Lad stilheden" not in d.shown()
        await d.press("f8")
        assert "Til sagsbehandleren: Vent. Lad stilheden arbejde." in d.flat()
        await d.press(Typed("a"))
        assert "Lad stilheden" not in d.shown()


@on_screen
async def test_a_practice_talk_says_that_it_is_one() -> None:
    async with driven() as d:
        assert "Øvelse: en opdigtet borger. Alt slettes, når I lukker." in d.flat()
    async with driven(begun(practice=False)) as d:
        assert "Øvelse" not in d.flat()


@on_screen
async def test_the_row_of_keys_never_has_more_than_five() -> None:
    async with driven() as d:
        for keys in ((), ("f5",), ("escape",), ("f7",)):
            await d.press(*keys)
            row = d.app.screen.query_one(".keys", KeyRow)
            assert 0 < len(row._keys) <= 5
    with pytest.raises(ValueError, match="6 keys"):
        KeyRow((("a", "b", "c"),) * 6)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@on_screen
async def test_every_key_in_the_rows_is_a_button(size: tuple[int, int]) -> None:
    async with driven(size=size) as d:
        await d.give(*ANSWERS[:7])
        await d.click("F5 Senere")
        assert d.screen.aside.open
        await d.click("Esc Tilbage")
        assert not d.screen.aside.open
        await d.click("F3 Planen")
        assert isinstance(d.app.screen, PlanScreen)
        await d.press("escape")
        await d.click("Ctrl+T Sprog")
        assert talk.WHICH_LANGUAGE in d.flat()
        await d.click("Esc Tilbage")
        await d.press(Typed("et"))
        await d.click("Ctrl+J ny linje")
        assert d.screen.answering.field.text == "et\n"
        await d.press("ctrl+a", "delete")
        await d.click("Enter igen det var alt")
        assert d.up == "belief"
        await d.click("0-10 tal eller pil")
        assert d.up == "belief"


def who(d: Driven) -> str:
    """Whoever answers now, as it must stand there at every size."""
    return f"● {talk.WHO[d.screen.talk.voice]}"


# Enter


@on_screen
async def test_a_stray_enter_on_a_new_question_is_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(conversation, "monotonic", lambda: now[0])
    monkeypatch.setattr("dialog.ui.screen.conversation_shown.monotonic", lambda: now[0])
    async with driven() as d:
        d.screen.grace = GRACE
        await d.press("enter")
        assert d.up == "purpose"
        now[0] += 0.6
        await d.press("enter")
        assert d.up == "hope"
        await d.press(Typed("Ro"), "enter")
        assert d.up == "coffee"


@on_screen
async def test_letters_that_are_still_waiting_are_sent_with_the_answer() -> None:
    async with driven() as d:
        await d.give(True)
        driver = d.app._driver
        assert driver is not None
        from textual.events import Key

        for sign in "hurtige fingre":
            driver.send_message(Key("space" if sign == " " else sign, sign))
        driver.send_message(Key("enter", "\r"))
        await d.pilot.pause()
        await d.pilot.pause()
        assert d.value("hope") == "hurtige fingre"


@on_screen
async def test_a_new_line_is_not_an_answer() -> None:
    async with driven() as d:
        await d.give(True)
        await d.press(Typed("et"), "ctrl+j", Typed("to"), "alt+enter", Typed("tre"), "shift+enter", Typed("fire"))
        await d.press("enter")
        assert d.value("hope") == "et\nto\ntre\nfire"


@on_screen
async def test_a_long_paste_is_cut_before_it_reaches_the_field_and_told() -> None:
    from textual.events import Paste

    async with driven() as d:
        await d.give(True)
        d.app.post_message(Paste("å" * 25_000))
        await d.pilot.pause()
        await d.pilot.pause()
        assert len(d.screen.answering.field.text) == 20_000
        assert "De første 20.000 tegn er med." in d.flat()
        d.app.post_message(Paste("mere"))
        await d.pilot.pause()
        await d.pilot.pause()
        assert len(d.screen.answering.field.text) == 20_000
        assert "Der er plads til 20.000 tegn" in d.flat()


@on_screen
async def test_a_paste_is_cleaned_and_the_two_are_told() -> None:
    from textual.events import Paste

    async with driven() as d:
        await d.give(True)
        d.app.post_message(Paste("a\x1b[31mb\u202ec"))
        await d.pilot.pause()
        await d.pilot.pause()
        assert d.screen.answering.field.text == "abc"
        assert "er taget ud af teksten" in d.flat()


# Changing, undoing


async def paused(d: Driven) -> None:
    """Up to where a pause was wished for and two questions hang on it."""
    await d.give(*ANSWERS[:4])


@on_screen
async def test_what_goes_to_rest_is_said_before_it_does() -> None:
    async with driven() as d:
        await paused(d)
        d.screen.change(Place("coffee"))
        await d.press("n", "enter")
        assert "Så hviler 1 svar: »Efter tyve minutter«." in d.flat()
        assert d.value("coffee") is True
        await d.press("n", "enter")
        assert d.value("coffee") is True
        d.screen.change(Place("coffee"))
        await d.press("n", "enter", "j", "enter")
        assert d.value("coffee") is False
        assert "1 svar hviler nu." in d.flat()


@on_screen
async def test_an_answer_sent_again_unchanged_changes_nothing() -> None:
    async with driven() as d:
        await paused(d)
        before = len(d.session.events)
        d.screen.change(Place("coffee"))
        await d.press("enter")
        assert d.up == "how_pause"
        assert len(d.session.events) == before


@on_screen
async def test_up_from_the_empty_field_goes_to_the_last_answer_and_enter_changes_it() -> None:
    async with driven() as d:
        await paused(d)
        await d.press("up")
        assert "▌ Efter tyve minutter" in d.shown()
        await d.press("enter")
        assert d.up == "when_pause"
        assert d.screen.answering.field.text == "Efter tyve minutter"
        await d.press("escape")
        assert d.up == "how_pause"


@pytest.mark.parametrize("key", ["ctrl+b", "alt+left", "pageup"])
@on_screen
async def test_the_way_back_to_an_answer_has_several_keys(key: str) -> None:
    async with driven() as d:
        await paused(d)
        await d.press(key)
        assert d.screen.past.has_focus
        await d.press("down")
        assert not d.screen.past.has_focus


@on_screen
async def test_a_click_on_an_earlier_answer_opens_it() -> None:
    async with driven() as d:
        await paused(d)
        await d.click("Efter tyve")
        assert d.up == "when_pause"


@on_screen
async def test_undo_takes_back_letters_while_typing_and_answers_else() -> None:
    async with driven() as d:
        await paused(d)
        await d.press(Typed("x"), "ctrl+z")
        assert d.screen.answering.field.text == ""
        assert d.value("when_pause") == "Efter tyve minutter"
        await d.press("ctrl+z")
        assert d.value("when_pause") is None
        assert d.up == "when_pause"
        assert "Svaret er taget tilbage." in d.flat()


@on_screen
async def test_undo_at_the_very_beginning_is_told() -> None:
    async with driven() as d:
        await d.press("ctrl+z")
        assert w.NO_UNDO in d.flat()


@on_screen
async def test_progress_that_falls_has_a_reason_beside_it() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:2])
        assert "3 af 3" in d.flat()
        await d.give(True)
        assert "4 af 5" in d.flat()
        assert "Svaret giver 2 spørgsmål mere." in d.flat()


@on_screen
async def test_looking_back_leads_to_a_change_of_any_answer() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:6])
        await d.press("f4")
        assert isinstance(d.app.screen, LookBackScreen)
        d.app.screen.dismiss(Place("hope"))
        await d.pilot.pause()
        assert d.up == "hope"
        assert "I retter et tidligere svar" in d.flat()


# Instead of answering


@pytest.mark.parametrize(("letter", "reason"), [
    ("i", "not_now"), ("v", "declined"), ("d", "unknown"), ("a", "ask_someone")])
@on_screen
async def test_a_skip_has_a_reason_and_dignity(letter: str, reason: str) -> None:
    async with driven() as d:
        await d.give(True)
        await d.press(Typed("halvt"), "f5")
        assert "Det er helt i orden" in d.flat()
        await d.press(letter, "enter")
        assert d.value("hope") == reason
        assert d.up == "coffee"


@on_screen
async def test_later_brings_the_question_back() -> None:
    async with driven() as d:
        await d.give(True)
        await d.press("f5", "s", "enter")
        assert d.up == "coffee"
        assert Place("hope") in d.session.state.waiting()


@on_screen
async def test_changing_ones_mind_about_skipping_keeps_the_half_written() -> None:
    async with driven() as d:
        await d.give(True)
        await d.press(Typed("halvt"), "f5", "escape", Typed(" helt"), "enter")
        assert d.value("hope") == "halvt helt"


@on_screen
async def test_what_must_be_answered_can_still_wait() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:-3])
        assert d.up == "next_talk"
        await d.press("f5")
        assert talk.SKIP_MUST in d.flat()
        assert "Det vil jeg ikke" not in d.flat()
        await d.press("s", "enter")
        assert d.up != "next_talk"


# Half-written words


@on_screen
async def test_half_written_words_are_kept_within_a_second_and_only_offered() -> None:
    session = begun()
    async with driven(session) as d:
        await d.give(True)
        await d.press(Typed("jeg vil ger"))
        await d.pilot.pause(1.0)
        draft = session.draft()
        assert draft is not None and draft.text == "jeg vil ger"
        again = Session.resume(session.store, session.conversation.id)
        async with driven(again) as later:
            assert "I var i gang med at skrive: »jeg vil ger«" in later.flat()
            assert later.screen.answering.field.text == ""
            await later.press("j", "enter")
            assert later.screen.answering.field.text == "jeg vil ger"
            await later.press(Typed("ne"), "enter")
            assert later.value("hope") == "jeg vil gerne"
            assert again.draft() is None


@on_screen
async def test_a_draft_that_is_let_go_is_gone() -> None:
    session = begun()
    session.answer(Place("purpose"), True)
    session.keep_draft(Place("hope"), "noget")
    async with driven(session) as d:
        await d.press("n", "enter")
        assert d.up == "hope"
        assert d.screen.answering.field.text == ""
        assert session.draft() is None


@on_screen
async def test_a_draft_of_an_earlier_answer_opens_that_answer() -> None:
    session = begun()
    session.answer(Place("purpose"), True)
    session.answer(Place("hope"), "Ro")
    session.keep_draft(Place("hope"), "Ro og")
    async with driven(session) as d:
        await d.press("j", "enter")
        assert d.up == "hope"
        assert d.screen.answering.field.text == "Ro og"


@on_screen
async def test_leaving_asks_nothing_and_saves_the_half_written() -> None:
    session = begun()
    async with driven(session) as d:
        await d.give(True)
        await d.press(Typed("halvt"))
        kept: list[str] = []
        monkey = session.store.close

        def close() -> None:
            draft = session.draft()
            kept.append(draft.text if draft else "")
            monkey()

        session.store.close = close  # type: ignore[method-assign]
        await d.press("ctrl+q")
        await d.pilot.pause()
    assert kept == ["halvt"]


@on_screen
async def test_leaving_says_so_once_when_the_half_written_cannot_be_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    session = begun()

    def full(*_: object) -> None:
        raise UnwritableStore("Disken er fuld.")

    async with driven(session) as d:
        await d.give(True)
        await d.press(Typed("halvt"))
        monkeypatch.setattr(session, "keep_draft", full)
        d.app.action_leave()
        await d.pilot.pause()
        assert d.app._exit is False
        d.app.action_leave()
        assert d.app._exit is True


@on_screen
async def test_an_answer_that_cannot_be_kept_stays_in_the_field_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise UnwritableStore("Disken er fuld.", kept="Det tidligere er gemt.", next_step="Ryd lidt op, og prøv igen.")

    async with driven() as d:
        await d.give(True)
        monkeypatch.setattr(d.session.store, "append", full)
        await d.press(Typed("vigtigt"), "enter")
        assert d.up == "hope"
        assert d.screen.answering.field.text == "vigtigt"
        assert "Disken er fuld. Det tidligere er gemt. Ryd lidt op, og prøv igen." in d.flat()
        monkeypatch.undo()
        await d.press("enter")
        assert d.value("hope") == "vigtigt"


# Other screens, and the end


@on_screen
async def test_the_overview_leads_to_a_section_and_earlier_questions_come_after() -> None:
    async with driven() as d:
        await d.give(True)
        await d.press("f7")
        assert isinstance(d.app.screen, SectionsScreen)
        await d.press("3", "enter")
        assert d.up == "kind_of_day"
        assert Place("hope") in [place for place in d.session.state.relevant() if d.session.state.is_open(place)]


@on_screen
async def test_a_section_where_all_is_said_shows_its_answers() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:6])
        d.screen.go_to("hello")
        await d.pilot.pause()
        assert "Alt er besvaret her" in d.flat()
        assert d.screen.past.has_focus
        await d.press("escape")
        assert d.up == "wish"


@on_screen
async def test_the_plan_is_a_screen_and_where_there_is_room_it_stands_beside_the_talk() -> None:
    async with driven() as d:
        await d.press("f3")
        assert isinstance(d.app.screen, PlanScreen)
        await d.press("escape")
        await d.resize(160, 50)
        await d.pilot.pause(0.3)
        assert d.screen.plan_view is not None
        assert "Planen" in d.shown()
        await d.press("f3")
        assert isinstance(d.app.screen, PlanScreen)
        await d.press("escape", "shift+f3")
        assert "UDKAST" not in d.shown()


@on_screen
async def test_the_talk_can_be_stopped_at_any_moment() -> None:
    session = begun()
    async with driven(session) as d:
        await d.give(True)
        await d.press("escape")
        assert "Vi stopper her for i dag" in d.flat()
        assert (talk.PRACTICE if session.practice else talk.STOP).split(".")[0] in d.flat()
        await d.press("f", "enter")
        assert d.up == "hope"
        assert not session.state.closed
        await d.app.push_screen(ConversationScreen(session))
        await d.pilot.pause()
        await d.press("escape", "s", "enter")
        assert session.state.closed
        assert d.app.screen is d.screen


@on_screen
async def test_the_end_offers_the_plan_and_the_way_back() -> None:
    async with driven() as d:
        await d.give(*ANSWERS)
        assert "Nu er I nået hele vejen rundt" in d.flat()
        await d.press("g", "enter")
        assert isinstance(d.app.screen, SectionsScreen)


@pytest.mark.parametrize("size", SIZES)
@on_screen
async def test_every_question_can_be_answered_at_every_size(size: tuple[int, int]) -> None:
    async with driven(size=size) as d:
        for value in ANSWERS:
            asked = d.session.ask(d.screen.talk.place) if d.screen.talk.place else ""
            assert asked.split()[0] in d.flat()
            assert who(d) in d.flat()
            part = d.screen.answering.first
            assert part.region.bottom <= size[1] - 1
            assert part.region.height > 0
            await d.give(value)
        assert d.up == ""
        assert all(len(row) <= size[0] for row in d.shown().splitlines())


@on_screen
async def test_the_window_may_change_at_any_moment() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:3])
        await d.press(Typed("halvt skr"))
        for size in (*SIZES, (30, 8), (1, 1), (44, 14), (80, 24)):
            await d.resize(*size)
            if size[0] < 44 or size[1] < 14:
                continue
            assert who(d) in d.flat() and "sagsbehandleren skriver" in d.flat()
        assert d.screen.answering.field.text == "halvt skr"


@on_screen
async def test_a_window_that_is_too_small_is_one_calm_sentence() -> None:
    async with driven(size=(43, 20)) as d:
        assert d.flat() == "Vinduet er for lille. Gør det større, så fortsætter vi her."
        await d.resize(80, 24)
        assert "Svarer nu" in d.shown()


@on_screen
async def test_the_sections_fold_to_a_line_and_unfold_to_a_list() -> None:
    async with driven(size=(103, 30)) as d:
        await d.give(*ANSWERS[:6])
        assert "●◉○  Det du gerne vil  1 af 4" in d.shown()
        await d.resize(104, 30)
        assert "●◉○" not in d.shown()
        rows = [row.strip()[:20] for row in d.shown().splitlines()]
        assert any(row.startswith("●  Velkommen") for row in rows)
        assert any(row.startswith("◉  Det du gerne vil") for row in rows)
        assert any(row.startswith("○  Veje") for row in rows)
        await d.click("Veje")
        assert d.up == "kind_of_day"


@on_screen
async def test_a_long_talk_is_read_upwards_with_the_wheel() -> None:
    turns = "\n".join(f"{{id: q{number}, kind: text, ask: Hvad så nu?}}" for number in range(20))
    async with driven(begun(script_of(turns))) as d:
        for number in range(15):
            await d.press(Typed(f"svar {number}"), "enter")
        assert "svar 14" in d.shown()
        assert "svar 0" not in d.shown()
        for _ in range(30):
            d.screen.past.on_mouse_scroll_up()
        await d.pilot.pause()
        assert "svar 0" in d.shown()
        await d.press(Typed("nyt"), "enter")
        assert "▌ nyt" in d.shown()


@on_screen
async def test_half_written_words_are_kept_when_the_two_stop_for_today() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:1])
        await d.app.push_screen(ConversationScreen(d.session))
        await d.pilot.pause()
        await d.press(Typed("midt i en sætning"), "escape", "s", "enter")
        draft = d.session.draft()
        assert draft is not None
        assert draft.text == "midt i en sætning"


@on_screen
async def test_undo_puts_the_words_back_where_they_were_written() -> None:
    async with driven() as d:
        await d.give(*ANSWERS[:1])
        await d.press(Typed("en lang historie"), "enter")
        await d.press("ctrl+z")
        assert d.screen.answering.field.text == "en lang historie"


@on_screen
async def test_escape_takes_the_guidance_away_and_nothing_else() -> None:
    async with driven() as d:
        await d.press("f8")
        assert w.NO_GUIDE in d.flat()
        await d.press("escape")
        assert w.NO_GUIDE not in d.flat()
        assert "stoppe her" not in d.flat()


@on_screen
async def test_a_talk_that_went_on_in_another_window_can_be_opened_again() -> None:
    session = begun()
    async with driven(session) as d:
        await d.give(*ANSWERS[:1])
        other = Session.resume(session.store, session.conversation.id)
        first = other.next()
        assert first is not None
        other.put_off(first)
        await d.app.push_screen(ConversationScreen(session))
        await d.pilot.pause()
        await d.press(Typed("halvt"), "enter")
        assert "gået videre i et andet vindue" in d.flat()
        await d.press("1", "enter")
        await d.pilot.pause()
        assert d.app.session is not None
        assert d.app.session is not session
        assert d.app.session.events == other.events


@on_screen
async def test_what_was_half_written_stays_on_disk_while_it_is_offered() -> None:
    with Store.throwaway() as store:
        session = pages(store)
        place = session.next()
        assert place is not None
        session.keep_draft(place, "halvt skrevet")
        async with opened(store) as room:
            screen = await room.app.open_conversation(Session.resume(store, session.conversation.id))
            await room.calm()
            assert "halvt skrevet" in room.shown()
            assert screen.keep_draft()
            kept = session.draft()
            assert kept is not None and kept.text == "halvt skrevet"
            await room.press("n", "enter")
            assert store.draft(session.conversation.id) is None
