"""Loading the reference data: files into tables, as often as one likes."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation

from kemitraan.accounts.models import Role, User
from kemitraan.reference.files import DATA, LAYOUTS, Row, clusters_of, parent_of, read_files
from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    District,
    Kbli,
    KbliCluster,
    Regency,
    SizeThreshold,
    Unit,
    Village,
)
from kemitraan.reference.signals import size_thresholds_changed
from kemitraan.reference.thesaurus import load_thesaurus
from kemitraan.refusals import must
from kemitraan.verification import official_with

may_keep_reference = official_with(Role.UMKM_OFFICER)


@transaction.atomic
def load_reference(regency_code: str, *, data: Path = DATA) -> dict[str, int]:
    """Bring the tables in line with the files: {table: rows}.

    Places of every regency are loaded, clusters of `regency_code` alone. Rows that left the files stay, since firms may
    point to them: see rows_gone_from_files. (Words go: nothing points to them but what officials added, see thesaurus.) Raises ReferenceDataError; then nothing changed.
    """
    files = read_files(regency_code, data)
    kbli = _upsert(Kbli, files["kbli"], _cells, key=("version", "code"))
    counts = {
        "regencies": _upsert(Regency, files["regencies"], _cells),
        "districts": _upsert(District, files["districts"], _inside("regency_id")),
        "villages": _upsert(Village, files["villages"], _inside("district_id")),
        "clusters": _upsert(Cluster, files["clusters"], _in_order),
        "units": _upsert(Unit, files["units"], _unit),
        "kbli": kbli,
        "certificates": _upsert(CertificateKind, files["certificates"], _certificate),
        "size_thresholds": _add_missing_thresholds(files["size_thresholds"]),
    }
    counts["kbli_moves"] = _link_moves(files["kbli_moves"])
    counts["kbli_clusters"] = _link_kbli(files["kbli_clusters"])
    counts["certificate_clusters"] = _link_certificates(_certificate_clusters(files))
    return counts | load_thesaurus(files)


def rows_gone_from_files(regency_code: str, *, data: Path = DATA) -> dict[str, list[str]]:
    """What stands in the tables though the files do not name it (any more): {table: keys}, only tables that have some.

    After a change of regency these are the clusters of the former one. Raises ReferenceDataError.
    """
    files = read_files(regency_code, data)
    in_files = {
        table: {tuple(row[column] for column in layout.key) for row in files[table]}
        for table, layout in LAYOUTS.items()
        if table not in ("thesaurus", "senses")
    } | {"certificate_clusters": _certificate_clusters(files)}
    in_tables = {
        "regencies": Regency.objects.values_list("code"),
        "districts": District.objects.values_list("code"),
        "villages": Village.objects.values_list("code"),
        "clusters": Cluster.objects.values_list("code"),
        "units": Unit.objects.values_list("code"),
        "kbli": Kbli.objects.values_list("version", "code"),
        "kbli_moves": Kbli.successors.through.objects.values_list(
            "from_kbli__code", "to_kbli__code"
        ),
        "kbli_clusters": KbliCluster.objects.values_list("cluster", "kbli__version", "kbli__code"),
        "certificates": CertificateKind.objects.values_list("code"),
        "certificate_clusters": _present_certificate_clusters(),
        "size_thresholds": [],  # officials add rows of their own
    }
    gone = {table: sorted(set(keys) - in_files[table]) for table, keys in in_tables.items()}
    return {table: [" ".join(key) for key in keys] for table, keys in gone.items() if keys}


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cells(row: Row) -> dict:
    return row.cells


def _in_order(row: Row) -> dict:
    return row.cells | {"position": row.position}


def _inside(parent: str) -> Callable[[Row], dict]:
    """A place with the place that it lies in, which its code begins with."""
    return lambda row: row.cells | {parent: parent_of(row["code"])}


def _unit(row: Row) -> dict:
    values = _in_order(row)
    return values | {"base_id": values.pop("base") or None}


def _certificate(row: Row) -> dict:
    values = _in_order(row)
    del values["clusters"]
    return values | {"validity_years": row["validity_years"] or None}


def _upsert(
    model: type[models.Model],
    rows: Iterable[Row],
    values: Callable[[Row], dict],
    *,
    key: tuple[str, ...] = ("code",),
) -> int:
    objects = [_checked(row, model(**values(row))) for row in rows]
    written = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in key and not field.primary_key
    ]
    model.objects.bulk_create(
        objects, update_conflicts=True, unique_fields=key, update_fields=written
    )
    return len(objects)


def _add_missing_thresholds(rows: Iterable[Row]) -> int:
    """Officials change these in the admin: what stands there is never taken back to the file."""
    objects = [_checked(row, SizeThreshold(**row.cells)) for row in rows]
    SizeThreshold.objects.bulk_create(objects, ignore_conflicts=True)
    return len(objects)


@transaction.atomic
def save_size_threshold(
    *, actor: User, row: SizeThreshold | None = None, **fields
) -> SizeThreshold:
    """Add or change a limit of the size classes. Raises ValidationError, NotAllowed; sizes are computed anew afterwards."""
    must(may_keep_reference(actor))
    if row is not None:
        row = SizeThreshold.objects.select_for_update().get(pk=row.pk)
    else:
        row = SizeThreshold()
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    transaction.on_commit(lambda: size_thresholds_changed.send(sender=SizeThreshold))
    return row


def _checked(row: Row, instance: models.Model) -> models.Model:
    """The instance, with values as its fields want them. What they refuse is said with the file and line."""
    relations = [field.name for field in instance._meta.concrete_fields if field.is_relation]
    try:
        instance.clean_fields(exclude=relations)  # read_files has looked at those
    except ValidationError as error:
        with translation.override("en"):
            why = "; ".join(
                f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()
            )
        raise row.wrong(why) from error
    return instance


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _kbli_ids() -> dict[tuple[str, str], int]:
    return {
        (version, code): pk
        for pk, version, code in Kbli.objects.values_list("pk", "version", "code")
    }


def _link_moves(rows: list[Row]) -> int:
    ids, link = _kbli_ids(), Kbli.successors.through
    link.objects.bulk_create(
        [
            link(
                from_kbli_id=ids["2020", row["code_2020"]],
                to_kbli_id=ids["2025", row["code_2025"]],
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    return len(rows)


def _link_kbli(rows: list[Row]) -> int:
    ids = _kbli_ids()
    links = [
        _checked(
            row,
            KbliCluster(
                kbli_id=ids[row["version"], row["code"]],
                cluster_id=row["cluster"],
                part=row["part"],
            ),
        )
        for row in rows
    ]
    KbliCluster.objects.bulk_create(
        links, update_conflicts=True, unique_fields=["kbli", "cluster"], update_fields=["part"]
    )
    return len(links)


def _certificate_clusters(files: dict[str, list[Row]]) -> set[tuple[str, str]]:
    """(certificate, cluster) for the clusters that are loaded."""
    own = {row["code"] for row in files["clusters"]}
    return {
        (row["code"], cluster)
        for row in files["certificates"]
        for cluster in clusters_of(row)
        if cluster in own
    }


def _present_certificate_clusters() -> set[tuple[str, str]]:
    link = CertificateKind.clusters.through
    return set(link.objects.values_list("certificatekind_id", "cluster_id"))


def _link_certificates(pairs: set[tuple[str, str]]) -> int:
    link = CertificateKind.clusters.through
    link.objects.bulk_create(
        [
            link(certificatekind_id=kind, cluster_id=cluster)
            for kind, cluster in sorted(pairs - _present_certificate_clusters())
        ]
    )
    return len(pairs)
