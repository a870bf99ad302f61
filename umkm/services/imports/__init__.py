"""Spreadsheets into the register.

runs      asked for, checked and written by the worker, resumed after a crash
planning  what each line would do to the register as it stands
writing   doing it, in a handful of statements
copying   rows into PostgreSQL by COPY
"""

from umkm.services.imports.runs import (
    ask_commit,
    ask_import,
    forget_old_rows,
    interrupted_imports,
    perform_import,
)

__all__ = [
    "ask_commit",
    "ask_import",
    "forget_old_rows",
    "interrupted_imports",
    "perform_import",
]
