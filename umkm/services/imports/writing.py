"""From planned rows into the register: a handful of statements, whatever the number of rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models

from kemitraan.verification import VerificationStatus
from umkm.consents import CURRENT
from umkm.models import (
    Basis,
    Channel,
    Consent,
    ImportRun,
    Product,
    Umkm,
    UmkmIdentity,
    UmkmStatusChange,
)
from umkm.services.search import refresh_search
from umkm.services.size import recompute_sizes


def write(run: ImportRun, now: datetime) -> list[int]:
    """Bring the rows of a planned run into the register: the keys of the firms that are new.

    To be called in a transaction. A firm that was registered since the plan is left alone, and its row says so.
    """
    created = _create_firms(run, now)
    _resolve_followers(run)
    changed = _change_firms(run)
    touched = _add_products(run)
    _change_products(run)
    recompute_sizes(keys=changed)
    with connection.cursor() as cursor:
        # What comes next plans with tables that have just grown, before autovacuum has looked at them.
        cursor.execute("ANALYZE umkm_umkm, umkm_umkmidentity, umkm_product")
    refresh_search(list({*created, *changed, *touched}))
    return created


def _insert(
    model: type[models.Model],
    given: Mapping[str, str],
    source: str,
    values: list[Any],
    tail: str = "",
) -> list[int]:
    """INSERT ... SELECT; `given` are SQL expressions by column, every other column gets what its field begins with."""
    expressions, first = dict(given), []
    for field in model._meta.concrete_fields:
        if field.column in expressions or (field.primary_key and not field.is_relation):
            continue
        if field.null:
            continue
        expressions[field.column] = f"%s::{field.db_type(connection)}"
        first.append((field.column, field.get_db_prep_save(field.get_default(), connection)))
    statement = (
        f"INSERT INTO {model._meta.db_table} ({', '.join(expressions)}) "
        f"SELECT {', '.join(expressions.values())} {source} {tail}"
    )
    # Placeholders of defaults stand in the order of the columns, after those that `given` may hold none of.
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _column, value in first] + values)
        return [row[0] for row in cursor.fetchall()] if "RETURNING" in tail else []


def _create_firms(run: ImportRun, now: datetime) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE umkm_importrow SET umkm_id = NULL WHERE run_id = %s AND action = 'create'",
            [run.pk],
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE import_new ON COMMIT DROP AS "
            "SELECT id AS line_id, nextval(pg_get_serial_sequence('umkm_umkm', 'id')) AS umkm_id "
            "FROM umkm_importrow WHERE run_id = %s AND action = 'create' ORDER BY number",
            [run.pk],
        )
        cursor.execute("CREATE UNIQUE INDEX ON import_new (line_id)")
        cursor.execute("ANALYZE import_new")
    copied = (
        "name", "owner_name", "form", "telephone", "nib", "cluster_id", "village_id", "address", "description",
        "women_owned", "capital_rupiah", "yearly_sales_rupiah", "size_class", "size_basis", "size_disagrees",
    )  # fmt: skip
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        quoted = cursor.mogrify("%s::timestamptz", [moment]).decode()
        actor = cursor.mogrify("%s::bigint", [run.asked_by_id]).decode()
    created = _insert(
        Umkm,
        {
            "id": "new.umkm_id",
            **{name: f"line.{name}" for name in copied},
            "registered_at": quoted,
            "consent_at": quoted,
            "registered_by_id": actor,
        },
        "FROM umkm_importrow AS line JOIN import_new AS new ON new.line_id = line.id ORDER BY line.number",
        [],
        "ON CONFLICT DO NOTHING RETURNING id",
    )
    _tell_lost_races(len(created), created)
    new = "FROM umkm_importrow AS line JOIN import_new AS new ON new.line_id = line.id"
    prints = ("nik_print", "npwp_print", "nib_print", "telephone_print", "name_key", "owner_key")
    _insert(
        UmkmIdentity,
        {
            "umkm_id": "new.umkm_id",
            **{name: f"line.{name}" for name in ("nik", "npwp", *prints)},
        },
        new,
        [],
    )
    _insert(
        UmkmStatusChange,
        {
            "subject_id": "new.umkm_id",
            "at": quoted,
            "actor_id": actor,
            "verb": "'register'",
            "source": "''",
            "target": f"'{VerificationStatus.REGISTERED.value}'",
        },
        new,
        [],
    )
    for purpose, version in CURRENT.items():
        _insert(
            Consent,
            {
                "umkm_id": "new.umkm_id",
                "purpose": f"'{purpose.value}'",
                "version": str(version),
                "basis": f"'{Basis.DUTY.value}'",
                "channel": f"'{Channel.IMPORT.value}'",
                "given_at": quoted,
                "recorded_by_id": actor,
            },
            new,
            [],
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE import_new")
    return created


def _tell_lost_races(count: int, created: list[int]) -> None:
    """Lines whose firm somebody else registered a moment ago are left out, with the reason."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM import_new")
        if cursor.fetchone()[0] != count:
            cursor.execute(
                "UPDATE umkm_importrow AS line SET action = 'skip', "
                """remarks = remarks || '[{"code": "same_firm", "values": {}}]'::jsonb """
                "FROM import_new AS new WHERE new.line_id = line.id AND NOT new.umkm_id = ANY(%s)",
                [created],
            )
            cursor.execute("DELETE FROM import_new WHERE NOT umkm_id = ANY(%s)", [created])
        cursor.execute(
            "UPDATE umkm_importrow AS line SET umkm_id = new.umkm_id FROM import_new AS new WHERE new.line_id = line.id"
        )


