"""Loading the reference data: files into tables, as often as one likes."""

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import models, transaction

from kemitraan.reference.models import (
    CertificateKind,
    Cluster,
    District,
    Kbli,
    KbliCluster,
    Regency,
    Unit,
    Village,
)

DATA = Path(__file__).parent / "data"


class ReferenceDataError(ValueError):
    """A data file is wrong; the message names the file and the line."""


def known_regencies(data: Path = DATA) -> list[str]:
    """Codes of the regencies that have clusters of their own."""
    return sorted(path.parent.name for path in data.glob("*/clusters.csv"))


@transaction.atomic
def load_reference(regency_code: str, *, data: Path = DATA) -> dict[str, int]:
    """Bring the tables in line with the files: {table: rows}. Rows that left the files stay, since firms may point to them.

    Places of every regency are loaded, clusters of `regency_code` alone. Raises ReferenceDataError; then nothing changed.
    """
    if regency_code not in known_regencies(data):
        raise ReferenceDataError(
            f"REGENCY {regency_code!r} has no clusters; known: {', '.join(known_regencies(data))}"
        )
    counts = {
        "regencies": _upsert(Regency, _rows(data / "regencies.csv"), "code"),
        "districts": _upsert(
            District,
            (row | {"regency_id": row["code"][:5]} for row in _rows(data / "districts.csv")),
            "code",
        ),
        "villages": _upsert(
            Village,
            (row | {"district_id": row["code"][:8]} for row in _rows(data / "villages.csv")),
            "code",
        ),
        "clusters": _upsert(
            Cluster,
            (
                row | {"is_outside": row["is_outside"] == "1"}
                for row in _numbered(_rows(data / regency_code / "clusters.csv"))
            ),
            "code",
        ),
        "units": _upsert(
            Unit,
            (
                {
                    "code": row["code"],
                    "name_id": row["name_id"],
                    "name_en": row["name_en"],
                    "base_id": row["base"] or None,
                    "factor": Decimal(row["factor"]),
                    "position": row["position"],
                }
                for row in _numbered(_rows(data / "units.csv"))
            ),
            "code",
        ),
        "kbli": _upsert(Kbli, _rows(data / "kbli.csv"), "version", "code"),
    }
    counts["kbli_moves"] = _link_moves(data / "kbli_moves.csv")
    counts["kbli_clusters"] = _link_kbli_clusters(data / "kbli_clusters.csv")
    counts["certificate_kinds"] = _load_certificates(data / "certificates.csv")
    return counts


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(path: Path) -> Iterator[dict]:
    """Each row as a dict, with `_at` for messages; a short or long row, a doubled key or a point off the map is an error."""
    seen = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        for row in reader:
            at = f"{path.name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise ReferenceDataError(f"{at}: has not as many cells as the head line")
            key = (row.get("version"), row.get("code"))
            if "code" in row and "cluster" not in row:
                if key in seen:
                    raise ReferenceDataError(f"{at}: {row['code']} stands twice")
                seen.add(key)
            for name in ("lat", "lng", "factor"):
                if name in row:
                    try:
                        row[name] = Decimal(row[name])
                    except InvalidOperation as error:
                        raise ReferenceDataError(f"{at}: {name} is no number") from error
            yield row | {"_at": at}


def _numbered(rows: Iterator[dict]) -> Iterator[dict]:
    for position, row in enumerate(rows, start=1):
        yield row | {"position": position}


def _upsert(model: type[models.Model], rows: Iterator[dict], *keys: str) -> int:
    objects = [
        model(**{name: value for name, value in row.items() if name != "_at"}) for row in rows
    ]
    written = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in keys and not field.primary_key
    ]
    model.objects.bulk_create(
        objects, update_conflicts=True, unique_fields=list(keys), update_fields=written
    )
    return len(objects)


# ── Links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _known(mapping: dict, key, at: str):
    if key not in mapping:
        raise ReferenceDataError(f"{at}: {key} is unknown")
    return mapping[key]


def _kbli_keys() -> dict[tuple[str, str], int]:
    return {
        (version, code): pk
        for pk, version, code in Kbli.objects.values_list("pk", "version", "code")
    }


def _link_moves(path: Path) -> int:
    keys, link = _kbli_keys(), Kbli.successors.through
    links = [
        link(
            from_kbli_id=_known(keys, ("2020", row["code_2020"]), row["_at"]),
            to_kbli_id=_known(keys, ("2025", row["code_2025"]), row["_at"]),
        )
        for row in _rows(path)
    ]
    link.objects.bulk_create(links, ignore_conflicts=True)
    return len(links)


def _link_kbli_clusters(path: Path) -> int:
    """Links to clusters of another regency are passed over."""
    keys, clusters = _kbli_keys(), set(Cluster.objects.values_list("pk", flat=True))
    links = [
        KbliCluster(
            kbli_id=_known(keys, (row["version"], row["code"]), row["_at"]),
            cluster_id=row["cluster"],
            part=row["part"],
        )
        for row in _rows(path)
        if row["cluster"] in clusters
    ]
    KbliCluster.objects.bulk_create(
        links,
        update_conflicts=True,
        unique_fields=["kbli", "cluster"],
        update_fields=["part"],
    )
    return len(links)


def _load_certificates(path: Path) -> int:
    rows = list(_numbered(_rows(path)))
    clusters = set(Cluster.objects.values_list("pk", flat=True))
    count = _upsert(
        CertificateKind,
        (
            {
                name: row[name]
                for name in ("code", "name_id", "name_en", "issuer", "served_by", "position")
            }
            | {"validity_years": int(row["validity_years"]) if row["validity_years"] else None}
            for row in rows
        ),
        "code",
    )
    link = CertificateKind.clusters.through
    wanted = {
        (row["code"], cluster)
        for row in rows
        for cluster in row["clusters"].split()
        if cluster in clusters
    }
    present = set(link.objects.values_list("certificatekind_id", "cluster_id"))
    link.objects.bulk_create(
        [
            link(certificatekind_id=kind, cluster_id=cluster)
            for kind, cluster in sorted(wanted - present)
        ]
    )
    return count
