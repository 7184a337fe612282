"""What changed between two plans, and why: told as a person would say it, from events alone."""

from __future__ import annotations

from datetime import UTC, datetime

from dialog.conversation.event import Agreed, LineReworded, Place, Remarked
from dialog.conversation.state import fold
from dialog.plan.change import changes
from dialog.plan.edition import version_of, versions
from dialog.store.record import Edition
from tests.plan.whole import agreed, plan_of, talked
from tests.tiny import SPACE, Talk, script_of

LISTS = "{goals: {item: mål, min: 0, max: 5, title_from: wish}}"


def small() -> Talk:
    return Talk(script_of(
        """
        {id: wish, kind: list, fills: goals, ask: "Hvad vil du?", plan: {to: goal.statement, verbatim: true}}
        {id: sure, kind: yesno, ask: "Ved du, hvad du vil?"}
        {id: job, kind: text, when: sure == yes, ask: "Hvilket job?", plan: {to: direction.job}}
        {id: try, kind: text, when: sure == no, ask: "Hvad vil du prøve?", plan: {to: direction.curious}}
        """, lists=LISTS))


def told(talk: Talk, since: int) -> list[str]:
    """The changes after the event with that number, as sentences."""
    then = fold(talk.script, talk.events[:since])
    before = Talk(talk.script)
    before.events, before.state = talk.events[:since], then
    found = changes(talk.script, plan_of(before), plan_of(talk), then, talk.events[since:])
    return [each.told() for each in found]


def answered() -> Talk:
    talk = small()
    talk.add("wish", "a", "Ro om pengene")
    talk.answer("sure", True)
    talk.answer("job", "Noget med mad.")
    return talk


def test_nothing_has_changed_when_nothing_was_said() -> None:
    assert told(answered(), 3) == []


def test_a_new_answer_is_told_with_what_stood_before_and_the_day() -> None:
    talk = answered()
    talk.answer("job", "Noget med dyr")
    assert told(talk, 3) == [
        "»Job, jeg går efter« er ændret fra »Noget med mad.« til »Noget med dyr«. Det sagde du den 2. marts 2026."]


def test_a_new_line_is_told_as_new() -> None:
    assert told(answered(), 2) == [
        "»Job, jeg går efter« er kommet til: »Noget med mad.« Det sagde du den 2. marts 2026."]


def test_a_line_that_went_away_tells_which_answer_closed_the_road_to_it() -> None:
    talk = answered()
    talk.answer("sure", False)
    talk.answer("try", "Køkken")
    assert told(talk, 3) == [
        "»Det vil jeg gerne prøve« er kommet til: »Køkken«. Det sagde du den 2. marts 2026.",
        "»Job, jeg går efter« er taget ud: »Noget med mad.«, fordi du den 2. marts 2026 svarede »Nej« til "
        "»Ved du, hvad du vil?«."]


def test_an_old_answer_that_came_back_tells_what_opened_the_road_again() -> None:
    talk = answered()
    talk.answer("sure", False)
    talk.answer("sure", True)
    (line,) = told(talk, 4)
    assert line == ("»Job, jeg går efter« er kommet til: »Noget med mad.«, fordi du den 2. marts 2026 svarede »Ja« til "
                    "»Ved du, hvad du vil?«.")


def test_something_taken_off_a_list_is_named() -> None:
    talk = answered()
    talk.remove("wish", "a")
    (line,) = told(talk, 3)
    assert line == ("»Mit mål« er taget ud: »Ro om pengene«, fordi »Ro om pengene« blev taget af listen den "
                    "2. marts 2026.")


def test_a_rank_goes_with_what_was_ranked() -> None:
    talk = Talk(script_of(
        """
        {id: wish, kind: list, fills: goals, ask: "Hvad?", plan: {to: barrier.statement, verbatim: true}}
        {id: first, kind: rank, over: goals, ask: "Hvad først?", plan: {to: barrier.rank}}
        """, lists=LISTS))
    talk.add("wish", "a", "Ryggen")
    talk.add("wish", "b", "Gælden")
    talk.answer("first", ["b", "a"])
    talk.remove("wish", "a")
    gone = [each for each in told(talk, 3) if "taget ud: Nummer 2 af 2" in each]
    assert gone and gone[0].endswith(", fordi »Ryggen« blev taget af listen den 2. marts 2026.")


