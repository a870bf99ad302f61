"""Firms that may be one: found by numbers and by names in one village, judged by umkm.sameness, decided by an official."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.extras import execute_values

from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from umkm.models import DuplicatePair, Umkm
from umkm.permissions import may_verify
from umkm.sameness import COMMON_WORDS, LIKE_BOTH, Judgement, Traits, judge

BATCH = 5000
#: Keys that are still told in the query itself.
FEW = 100


def look_for_duplicates(keys: Iterable[int] | None = None, *, now: datetime | None = None) -> int:
    """Compare these firms (None: all) with all others and keep what is found for review: how many pairs.

    What an official has decided stays decided; what no longer looks alike leaves the list.
    """
    keys = None if keys is None else list(keys)
    with transaction.atomic():
        found = {
            pair: judgement
            for pair, one, other in _candidates(keys)
            if (judgement := judge(one, other)) is not None
        }
        _forget_others(keys, found)
        _keep(found, now or timezone.now())
    return len(found)


def _candidates(keys: list[int] | None):
    """((lower key, higher key), Traits, Traits) of pairs that share a number, or a word of owner and name in a village."""
    values = {"common": list(COMMON_WORDS), "alike": LIKE_BOTH}
    with connection.cursor() as cursor:
        if keys is None:
            # Of a full comparison each pair would come twice.
            chosen, once, near = "", "a.umkm_id < b.umkm_id", ""
        else:
            chosen = f"JOIN {_fresh(cursor, keys)} AS fresh (umkm_id) ON fresh.umkm_id = a.umkm_id"
            once, near = "a.umkm_id <> b.umkm_id", "AND firm.village_id = ANY(%(villages)s)"
            values["keys"] = keys
            # Told by name, so that the planner knows how few firms that are.
            firms = Umkm.objects.filter(pk__in=keys).order_by()
            values["villages"] = list(firms.values_list("village", flat=True).distinct())
        statement = _CANDIDATES.format(chosen=chosen, once=once, near=near)
        cursor.execute(statement, values)
        pairs = sorted(cursor.fetchall())
        if keys is not None and len(keys) > FEW:
            cursor.execute("DROP TABLE fresh_firms")
        # Apart from the search: the planner expects far more pairs than there are, and would read whole tables for them.
        for begin in range(0, len(pairs), BATCH):
            part = pairs[begin : begin + BATCH]
            cursor.execute(_TRAITS, [list({key for pair in part for key in pair})])
            known = {row[0]: Traits(*row[1:]) for row in cursor.fetchall()}
            for one, other in part:
                if one in known and other in known:
                    yield (one, other), known[one], known[other]


_TRAITS = """
SELECT firm.id, known.nib_print, known.nik_print, known.telephone_print, firm.village_id, known.name_key, known.owner_key
FROM umkm_umkm AS firm JOIN umkm_umkmidentity AS known ON known.umkm_id = firm.id
WHERE firm.id = ANY(%s) AND firm.merged_into_id IS NULL AND firm.erased_at IS NULL
"""


def _fresh(cursor, keys: list[int]) -> str:
    """What SQL calls these keys. Many of them stand in a table with statistics: the planner would look through a list of
    50,000 for each pair."""
    if len(keys) > FEW:
        cursor.execute("CREATE TEMPORARY TABLE fresh_firms (umkm_id bigint) ON COMMIT DROP")
        rows = [(key,) for key in keys]
        execute_values(cursor.cursor, "INSERT INTO fresh_firms VALUES %s", rows, page_size=BATCH)
        cursor.execute("ANALYZE fresh_firms")
        return "fresh_firms"
    return "unnest(%(keys)s::bigint[])"


_BY_PRINT = """
SELECT a.umkm_id AS one, b.umkm_id AS other FROM umkm_umkmidentity AS a {chosen}
JOIN umkm_umkmidentity AS b ON b.PRINT = a.PRINT AND b.PRINT <> '' AND {once}
WHERE a.PRINT <> ''
"""

# A word of the owner and a word of the name in common: so few pairs are left that their names can be compared one by one.
_CANDIDATES = f"""
WITH blocks AS MATERIALIZED (
    SELECT a.umkm_id, a.name_key || ' ' || a.owner_key AS both_keys, firm.village_id, owner.word AS owner_word, name.word AS name_word
    FROM umkm_umkmidentity AS a
    JOIN umkm_umkm AS firm ON firm.id = a.umkm_id AND firm.merged_into_id IS NULL AND firm.erased_at IS NULL
    CROSS JOIN LATERAL unnest(string_to_array(a.owner_key, ' ')) AS owner(word)
    CROSS JOIN LATERAL unnest(string_to_array(a.name_key, ' ')) AS name(word)
    WHERE length(owner.word) > 2 AND length(name.word) > 2 AND NOT name.word = ANY(%(common)s)
    {{near}}
),
pairs AS (
    {_BY_PRINT.replace("PRINT", "nik_print")} UNION
    {_BY_PRINT.replace("PRINT", "nib_print")} UNION
    {_BY_PRINT.replace("PRINT", "telephone_print")} UNION
    SELECT a.umkm_id AS one, b.umkm_id AS other FROM blocks AS a {{chosen}}
    JOIN blocks AS b ON b.village_id = a.village_id AND b.owner_word = a.owner_word AND b.name_word = a.name_word
        AND {{once}}
    WHERE similarity(a.both_keys, b.both_keys) >= %(alike)s
)
SELECT DISTINCT least(one, other), greatest(one, other) FROM pairs
"""  # noqa: S608 - all parts are written here


def _forget_others(keys: list[int] | None, found: dict) -> None:
    stale = DuplicatePair.objects.filter(state=DuplicatePair.State.OPEN)
    if keys is not None:
        stale = stale.filter(first__in=keys) | stale.filter(second__in=keys)
    gone = [
        pk for pk, *pair in stale.values_list("pk", "first", "second") if tuple(pair) not in found
    ]
    DuplicatePair.objects.filter(pk__in=gone).delete()


def _keep(found: dict[tuple[int, int], Judgement], now: datetime) -> None:
    rows = [
        (*pair, judged.certainty, _json(judged.reasons), round(judged.similarity, 3), now, "open")
        for pair, judged in sorted(found.items())
    ]
    with connection.cursor() as cursor:
        execute_values(cursor.cursor, _KEEP, rows, page_size=BATCH)


def _json(codes) -> str:
    return "[" + ", ".join(f'"{code}"' for code in codes) + "]"


_KEEP = """
INSERT INTO umkm_duplicatepair (first_id, second_id, certainty, reasons, similarity, found_at, state) VALUES %s
ON CONFLICT (first_id, second_id) DO UPDATE
SET certainty = EXCLUDED.certainty, reasons = EXCLUDED.reasons, similarity = EXCLUDED.similarity
WHERE umkm_duplicatepair.state = 'open'
"""


@transaction.atomic
def call_different(
    pair: DuplicatePair, *, actor: User, now: datetime | None = None
) -> DuplicatePair:
    """An official says that the two are two: they are not shown again. Raises NotAllowed, WrongState."""
    pair = DuplicatePair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    must(may_verify(actor, pair.first))
    if pair.state != DuplicatePair.State.OPEN:
        raise WrongState(_("Pasangan ini sudah diputuskan."))
    pair.state = DuplicatePair.State.DIFFERENT
    pair.decided_by, pair.decided_at = actor, now or timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    return pair
