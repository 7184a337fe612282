"""Any road through the shipped script, in memory: answers, skips, changes of mind, things taken off a list."""

from __future__ import annotations

from random import Random

from dialog.conversation.event import Answered, Place
from dialog.script.model import SKIP_REASONS
from tests.plan.whole import shipped, value_of
from tests.tiny import Talk

THINGS = ("Ro om pengene", "Et job med dyr", "At sove om natten", "Min ryg", "Posten, der hober sig op", "Ringe til Bo")


def road(rng: Random, most: int = 300) -> Talk:
    """A talk that goes wherever chance takes it, and ends somewhere on the way or at the end."""
    talk = Talk(shipped())
    for _ in range(rng.randint(5, most)):
        place = talk.next()
        if place is None:
            break
        _step(talk, rng, place)
    return talk


def _step(talk: Talk, rng: Random, place: Place) -> None:
    settled = [each for each in talk.state.relevant() if talk.state.given(each)]
    chance = rng.random()
    if chance < 0.1 and settled:  # a change of mind
        _answer(talk, rng, rng.choice(settled))
    elif chance < 0.14 and settled:
        talk.reopen(rng.choice(settled))
    elif chance < 0.25:
        talk.skip(place, rng.choice(SKIP_REASONS))
    else:
        _answer(talk, rng, place)


def _answer(talk: Talk, rng: Random, place: Place) -> None:
    turn = talk.script.by_id[place.turn]
    if turn.fills:
        _fill(talk, rng, place)
        return
    value = value_of(turn, talk, place.voice)
    if turn.kind in ("yesno", "consent"):
        value = rng.random() < 0.6
    elif turn.kind == "scale":
        value = rng.randint(0, 10)
    elif turn.kind in ("choice", "choices"):
        ids = [option.id for option in turn.options]
        value = {"chosen": rng.sample(ids, 1 if turn.kind == "choice" else rng.randint(1, len(ids)))}
    said_by = place.voice or turn.answers
    talk.do(Answered(**talk.envelope(), place=place, value=value, said_by=said_by))


def _fill(talk: Talk, rng: Random, place: Place) -> None:
    items = talk.state.items(talk.script.by_id[place.turn].fills)
    if place.item is not None and rng.random() < 0.5:
        talk.remove(place.turn, place.item)
    elif place.item is not None:
        talk.add(place.turn, place.item, rng.choice(THINGS))
    elif len(items) < 3 and rng.random() < 0.7:
        talk.add(place.turn, f"{place.turn}-{talk.state.seq}", rng.choice(THINGS))
    else:
        talk.answer(place, True)