def _resolve_followers(run: ImportRun) -> None:
    """Lines that bring another product of a firm of this file get its key; those whose firm was lost are left out too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE umkm_importrow AS line SET umkm_id = leader.umkm_id, action = CASE WHEN leader.umkm_id IS NULL "
            "THEN 'skip' ELSE line.action END FROM umkm_importrow AS leader WHERE line.run_id = %s AND line.action = 'change' "
            "AND leader.run_id = line.run_id AND leader.number = line.leader AND line.umkm_id IS NULL",
            [run.pk],
        )


_FIRM_COLUMNS = (
    "name", "owner_name", "telephone", "village_id", "nib", "address", "description", "women_owned",
    "capital_rupiah", "yearly_sales_rupiah",
)  # fmt: skip


def _change_firms(run: ImportRun) -> list[int]:
    """Write what the lines change in firms that are registered: their keys."""
    chosen = ", ".join(
        f"{name} = CASE WHEN line.changes ? '{name}' THEN line.{name} ELSE firm.{name} END"
        for name in _FIRM_COLUMNS
    )
    numbers = ", ".join(
        f"{column} = CASE WHEN line.changes ? '{name}' THEN line.{column} ELSE known.{column} END"
        for name, columns in (
            ("nik", ("nik", "nik_print")),
            ("npwp", ("npwp", "npwp_print")),
            ("nib", ("nib_print",)),
            ("telephone", ("telephone_print",)),
            ("name", ("name_key",)),
            ("owner_name", ("owner_key",)),
        )
        for column in columns
    )
    where = "WHERE line.run_id = %s AND line.action = 'change' AND line.leader IS NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE umkm_umkm AS firm SET {chosen} FROM umkm_importrow AS line {where} AND firm.id = line.umkm_id "  # noqa: S608
            "RETURNING firm.id",
            [run.pk],
        )
        changed = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            f"UPDATE umkm_umkmidentity AS known SET {numbers} FROM umkm_importrow AS line {where} "  # noqa: S608
            "AND known.umkm_id = line.umkm_id",
            [run.pk],
        )
    return changed


def _add_products(run: ImportRun) -> list[int]:
    """Products of new firms, and those that lines add to firms: the keys of the firms."""
    source = (
        "FROM umkm_importrow AS line WHERE line.run_id = %s AND line.umkm_id IS NOT NULL AND line.product_name <> '' "
        "AND (line.action = 'create' OR (line.action = 'change' AND line.changes ? 'product')) ORDER BY line.number"
    )
    copied = (
        "umkm_id",
        "cluster_id",
        "kbli_id",
        "unit_id",
        "capacity_month",
        "price_min",
        "price_max",
    )
    return _insert(
        Product,
        {"name": "line.product_name", **{name: f"line.{name}" for name in copied}},
        source,
        [run.pk],
        "RETURNING umkm_id",
    )


def _change_products(run: ImportRun) -> None:
    columns = ("kbli_id", "capacity_month", "price_min", "price_max")
    chosen = ", ".join(
        f"{name} = CASE WHEN line.changes ? '{name}' THEN line.{name} ELSE product.{name} END"
        for name in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE umkm_product AS product SET {chosen} FROM umkm_importrow AS line "  # noqa: S608
            "WHERE line.run_id = %s AND line.action = 'change' AND line.changes ?| %s AND product.umkm_id = line.umkm_id "
            "AND lower(product.name) = lower(line.product_name)",
            [run.pk, list(columns)],
        )
