"""The person's file: every event encrypted on disk before the next question is shown.

The door is `from dialog.store import Store`. The door itself is light (no SQLCipher), so the start screen may ask
`Store.exists`; whatever is heavy is imported inside the door's methods, when a file is really opened: in a worker.

    record      what goes in and comes out          key         the key file: passphrase and recovery key
    door        Store, the one way in               first_start a new file, safe to interrupt anywhere
    database    an open file: settings, locking     migration   from any older file to today's tables
    journal     events and the half-typed answer    register    a person, a conversation, a setting by its key
    statement   the SQL of all three                listing     lists of people and talks
    table       the SQLModel tables                 column      how a value lies in its column
    fault       every failure in words a caseworker can act on
"""

from dialog.store.door import Store

__all__ = ["Store"]
