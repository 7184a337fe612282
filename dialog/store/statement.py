"""Every statement, as text: a talk's (beginning, answering, the half-typed words, taking it up again) and the lists'.

They run on the bare connection, where an event costs what SQLCipher costs, and nobody pays for importing SQLModel: a
quarter of a second, and as much memory as the whole screen. A test prepares each against the SQLModel tables.
"""

from __future__ import annotations

APPEND = """INSERT INTO event (municipality, conversation, seq, id, at, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?)"""
LAST_SEQ = """SELECT max(seq) FROM event WHERE municipality = ? AND conversation = ?"""
EVENT_BY_ID = """SELECT municipality, conversation, seq, id, at, kind, body FROM event
    WHERE municipality = ? AND id = ?"""
EVENTS = """SELECT kind, id, seq, at, body FROM event WHERE municipality = ? AND conversation = ? ORDER BY seq"""

KEEP_DRAFT = """INSERT INTO draft (municipality, conversation, place, text, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (municipality, conversation)
    DO UPDATE SET place = excluded.place, text = excluded.text, at = excluded.at"""
DRAFT = """SELECT place, text, at FROM draft WHERE municipality = ? AND conversation = ?"""
DROP_DRAFT = """DELETE FROM draft WHERE municipality = ? AND conversation = ?"""
DROP_DRAFT_AT = """DELETE FROM draft WHERE municipality = ? AND conversation = ? AND place IN (?, ?)"""

KEEP_SCRIPT = """INSERT INTO script (municipality, sha256, id, version, canonical) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (municipality, sha256) DO NOTHING"""
CANONICAL = """SELECT canonical FROM script WHERE municipality = ? AND sha256 = ?"""
BEGIN_TALK = """INSERT INTO conversation
    (municipality, id, citizen, script_id, script_version, script_sha256, started_at, practice)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (municipality, id) DO NOTHING"""
TALK = """SELECT id, citizen, script_id, script_version, script_sha256, started_at, practice FROM conversation
    WHERE municipality = ? AND id = ?"""
ADD_CITIZEN = """INSERT INTO citizen (municipality, id, name, case_reference, cpr) VALUES (?, ?, ?, ?, ?)"""
UPDATE_CITIZEN = """UPDATE citizen SET name = ?, case_reference = ?, cpr = ? WHERE municipality = ? AND id = ?"""
CITIZEN_BY_ID = """SELECT id, name, case_reference, cpr FROM citizen WHERE municipality = ? AND id = ?"""
CITIZEN_BY_CASE = """SELECT id, name, case_reference, cpr FROM citizen WHERE municipality = ? AND case_reference = ?"""

KEEP_EDITION = """INSERT INTO edition (municipality, conversation, edition, seq, at, fingerprint, version)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (municipality, conversation, edition) DO NOTHING"""
EDITIONS = """SELECT seq, at, edition, fingerprint, version FROM edition
    WHERE municipality = ? AND conversation = ? ORDER BY seq, at"""

NOTE_ACCESS = """INSERT INTO access (municipality, seq, at, citizen, what)
    SELECT ?, coalesce(max(seq), 0) + 1, ?, ?, ? FROM access WHERE municipality = ?"""
LAST_ACCESS = """SELECT at FROM access WHERE municipality = ? AND citizen = ? AND what = ?
    ORDER BY seq DESC LIMIT 1"""

SETTING = """SELECT value FROM setting WHERE municipality = ? AND key = ?"""
SET_SETTING = """INSERT INTO setting (municipality, key, value) VALUES (?, ?, ?)
    ON CONFLICT (municipality, key) DO UPDATE SET value = excluded.value"""

_OF_TALK = """FROM event AS one WHERE one.municipality = talk.municipality AND one.conversation = talk.id"""
_LAST_AT = f"""coalesce((SELECT at {_OF_TALK} ORDER BY seq DESC LIMIT 1), talk.started_at)"""
_PINNED = """talk.id, talk.citizen, talk.script_id, talk.script_version, talk.script_sha256, talk.started_at,
    talk.practice"""
_FACTS = f"""{_LAST_AT},
    (SELECT count(DISTINCT json_extract(body, '$.place')) {_OF_TALK} AND kind = 'answered'),
    coalesce((SELECT kind = 'closed' {_OF_TALK} AND kind IN ('closed', 'resumed') ORDER BY seq DESC LIMIT 1), 0)"""
"""What a talk's events tell of it: when it was last in use, how many places were answered, whether it was ended."""
CITIZENS = """SELECT id, name, case_reference, cpr FROM citizen WHERE municipality = ? ORDER BY id"""
TALKS = f"""SELECT {_PINNED}, {_FACTS} FROM conversation AS talk
    WHERE municipality = ? AND citizen = ? ORDER BY started_at DESC, id"""
OVERVIEW = f"""WITH used AS (
        SELECT talk.*, {_LAST_AT} AS used_at FROM conversation AS talk WHERE municipality = ?),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY citizen ORDER BY used_at DESC, id) AS place,
            count(*) OVER (PARTITION BY citizen) AS talks FROM used)
    SELECT person.id, name, case_reference, cpr, talks, {_PINNED}, {_FACTS}
    FROM citizen AS person LEFT JOIN ranked AS talk
        ON talk.municipality = person.municipality AND talk.citizen = person.id AND talk.place = 1
    WHERE person.municipality = ? ORDER BY used_at DESC NULLS LAST, person.id"""
"""Everybody, last in use first, each with the conversation last in use: one statement, however many people."""
