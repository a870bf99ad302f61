"""The search vector of an UMKM: written after every change, read by umkm.filters."""

from collections.abc import Sequence

from django.db import connection


def refresh_search(keys: Sequence[int]) -> None:
    """Write the search vector of these UMKM anew: name (A), products (B), uraian (C), cluster and place (D)."""
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH_SEARCH, [list(keys)])


def _weighted(text: str, weight: str) -> str:
    """SQL of one part of the vector, parted into words as umkm.filters parts what is typed: PostgreSQL's own parser would
    take "kaos/kemeja" for the name of a file, and nobody would find the kemeja."""
    words = f"regexp_replace({text}, '[^[:alnum:]]+', ' ', 'g')"
    return f"setweight(to_tsvector('simple', {words}), '{weight}')"


_REFRESH_SEARCH = f"""
UPDATE umkm_umkm AS firm SET search =
    {_weighted("firm.name", "A")}
    || {_weighted("coalesce(goods.names, '')", "B")}
    || {_weighted("firm.description || ' ' || coalesce(goods.descriptions, '')", "C")}
    || {_weighted("place.words", "D")}
FROM umkm_umkm AS target
LEFT JOIN LATERAL (
    SELECT string_agg(product.name, ' ') AS names, string_agg(product.description, ' ') AS descriptions
    FROM umkm_product AS product WHERE product.umkm_id = target.id AND product.is_active
) AS goods ON true
JOIN LATERAL (
    SELECT concat_ws(' ', cluster.name_id, cluster.name_en, village.name, district.name) AS words
    FROM reference_cluster AS cluster, reference_village AS village, reference_district AS district
    WHERE cluster.code = target.cluster_id AND village.code = target.village_id AND district.code = village.district_id
) AS place ON true
WHERE target.id = ANY(%s) AND firm.id = target.id
"""  # noqa: S608 - all parts are written here
