"""The tables, declared once: what the file's own steps make, and every statement, are held to these by tests.

Every key leads with `municipality` (a CVR number, or "" on one machine), so that a large database can be
partitioned and spread without a rewrite. Table classes do not validate; what goes in are our own records.
`migration` makes the same tables by plain SQL, and a test holds the two together.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

from dialog.store.column import HERE, to_json, to_text, to_words


class Words(TypeDecorator[str]):
    """Anything a person typed, as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else to_words(value)


class Instant(TypeDecorator[datetime]):
    """A UTC time as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else to_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Row(SQLModel):
    """What all tables share; `metadata` is our own, so that no other library's tables are mixed in."""

    metadata = MetaData()

    municipality: str = Field(default=HERE, primary_key=True, sa_type=Text, sa_column_kwargs={"server_default": ""})


class CitizenRow(Row, table=True):
    __tablename__ = "citizen"
    __table_args__ = (UniqueConstraint("municipality", "case_reference"),)

    id: UUID = Field(primary_key=True)
    name: str = Field(sa_type=Words)
    case_reference: str = Field(sa_type=Words)
    cpr: str = Field(default="", sa_type=Words)


class ScriptRow(Row, table=True):
    """A script that a conversation began with, kept for as long as the conversation is."""

    __tablename__ = "script"

    sha256: str = Field(primary_key=True, sa_type=Text)
    id: str = Field(sa_type=Text)
    version: int
    canonical: str = Field(sa_type=Text)


class ConversationRow(Row, table=True):
    __tablename__ = "conversation"
    __table_args__ = (
        ForeignKeyConstraint(["municipality", "citizen"], ["citizen.municipality", "citizen.id"]),
        ForeignKeyConstraint(["municipality", "script_sha256"], ["script.municipality", "script.sha256"]),
        Index("conversation_of_citizen", "municipality", "citizen"),
    )

    id: UUID = Field(primary_key=True)
    citizen: UUID
    script_id: str = Field(sa_type=Text)
    script_version: int
    script_sha256: str = Field(sa_type=Text)
    started_at: datetime = Field(sa_type=Instant)
    practice: bool


class EventRow(Row, table=True):
    """The journal. Kept in the order of its key (no rowid): a conversation is read in one sweep, a commit writes
    less.
    """

    __tablename__ = "event"
    __table_args__ = (
        ForeignKeyConstraint(["municipality", "conversation"], ["conversation.municipality", "conversation.id"]),
        UniqueConstraint("municipality", "id"),
        CheckConstraint("seq >= 1"),
        {"sqlite_with_rowid": False},
    )

    conversation: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    id: UUID
    at: datetime = Field(sa_type=Instant)
    kind: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)


class DraftRow(Row, table=True):
    """The half-typed answer: one for each conversation, for one place in it."""

    __tablename__ = "draft"
    __table_args__ = (
        ForeignKeyConstraint(["municipality", "conversation"], ["conversation.municipality", "conversation.id"]),
    )

    conversation: UUID = Field(primary_key=True)
    place: str = Field(sa_type=Text)
    text: str = Field(sa_type=Words)
    at: datetime = Field(sa_type=Instant)


class EditionRow(Row, table=True):
    """A plan that was taken out of the program: which, and when. Not what it said; that is in the journal."""

    __tablename__ = "edition"
    __table_args__ = (
        ForeignKeyConstraint(["municipality", "conversation"], ["conversation.municipality", "conversation.id"]),
    )

    conversation: UUID = Field(primary_key=True)
    edition: str = Field(primary_key=True, sa_type=Text)
    seq: int
    at: datetime = Field(sa_type=Instant)
    fingerprint: str = Field(sa_type=Text)
    version: int


class AccessRow(Row, table=True):
    """Each time a CPR number was shown whole or left the program. Only added to; see `m0003_access`."""

    __tablename__ = "access"
    __table_args__ = (CheckConstraint("seq >= 1"),)

    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    citizen: UUID
    what: str = Field(sa_type=Text)


for _name, _change in (("unchanged", "UPDATE"), ("undeleted", "DELETE")):
    event.listen(Row.metadata.tables["access"], "after_create", DDL(  # type: ignore[no-untyped-call]
        f"CREATE TRIGGER access_{_name} BEFORE {_change} ON access BEGIN SELECT RAISE(ABORT, 'only added to'); END"
    ).execute_if(dialect="sqlite"))


class SettingRow(Row, table=True):
    __tablename__ = "setting"

    key: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Words)
