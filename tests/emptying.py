"""After a test whose commits were real: its rows go, and what every test finds at its start stays.

Django's own way truncates every table and loads the reference data anew, most of a second for each such test. Here only rows
that a test wrote are deleted. When it changed what was there before, or the role may not pass the triggers that refuse a deletion,
Django's own way is taken.
"""

from django.db import connection, transaction
from django.test.testcases import TransactionTestCase
from psycopg2 import sql

_flush = TransactionTestCase._fixture_teardown
#: Table -> fingerprint of its rows when no test had run; None: not looked yet.
_found: dict[str, str] | None = None


def remember() -> None:
    """Note what the tables hold now. Call it before the first test."""
    global _found
    with connection.cursor() as cursor:
        _found = _fingerprints(cursor, _with_rows(cursor))


def empty_tables(case: TransactionTestCase) -> None:
    """In place of TransactionTestCase._fixture_teardown."""
    if _found is None or not _emptied():
        _flush(case)
        remember()


def _emptied() -> bool:
    """Delete what is new; False, with nothing changed, when more than that is needed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return False
        # Waits for whoever is still writing, as TRUNCATE would.
        every = sql.SQL(", ").join(map(sql.Identifier, _tables()))
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(every))
        if _fingerprints(cursor, _found) != _found:
            return False
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _with_rows(cursor) - _found.keys():
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    return True


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _with_rows(cursor) -> set[str]:
    found = _of_each(cursor, "SELECT {name} WHERE EXISTS (SELECT FROM {table})", _tables())
    return {name for (name,) in found}


def _fingerprints(cursor, tables) -> dict[str, str]:
    whole = (
        "SELECT {name}, md5(string_agg(kept::text, ',' ORDER BY kept::text)) FROM {table} AS kept"
    )
    return {name: fingerprint or "" for name, fingerprint in _of_each(cursor, whole, tables)}


def _of_each(cursor, question: str, tables) -> list[tuple]:
    """The rows of one question about each table, with one statement."""
    if not tables:
        return []
    asked = sql.SQL(question)
    cursor.execute(
        sql.SQL(" UNION ALL ").join(
            asked.format(name=sql.Literal(table), table=sql.Identifier(table)) for table in tables
        )
    )
    return cursor.fetchall()
