"""The matcher's lists, written to the database: many needs at a time, and never over an answer.

What comes in is copied into a temporary table, and three statements bring the suggestions in line with it. States move as
SUGGESTION_FLOW says, whose verbs are read from its table; each move leaves its log row.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import StringIO
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from investors.models import Need
from partnerships.flow import SUGGESTION_FLOW
from partnerships.matching import Candidate, Fact
from partnerships.models import MatchRun, Suggestion, SuggestionStatus

#: A new suggestion begins here, by the system's verb "suggest".
FIRST = SuggestionStatus.SUGGESTED
WITHDRAW = SUGGESTION_FLOW.transitions["withdraw"]
AGAIN = SUGGESTION_FLOW.transitions["suggest_again"]


class Place(NamedTuple):
    """One place on a need's list."""

    candidate: Candidate
    exposure: float = 0.0
    lifted: bool = False


class Written(NamedTuple):
    """How many suggestions are new or changed, and how many were withdrawn."""

    written: int
    withdrawn: int


def lock_needs(need_ids: Iterable[int]) -> list[Need]:
    """All writers of a need's suggestions stand in line here; readers and new rows that point to it pass."""
    needs = Need.objects.select_for_update(of=("self",), no_key=True)
    return list(needs.filter(pk__in=list(need_ids)).order_by("pk"))


def write_candidates(
    need_id: int,
    candidates: Iterable[Candidate],
    *,
    run: MatchRun | None,
    complete: bool = True,
    among: Iterable[int] | None = None,
    now: datetime | None = None,
) -> Written:
    """One need's list: see `write_lists`."""
    places = {need_id: [Place(candidate) for candidate in candidates]}
    return write_lists(places, run=run, complete=complete, among=among, now=now)


@transaction.atomic
def write_lists(
    lists: Mapping[int, Iterable[Place]],
    *,
    run: MatchRun | None,
    complete: bool = True,
    among: Iterable[int] | None = None,
    now: datetime | None = None,
) -> Written:
    """Bring the suggestions of these needs in line with the matcher's lists.

    New ones are added, unanswered ones get their new score, withdrawn ones that fit again come back; whatever a person has
    answered stays as it was answered. With `complete`, unanswered suggestions that are no longer on the list are withdrawn;
    `among` limits that to these UMKM (a run for one UMKM knows nothing of the others). Running it twice changes nothing more.
    """
    now = now or timezone.now()
    lock_needs(lists)
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING)
        cursor.copy_expert(f"COPY incoming ({', '.join(_COLUMNS)}) FROM STDIN", _as_copy(lists))
        given = {
            "run": run.pk if run else None,
            "now": now,
            "first": FIRST,
            "unanswered": _only(WITHDRAW.sources),
            "withdrawn": WITHDRAW.target,
            "needs": list(lists),
            "among": None if among is None else list(among),
        }
        cursor.execute(_INSERT, given)
        fresh = cursor.fetchone()[0]
        cursor.execute(_UPDATE, given)
        changed = cursor.fetchone()[0]
        gone = 0
        if complete:
            cursor.execute(_WITHDRAW, given)
            gone = cursor.fetchone()[0]
    return Written(fresh + changed, gone)


def withdraw_places(places: Mapping[int, int], *, now: datetime | None = None) -> int:
    """Take these places back, {need_id: umkm_id}, where nobody has answered: how many."""
    wanted = Q(pk__in=())
    for need_id, umkm_id in places.items():
        wanted |= Q(need=need_id, umkm=umkm_id)
    rows = Suggestion.objects.filter(wanted, status=FIRST)
    withdrawn, _kept = SUGGESTION_FLOW.advance_many(rows, WITHDRAW.verb, actor=None, now=now)
    return len(withdrawn)


def _only(states) -> str:
    (state,) = states
    return state


#: What a list says of a suggestion: the columns of the table and their types.
_VALUES = {
    "product_id": "bigint",
    "score": "numeric",
    "company_score": "numeric",
    "umkm_score": "numeric",
    "parts": "jsonb",
    "reasons": "jsonb",
    "gaps": "jsonb",
    "what_ifs": "jsonb",
    "lifted": "boolean",
    "exposure": "double precision",
}
_COLUMNS = ("need_id", "umkm_id", *_VALUES)
#: How much a firm has been shown elsewhere changes with every run; by itself it is no news of this suggestion.
_NEWS = [name for name in _VALUES if name != "exposure"]


