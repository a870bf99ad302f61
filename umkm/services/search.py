"""The words of an UMKM as the directory searches them: written after every change, and all of them anew every night.

A search vector holds two kinds of lexemes. A word as it is written ("kurnia") is found from its beginning, so that names and
places are; a term ("~lurik") stands for all its synonyms, inflections and misspellings in both languages, and what is a kind of
something wider has that too ("~mebel" for a chair). Weights: A what the firm and its products are called, B what these names
mean, C what is told of them, D places, the cluster and wider terms.
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from psycopg2.extras import execute_values

from kemitraan.lexicon import Lexicon, Vocabulary, tokenise
from kemitraan.reference.lexicon import read_lexicon, recent_lexicon
from kemitraan.reference.models import Cluster
from umkm.models import Product, PublicField, Umkm

BATCH = 2000
#: Marks a term among the words.
TERM = "~"
NAME, MEANT, TOLD, AROUND = "A", "B", "C", "D"


def refresh_search(keys: Sequence[int], lexicon: Lexicon | None = None) -> None:
    """Write the search vectors of these UMKM anew, and note the words that are new."""
    if not keys:
        return
    lexicon, clusters = lexicon or recent_lexicon(), _cluster_words()
    for start in range(0, len(keys), BATCH):
        _refresh(keys[start : start + BATCH], lexicon, clusters)


def rebuild_search() -> int:
    """All firms with the words as officials have them now; then the entries that a certificate's end has made stale, and the
    vocabulary with its counts. What is right already is not touched. How many firms there are."""
    keys = list(Umkm.objects.order_by("pk").values_list("pk", flat=True))
    refresh_search(keys, read_lexicon())
    with connection.cursor() as cursor:
        for start in range(0, len(keys), BATCH):
            cursor.execute("SELECT umkm_write_entries(%s)", [keys[start : start + BATCH]])
        cursor.execute(_REBUILD_WORDS, [f"{TERM}%"])
        cursor.execute(_SUM_COUNTS)
        cursor.execute(_SUM_PROFILES)
    return len(keys)


def _cluster_words() -> dict[str, str]:
    return {row.code: f"{row.name_id} / {row.name_en}" for row in Cluster.objects.all()}


def _refresh(keys: Sequence[int], lexicon: Lexicon, clusters: dict[str, str]) -> None:
    firms = Umkm.objects.filter(pk__in=keys).values_list(
        "pk", "name", "description", "public_fields", "cluster", "village__name", "village__district__name"
    )  # fmt: skip
    goods = Product.objects.filter(umkm__in=keys, is_active=True).values_list(
        "umkm", "name", "description", "cluster"
    )
    places: dict[int, str] = {}
    texts: list[tuple[int, str, str, str]] = []
    for pk, name, description, shown, cluster, village, district in firms:
        told = description if PublicField.DESCRIPTION in shown else ""
        texts.append((pk, name, told, cluster))
        places[pk] = f"{village} {district} {clusters.get(cluster, '')}"
    texts += goods
    vectors = _vectors(texts, places, lexicon)
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            """
            UPDATE umkm_umkm AS firm SET search = found.search::tsvector
            FROM (VALUES %s) AS found (id, search)
            WHERE firm.id = found.id AND firm.search IS DISTINCT FROM found.search::tsvector
            """,
            sorted(vectors.items()),
            page_size=BATCH,
        )
        cursor.execute(_NOTE_WORDS, [list(keys), f"{TERM}%"])


def _vectors(
    texts: Sequence[tuple[int, str, str, str]], places: dict[int, str], lexicon: Lexicon
) -> dict[int, str]:
    """{firm: tsvector as text}, of (firm, name, what is told, cluster) and the words of its place."""
    lexemes: dict[int, dict[str, str]] = {pk: {} for pk in places}

    def note(pk: int, lexeme: str, weight: str) -> None:
        found = lexemes[pk]
        if weight < found.get(lexeme, "Z"):
            found[lexeme] = weight

    named = (*((pk, name, NAME) for pk, name, _told, _cluster in texts),
             *((pk, told, TOLD) for pk, _name, told, _cluster in texts if told),
             *((pk, words, AROUND) for pk, words in places.items()))  # fmt: skip
    written = tokenise([text for _pk, text, _weight in named])
    for row, word in zip(written.row.tolist(), written.word.tolist(), strict=True):
        pk, _text, weight = named[row]
        note(pk, written.distinct[word], weight)

    vocabulary = Vocabulary()
    read = lexicon.read_many(
        [f"{name}. {told}" for _pk, name, told, _cluster in texts],
        [cluster for _pk, _name, _told, cluster in texts],
        vocabulary,
    )
    for row, number, in_name in zip(
        read.row.tolist(), read.term.tolist(), read.in_name.tolist(), strict=True
    ):
        term = vocabulary[number]
        note(texts[row][0], TERM + term, MEANT if in_name else TOLD)
        for wider in lexicon.broader(term) if in_name else ():
            note(texts[row][0], TERM + wider, AROUND)
    around = {words: _terms(words, lexicon) for words in {*places.values()}}
    for pk, words in places.items():
        for term in around[words]:
            note(pk, TERM + term, AROUND)
    return {pk: " ".join(_written(found)) for pk, found in lexemes.items()}


def _terms(words: str, lexicon: Lexicon) -> list[str]:
    return [mention.term for mention in lexicon.read(words)]


def _written(lexemes: dict[str, str]) -> Iterable[str]:
    """Letters, digits, spaces and the mark are all that words and terms are made of; nothing in them needs an escape."""
    return (f"'{lexeme.replace(chr(39), '')}':1{weight}" for lexeme, weight in lexemes.items())


_WORDS_OF = """
    SELECT lexeme AS word, count(*) AS often
    FROM umkm_directoryentry AS entry, unnest(tsvector_to_array(entry.terms)) AS lexeme
    WHERE {where} AND lexeme NOT LIKE %s AND length(lexeme) BETWEEN 3 AND 60 AND lexeme !~ '[0-9]'
    GROUP BY 1
