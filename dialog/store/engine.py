"""SQLAlchemy upon a connection that is open already. Importing it costs a fifth of a second: only lists need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy
import sqlcipher3.dbapi2
from sqlalchemy.pool import StaticPool

if TYPE_CHECKING:
    from sqlite3 import Connection


def engine_upon(connection: Connection) -> sqlalchemy.Engine:
    """An engine that speaks to this connection alone and begins every transaction IMMEDIATE.

    SQLAlchemy's own handling would begin late and leave half a migration behind; its errors never show parameters.
    """
    engine = sqlalchemy.create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=sqlcipher3.dbapi2,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    sqlalchemy.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sqlalchemy.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