def test_what_is_said_about_an_item_names_the_item() -> None:
    talk = talked()
    place = next(place for place in talk.state.relevant() if place.turn == "agreement_who" and place.item)
    since = talk.state.seq
    talk.answer(place, {"chosen": ["together"]})
    (line,) = told(talk, since)
    assert line.startswith("»Hvem« ved »Ringe til køkkenet på Solvang« er ændret fra Jeg gør det selv til Vi gør det ")


def test_an_answer_taken_back_is_the_cause() -> None:
    talk = answered()
    talk.reopen("job")
    (line,) = told(talk, 3)
    assert line.endswith(", fordi et svar blev taget tilbage den 2. marts 2026.")


def test_other_words_and_remarks_are_changes_too() -> None:
    talk = answered()
    goal = next(line for line in plan_of(talk).lines() if line.target == "goal.statement")
    talk.do(LineReworded(**talk.envelope(), line=goal.id, wording="Gældsrådgivning", by="caseworker"))
    talk.do(Remarked(**talk.envelope(), remark=SPACE, text="Det er ikke nok.", disagrees=True, by="citizen"))
    assert told(talk, 3) == [
        "»Mit mål« har fået andre ord ved siden af: »Gældsrådgivning«. Det skrev sagsbehandleren den 2. marts 2026.",
        "Borger er uenig: »Det er ikke nok.« Det var den 2. marts 2026."]


def test_every_change_of_a_whole_talk_has_a_cause() -> None:
    talk = talked()
    for since in (5, 40, 90):
        then = fold(talk.script, talk.events[:since])
        before = Talk(talk.script)
        before.events, before.state = talk.events[:since], then
        found = changes(talk.script, plan_of(before), plan_of(talk), then, talk.events[since:])
        assert found and all(each.because for each in found)


def test_versions_are_the_plans_that_were_kept_each_different_one_counted_once() -> None:
    talk = agreed(answered())
    first = plan_of(talk)
    (one,) = versions(talk.state.about_plan.agreed, ())
    assert (one.number, one.agreed, one.taken_out, one.fingerprint) == (1, True, False, first.fingerprint())
    at = datetime(2026, 3, 9, tzinfo=UTC)
    out = Edition(talk.state.seq, at, first.edition, first.fingerprint(), first.version)
    (same,) = versions(talk.state.about_plan.agreed, (out,))
    assert (same.number, same.agreed, same.taken_out) == (1, True, True)
    talk.answer("job", "Noget andet")
    changed = plan_of(talk)
    assert (first.version, changed.version, changed.agreed) == (1, 2, False)
    kept = versions(talk.state.about_plan.agreed, (out,))
    assert version_of(changed.fingerprint(), kept) == 2
    assert version_of(first.fingerprint(), kept) == 1


def test_a_yes_taken_back_at_once_leaves_no_version() -> None:
    talk = agreed(answered())
    last = talk.events[-1]
    assert isinstance(last, Agreed)
    talk.do(Agreed(**talk.envelope(), by="caseworker", plan_sha256="", undoes=last.seq))
    assert versions(talk.state.about_plan.agreed, ()) == ()
    assert plan_of(talk).version == 1


def test_a_plan_says_which_edition_it_takes_the_place_of() -> None:
    from dialog.plan.draft import draft
    from tests.plan.whole import header_of

    talk = answered()
    first = plan_of(talk)
    out = Edition(talk.state.seq, first.header.updated, first.edition, first.fingerprint(), 1)
    again = draft(talk.script, talk.state, header_of(talk), (out,))
    assert again == first and again.replaces is None
    talk.answer(Place("job"), "Noget andet")
    changed = draft(talk.script, talk.state, header_of(talk), (out,))
    assert changed.replaces is not None
    assert (changed.replaces.edition, changed.replaces.version, changed.version) == (first.edition, 1, 2)
    both = (out, Edition(talk.state.seq, changed.header.updated, changed.edition, changed.fingerprint(), 2))
    assert draft(talk.script, talk.state, header_of(talk), both) == changed
