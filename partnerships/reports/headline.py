"""The figures at the top of a page: what there is, and what has come of it."""

from dataclasses import astuple

from django.core.cache import cache

from partnerships.reports.amounts import Figure, figures
from partnerships.reports.asked import (
    EVERYTHING,
    FIRM_OF,
    MOMENT_IN_PERIOD,
    OF_COMPANY,
    OF_FIRM,
    QUARTER_OF_DAY,
    Asked,
    fetch,
)

#: How long the public home shows the same figures (seconds).
HEADLINE_SECONDS = 60


def headline(
    asked: Asked = EVERYTHING, *, fresh: bool = False, measured: dict[str, Figure] | None = None
) -> dict[str, int]:
    """The figures of the public home, at most a minute old; `fresh` asks the database now (two statements, or one where
    `measured` are the figures of a table that was asked for the same).

    Keys: umkm and companies (verified), open_needs, suggestions (live), mous (ever signed); for each of amounts.MEASURES its
    sum ("mou_rupiah") and the number of rows behind it ("mou_count").

    Supply and demand are told as they are today: the period narrows suggestions (by the day of the first) and amounts, scope
    and programme the amounts alone. Cluster and OPD find the needs that name the cluster; a need has no kecamatan.
    """
    if fresh:
        return _headline(asked, measured)
    key = "headline:" + ":".join(map(str, astuple(asked))).replace(" ", "")
    return cache.get_or_set(key, lambda: _headline(asked, measured), HEADLINE_SECONDS)


def _headline(asked: Asked, measured: dict[str, Figure] | None) -> dict[str, int]:
    umkm, companies, open_needs, suggestions = fetch(_COUNTS, asked)[0]
    counted = {
        "umkm": umkm,
        "companies": companies,
        "open_needs": open_needs,
        "suggestions": suggestions,
    }
    measured = measured or figures(asked)
    counted["mous"] = measured["mou"].count
    for measure, figure in measured.items():
        counted |= {f"{measure}_rupiah": figure.rupiah, f"{measure}_count": figure.count}
    return counted


#: Keys of verified UMKM.
VERIFIED_FIRMS = f"""
SELECT firm.id, firm.cluster_id AS cluster, village.district_id AS district, cluster.served_by AS office
FROM umkm_umkm AS firm
LEFT JOIN reference_village AS village ON village.code = firm.village_id
LEFT JOIN reference_cluster AS cluster ON cluster.code = firm.cluster_id
WHERE firm.status = %(verified)s AND {OF_FIRM}
"""  # noqa: S608 - constants of this module
VERIFIED_COMPANIES = f"""
SELECT company.id, company.capital, company.country FROM investors_company AS company
WHERE company.status = %(verified)s AND {OF_COMPANY}
"""  # noqa: S608 - constants of this module
OPEN_NEEDS = f"""
SELECT need.id FROM investors_need AS need JOIN investors_company AS company ON company.id = need.company_id
WHERE need.status = 'open' AND company.status = %(verified)s AND {OF_COMPANY}
    AND ((%(cluster)s = '' AND %(office)s = '') OR need.id IN (
        SELECT link.need_id FROM investors_need_clusters AS link
        JOIN reference_cluster AS cluster ON cluster.code = link.cluster_id
        WHERE (%(cluster)s = '' OR cluster.code = %(cluster)s) AND (%(office)s = '' OR cluster.served_by = %(office)s)
    ))
"""  # noqa: S608 - constants of this module
LIVE_SUGGESTIONS = f"""
SELECT pair.id, pair.umkm_id AS firm, need.company_id AS company, firm.cluster_id AS cluster, village.district_id AS district,
    {QUARTER_OF_DAY.format("(pair.created_at AT TIME ZONE %(zone)s)")} AS quarter
FROM partnerships_suggestion AS pair
LEFT JOIN investors_need AS need ON need.id = pair.need_id
LEFT JOIN investors_company AS company ON company.id = need.company_id
{FIRM_OF.format("pair")}
WHERE pair.status <> %(withdrawn)s AND {OF_FIRM} AND {OF_COMPANY}
    AND {MOMENT_IN_PERIOD.format("pair.created_at")}
"""  # noqa: S608 - constants of this module

_COUNTS = f"""
SELECT (SELECT count(*) FROM ({VERIFIED_FIRMS}) AS firm), (SELECT count(*) FROM ({VERIFIED_COMPANIES}) AS company),
    (SELECT count(*) FROM ({OPEN_NEEDS}) AS need), (SELECT count(*) FROM ({LIVE_SUGGESTIONS}) AS pair)
"""  # noqa: S608 - constants of this module