def _as_copy(lists: Mapping[int, Iterable[Place]]) -> StringIO:
    """The rows in PostgreSQL's text format."""
    rows = StringIO()
    for need_id, places in lists.items():
        for candidate, exposure, lifted in places:
            values = (
                need_id,
                candidate.umkm_id,
                candidate.product_id,
                candidate.score,
                candidate.company_score,
                candidate.umkm_score,
                _json(candidate.parts),
                _facts(candidate.reasons),
                _facts(candidate.gaps),
                _facts(candidate.what_ifs),
                "t" if lifted else "f",
                round(exposure, 4),
            )
            rows.write("\t".join(map(str, values)) + "\n")
    rows.seek(0)
    return rows


def _facts(facts: Iterable[Fact]) -> str:
    return _json([{"code": fact.code, "values": dict(fact.values)} for fact in facts])


def _json(value) -> str:
    """As a field of COPY: control characters are escaped by JSON, so that only the backslash is left to double."""
    return json.dumps(value, separators=(",", ":")).replace("\\", "\\\\")


_INCOMING = (
    # Another call in the same transaction may have left its own.
    "DROP TABLE IF EXISTS incoming; CREATE TEMPORARY TABLE incoming (need_id bigint, umkm_id bigint, "
    + ", ".join(f"{name} {kind}" for name, kind in _VALUES.items())
    + ") ON COMMIT DROP"
)


def _logged(moved: str, verb: str, source: str) -> str:
    """The statement's end: a log row for each moved suggestion, and how many there are."""
    return f"""
    , logged AS (
        INSERT INTO partnerships_suggestionstatuschange
            (subject_id, at, verb, source, target, reason, note)
        SELECT id, %(now)s, '{verb}', {source}, status, '', '' FROM {moved}
    )
    """  # noqa: S608 - all parts are written here


_INSERT = f"""
WITH fresh AS (
    INSERT INTO partnerships_suggestion
        (need_id, umkm_id, {", ".join(_VALUES)}, status, run_id, created_at, updated_at)
    SELECT need_id, umkm_id, {", ".join(_VALUES)}, %(first)s, %(run)s, %(now)s, %(now)s
    FROM incoming
    -- A product that was deleted since the matcher read it is no place any more.
    WHERE EXISTS (SELECT FROM umkm_product WHERE umkm_product.id = incoming.product_id)
    ORDER BY need_id, umkm_id
    ON CONFLICT (need_id, umkm_id) DO NOTHING
    RETURNING id, status
)
{_logged("fresh", "suggest", "''")}
SELECT count(*) FROM fresh
"""  # noqa: S608

_UPDATE = f"""
WITH present AS (
    SELECT old.id, old.status AS was, incoming.*
    FROM partnerships_suggestion AS old
    JOIN incoming USING (need_id, umkm_id)
    JOIN umkm_product ON umkm_product.id = incoming.product_id
    WHERE old.status = %(withdrawn)s
        OR (old.status = %(unanswered)s AND (
            {" OR ".join(f"old.{name} IS DISTINCT FROM incoming.{name}" for name in _NEWS)}
        ))
), moved AS (
    UPDATE partnerships_suggestion AS kept
    SET {", ".join(f"{name} = present.{name}" for name in _VALUES)},
        status = %(first)s, run_id = %(run)s, updated_at = %(now)s
    -- The state once more: whoever answered since `present` was read has answered.
    FROM present WHERE kept.id = present.id AND kept.status = present.was
    RETURNING kept.id, kept.status, present.was
), back AS (
    SELECT id, status FROM moved WHERE was = %(withdrawn)s
)
{_logged("back", AGAIN.verb, "%(withdrawn)s")}
SELECT count(*) FROM moved
"""  # noqa: S608

_WITHDRAW = f"""
WITH gone AS (
    UPDATE partnerships_suggestion AS old SET status = %(withdrawn)s
    WHERE old.need_id = ANY(%(needs)s) AND old.status = %(unanswered)s
        AND (%(among)s::bigint[] IS NULL OR old.umkm_id = ANY(%(among)s::bigint[]))
        AND NOT EXISTS (
            SELECT FROM incoming
            WHERE incoming.need_id = old.need_id AND incoming.umkm_id = old.umkm_id
        )
    RETURNING old.id, old.status
)
{_logged("gone", WITHDRAW.verb, "%(unanswered)s")}
SELECT count(*) FROM gone
"""  # noqa: S608