"""
_NOTE_WORDS = f"""
INSERT INTO umkm_searchword (word, often) {_WORDS_OF.format(where="entry.umkm_id = ANY(%s)")}
ORDER BY 1 ON CONFLICT (word) DO NOTHING
"""
_REBUILD_WORDS = f"""
WITH counted AS ({_WORDS_OF.format(where="entry.is_listed")}),
gone AS (DELETE FROM umkm_searchword WHERE word NOT IN (SELECT word FROM counted))
INSERT INTO umkm_searchword AS known (word, often) SELECT word, often FROM counted
ORDER BY 1 ON CONFLICT (word) DO UPDATE SET often = excluded.often WHERE known.often <> excluded.often
"""  # noqa: S608 - all parts are written here
_SUM_COUNTS = """
WITH gone AS (DELETE FROM umkm_directorycount RETURNING what, value, n)
INSERT INTO umkm_directorycount (what, value, n)
SELECT what, value, sum(n) FROM gone GROUP BY what, value HAVING sum(n) <> 0
"""
_TOLD = (
    "profile, cluster, form, size_class, women_owned, certificates, down_payment_percent, payment_days,"
    " accepts_consignment"
)
#: Nearly all have one row already, and are left alone.
_SUM_PROFILES = f"""
WITH gone AS (
    DELETE FROM umkm_directoryprofile WHERE profile IN (
        SELECT profile FROM umkm_directoryprofile GROUP BY profile HAVING count(*) > 1
    ) RETURNING *
)
INSERT INTO umkm_directoryprofile ({_TOLD}, n)
SELECT {_TOLD}, sum(n) FROM gone GROUP BY {_TOLD} HAVING sum(n) <> 0
"""  # noqa: S608 - all parts are written here
