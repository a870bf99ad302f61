"""The peer that is already there: PostgreSQL's own full text search over the same texts, in the project's database.

Everything lives in temporary tables of one session and is gone with it.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from io import StringIO
from time import perf_counter

import numpy as np
from django.db import connection

from partnerships.bench.peers import tokens

_SEARCH = """
    SELECT needs.number, found.firm
    FROM bench_needs AS needs
    CROSS JOIN LATERAL (
        SELECT products.firm, max(ts_rank(products.words, needs.query)) AS rank
        FROM bench_products AS products
        WHERE products.words @@ needs.query
        GROUP BY products.firm
        ORDER BY rank DESC, products.firm
        LIMIT %s
    ) AS found
    ORDER BY needs.number, found.rank DESC, found.firm
"""


def full_text(
    texts: Iterable[str], firm: np.ndarray, needs: Sequence[str], limit: int
) -> tuple[list[np.ndarray], float, float]:
    """The firms for each need, the seconds to build table and GIN index, and the seconds of one query for all needs.

    'indonesian' stems, the words of a need are joined by OR, ts_rank orders, the best product of a firm counts.
    """
    # A session of its own: the size of its buffers can only be set before it has had a temporary table.
    with closing(connection.copy()) as session, session.cursor() as cursor:
        cursor.execute("SET temp_buffers = '256MB'")
        started = perf_counter()
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_products (firm integer, text text, words tsvector"
            " GENERATED ALWAYS AS (to_tsvector('indonesian', text)) STORED)"
        )
        rows = StringIO()
        for number, text in zip(firm.tolist(), texts, strict=True):
            rows.write(f"{number}\t{' '.join(text.split())}\n")
        rows.seek(0)
        cursor.copy_expert("COPY bench_products (firm, text) FROM STDIN", rows)
        cursor.execute("CREATE INDEX ON bench_products USING gin (words)")
        cursor.execute("ANALYZE bench_products")
        built = perf_counter()
        cursor.execute("CREATE TEMPORARY TABLE bench_needs (number integer, query tsquery)")
        cursor.executemany(
            "INSERT INTO bench_needs VALUES (%s, to_tsquery('indonesian', %s))",
            [(number, " | ".join(tokens(text))) for number, text in enumerate(needs)],
        )
        cursor.execute("ANALYZE bench_needs")
        asked = perf_counter()
        cursor.execute(_SEARCH, [limit])
        found: list[list[int]] = [[] for _ in needs]
        for number, found_firm in cursor.fetchall():
            found[number].append(found_firm)
        answered = perf_counter()
        cursor.execute("DROP TABLE bench_products, bench_needs")
    lists = [np.array(firms, dtype=np.int64) for firms in found]
    return lists, built - started, answered - asked
