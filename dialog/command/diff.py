"""What is new in a plan since it was last agreed to or taken out of the program, and why."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from dialog.errors import NotFound
from dialog.language.format import date_text, list_text, local_date

if TYPE_CHECKING:
    from dialog.plan.edition import Version
    from dialog.session import Session
    from dialog.store import Store


def diff(options: argparse.Namespace, open_store: Callable[[], Store]) -> int:
    """Prints the change from one version to another, to the plan as it stands unless `--until` says otherwise."""
    from dialog.session import Session

    with open_store() as store:
        talks = store.conversations(store.citizen(options.case).id)
        if not talks:
            raise NotFound("Der er ingen samtale med den borger endnu.")
        for line in told(Session.resume(store, talks[0].id), options.since, options.until):
            print(line)
    return 0


def told(session: Session, since: int | None, until: int | None) -> list[str]:
    """The two versions, and each change between them as a sentence. Raises NotFound."""
    kept = session.versions()
    if not kept:
        return ["Planen har kun én udgave endnu. Den er hverken aftalt eller skrevet ud."]
    after = _version(kept, until) if until is not None else None
    before = _version(kept, since) if since is not None else _before(kept, after)
    changes = [f"- {each.told()}" for each in session.changes(before, after)]
    now = described(after) if after else "planen, som den står nu"
    return [f"Fra {described(before)} til {now}:", *(changes or ["Der er ikke ændret noget."])]


def described(version: Version) -> str:
    """`udgave 2 (3. maj 2026, aftalt og skrevet ud)`."""
    happened = [word for word, held in (("aftalt", version.agreed), ("skrevet ud", version.taken_out)) if held]
    return f"udgave {version.number} ({date_text(local_date(version.at))}, {list_text(happened)})"


def _version(kept: tuple[Version, ...], number: int) -> Version:
    found = next((each for each in kept if each.number == number), None)
    if found is None:
        raise NotFound(f"Der er ingen udgave {number}.", next_step=f"Den seneste er udgave {kept[-1].number}.")
    return found


def _before(kept: tuple[Version, ...], after: Version | None) -> Version:
    """The version before the other one; the last that was kept, for the plan as it stands."""
    earlier = [each for each in kept if after is None or each.number < after.number]
    return earlier[-1] if earlier else kept[0]
