"""The invented market as rows of a register: written by COPY with the triggers asleep, then searched as any other."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kemitraan.lexicon import fold
from kemitraan.reference.models import CertificateKind, Cluster, Unit, Village
from partnerships.bench.market import TODAY, Market
from partnerships.matching.types import Offer
from umkm.models import Certificate, Product, Umkm
from umkm.models.firms import default_public_fields
from umkm.services.imports.copying import copy_into
from umkm.services.search import rebuild_search

#: Firms in one COPY.
PORTION = 5_000
_FIRST = (
    "berkah makmur sejahtera abadi barokah mulia sentosa lancar rejeki maju sumber agung".split()
)
_LAST = "wahyuni santoso lestari handayani prasetyo nugroho setiawan utami widodo hartono".split()
_FORMS = ("single",) * 17 + ("kub", "koperasi", "bumdes")
_SIZES = ("micro",) * 17 + ("small", "small", "medium")
_TABLES = ("umkm_umkm", "umkm_product", "umkm_certificate")


def fill(market: Market) -> None:
    """Write all firms, each with its number from 1 as key."""
    for table in _TABLES:
        _execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    known = {
        "village": list(Village.objects.in_regency(settings.REGENCY).values_list("pk", flat=True)),
        "cluster": set(Cluster.objects.values_list("pk", flat=True)),
        "unit": set(Unit.objects.values_list("pk", flat=True)),
        "kind": set(CertificateKind.objects.values_list("pk", flat=True)),
    }
    firms, goods, proofs = [], [], []
    for umkm_id, offers in groupby(market.offers(), key=lambda offer: offer.umkm_id):
        offers = list(offers)
        firms.append(_firm(umkm_id, offers[0], known))
        goods += (_product(offer, known) for offer in offers)
        proofs += _certificates(umkm_id, offers[0], known)
        if len(firms) == PORTION:
            _copy(firms, goods, proofs)
            firms, goods, proofs = [], [], []
    _copy(firms, goods, proofs)
    _execute("ANALYZE umkm_umkm, umkm_product, umkm_certificate")
    rebuild_search()
    for table in _TABLES:
        _execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    made = (
        "umkm_directoryentry",
        "umkm_directoryprofile",
        "umkm_directoryoffer",
        "umkm_searchword",
    )
    for table in (*_TABLES, *made):
        _execute(f"VACUUM ANALYZE {table}")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _copy(firms: list[dict], goods: list[dict], proofs: list[dict]) -> None:
    for model, rows in ((Umkm, firms), (Product, goods), (Certificate, proofs)):
        if rows:
            columns = list(rows[0])
            table = model._meta.db_table
            copy_into(table, columns, ([row[name] for name in columns] for row in rows))


def _blank(model, *without: str) -> dict:
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.null and field.name not in without
    ]
    return {field.column: field.get_default() for field in fields if not field.primary_key}


def _pg_array(values) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _firm(number: int, offer: Offer, known: dict) -> dict:
    at = timezone.now() - timedelta(seconds=61 * number)
    villages = known["village"]
    return _blank(Umkm) | {
        "id": number,
        "name": f"{_FIRST[number % 12].title()} {_LAST[number // 12 % 10].title()} {number}",
        "owner_name": "Bench",
        "telephone": f"+6287{number:010d}",
        "cluster_id": offer.cluster,
        "village_id": villages[number * 7 % len(villages)],
        "status": "verified",
        "registered_at": at.isoformat(),
        "verified_at": at.isoformat(),
        "consent_at": at.isoformat(),
        "form": _FORMS[number % 20],
        "size_class": _SIZES[number * 3 % 20],
        "women_owned": number % 3 == 0,
        "down_payment_percent": offer.down_payment_percent,
        "payment_days": offer.payment_days,
        "accepts_consignment": offer.accepts_consignment,
        "public_fields": _pg_array(default_public_fields()),
        "wishes": "{}",
    }


def _product(offer: Offer, known: dict) -> dict:
    name, _stop, told = offer.text.partition(". ")
    capacity = None if offer.capacity is None else int(offer.capacity)
    return _blank(Product) | {
        "id": offer.product_id,
        "umkm_id": offer.umkm_id,
        "name": name[:150],
        "description": told,
        "cluster_id": offer.cluster,
        "unit_id": offer.unit if offer.unit in known["unit"] else "buah",
        "capacity_month": capacity,
        "committed_month": 0 if capacity is None else min(capacity, int(offer.committed)),
        "price_min": _rupiah(offer.price_min),
        "price_max": _rupiah(offer.price_max),
        "busy_months": "{}",
        "best_months": "{}",
    }


def _rupiah(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(int(value))


_next_certificate = iter(range(1, 10**9))


def _certificates(umkm_id: int, offer: Offer, known: dict) -> Iterator[dict]:
    today = timezone.localdate()
    for kind, expires_on in offer.certificates.items():
        if kind in known["kind"]:
            # The market stands still on a day of its own; its certificates run out from today on.
            moved = None if expires_on is None else today + (expires_on - TODAY)
            yield _blank(Certificate) | {
                "id": next(_next_certificate),
                "umkm_id": umkm_id,
                "kind_id": kind,
                "number": f"{kind}-{umkm_id}",
                "expires_on": moved,
            }


# ── The search that the directory had before: words from their beginning, all of them ────────────────────────────────

OLD_TABLE = """
CREATE TABLE bench_old AS
SELECT firm.id,
    setweight(to_tsvector('simple', regexp_replace(firm.name, '[^[:alnum:]]+', ' ', 'g')), 'A')
    || setweight(to_tsvector('simple', regexp_replace(coalesce(goods.names, ''), '[^[:alnum:]]+', ' ', 'g')), 'B')
    || setweight(to_tsvector('simple', regexp_replace(coalesce(goods.told, ''), '[^[:alnum:]]+', ' ', 'g')), 'C')
    || setweight(to_tsvector('simple', concat_ws(' ', cluster.name_id, cluster.name_en, village.name, district.name)), 'D')
    AS search
FROM umkm_umkm AS firm
JOIN reference_cluster AS cluster ON cluster.code = firm.cluster_id
JOIN reference_village AS village ON village.code = firm.village_id
JOIN reference_district AS district ON district.code = village.district_id
LEFT JOIN LATERAL (
    SELECT string_agg(name, ' ') AS names, string_agg(description, ' ') AS told
    FROM umkm_product AS product WHERE product.umkm_id = firm.id
) AS goods ON true
"""


def make_old_search() -> None:
    _execute(OLD_TABLE)
    _execute("CREATE INDEX ON bench_old USING gin (search)")
    _execute("ANALYZE bench_old")


def old_search(text: str, limit: int) -> list[int]:
    words = [word for word in fold(text).replace("-", " ").split() if word.isalnum()]
    query = " & ".join(f"{word}:*" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM bench_old WHERE search @@ to_tsquery('simple', %s)"
            " ORDER BY ts_rank(search, to_tsquery('simple', %s)) DESC, id DESC LIMIT %s",
            [query, query, limit],
        )
        return [row[0] for row in cursor.fetchall()]
