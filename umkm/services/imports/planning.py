"""What each line of a spreadsheet would do to the register as it stands now: create, change, or nothing."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Count

from umkm.models import ImportRow, ImportRun, Product, Umkm, UmkmIdentity
from umkm.sameness import CERTAIN, COMMON_WORDS, LIKE_BOTH, Traits, judge
from umkm.services.imports.copying import copy_into

PART = 5000
#: Remarks that a plan makes: a new plan makes them anew.
_OF_PLAN = frozenset({"found_by", "like_firm", "kept_old", "same_firm"})
_Action = ImportRow.Action
#: Columns of the firm that a line fills in, or overwrites when the official wants that.
FIRM = (
    "name",
    "owner_name",
    "telephone",
    "village_id",
    "nib",
    "address",
    "description",
    "women_owned",
    "capital_rupiah",
    "yearly_sales_rupiah",
)
#: Sealed numbers, compared by their fingerprints; what they were is told to nobody.
NUMBERS = ("nik", "npwp")
PRODUCT = ("kbli_id", "capacity_month", "price_min", "price_max")


def plan(run: ImportRun) -> None:
    """Set action, firm, remarks and changes of the rows of a run. To be called in a transaction."""
    matched = _find_firms(run)
    _compare(run, matched)


def count_actions(run: ImportRun) -> dict[str, int]:
    """{action: lines}."""
    counted = run.rows.order_by().values_list("action").annotate(number=Count("pk"))
    return dict.fromkeys(_Action.values, 0) | dict(counted)


# ── Which firm a line is about ───────────────────────────────────────────────────────────────────────────────────────


def _find_firms(run: ImportRun) -> dict[int, tuple[int | None, list[dict[str, Any]]]]:
    """{line: (key of the firm that it is certainly about, or None; remarks)} for lines that look like anything registered."""
    found = {}
    for number, pairs in groupby(_candidates(run), key=lambda pair: pair[0]):
        judged = [
            (judgement, key, name)
            for _number, key, name, one, other in pairs
            if (judgement := judge(one, other)) is not None
        ]
        if not judged:
            continue
        # The number of the firm itself counts most, then how much the names are alike; the older firm of two equals.
        judged.sort(key=lambda row: ("nib" not in row[0].reasons, -row[0].similarity, row[1]))
        certain = next((row for row in judged if row[0].certainty == CERTAIN), None)
        if certain:
            found[number] = certain[1], [_remark("found_by", name=certain[2])]
        else:
            found[number] = None, [_remark("like_firm", name=judged[0][2])]
    return found


def _remark(code: str, **values: Any) -> dict[str, Any]:
    return {"code": code, "values": values}


def _candidates(run: ImportRun) -> Iterator[tuple[int, int, str, Traits, Traits]]:
    values = {"run": run.pk, "common": list(COMMON_WORDS), "alike": LIKE_BOTH}
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, values)
        while rows := cursor.fetchmany(PART):
            for row in rows:
                yield row[0], row[1], row[2], Traits(*row[3:9]), Traits(*row[9:15])


_BY_PRINT = """
SELECT line.number, firm.umkm_id FROM lines AS line
JOIN umkm_umkmidentity AS firm ON firm.{print} = line.{print} AND firm.{print} <> '' WHERE line.{print} <> ''
"""

_WORDS = """
SELECT x.{key}, x.name_key || ' ' || x.owner_key AS both_keys, {village} AS village_id, owner.word AS owner_word, name.word AS name_word
FROM {table}
CROSS JOIN LATERAL unnest(string_to_array(x.owner_key, ' ')) AS owner(word)
CROSS JOIN LATERAL unnest(string_to_array(x.name_key, ' ')) AS name(word)
WHERE length(owner.word) > 2 AND length(name.word) > 2 AND NOT name.word = ANY(%(common)s)
"""

# The same blocks as umkm.services.duplicates: a word of the owner and a word of the name in one village.
_CANDIDATES = f"""
WITH lines AS MATERIALIZED (
    SELECT * FROM umkm_importrow WHERE run_id = %(run)s AND leader IS NULL AND village_id IS NOT NULL
        AND name_key <> '' AND telephone <> '' AND owner_name <> ''
),
line_words AS ({_WORDS.format(key="number", village="x.village_id", table="lines AS x")}),
firm_words AS ({_WORDS.format(key="umkm_id", village="u.village_id", table="umkm_umkmidentity AS x JOIN umkm_umkm AS u ON u.id = x.umkm_id")}),
pairs AS (
    {_BY_PRINT.format(print="nib_print")} UNION
    {_BY_PRINT.format(print="nik_print")} UNION
    {_BY_PRINT.format(print="telephone_print")} UNION
    SELECT line.number, firm.umkm_id FROM line_words AS line
    JOIN firm_words AS firm ON firm.village_id = line.village_id AND firm.owner_word = line.owner_word
        AND firm.name_word = line.name_word
    WHERE similarity(line.both_keys, firm.both_keys) >= %(alike)s
)
SELECT line.number, firm.id, firm.name,
    line.nib_print, line.nik_print, line.telephone_print, line.village_id, line.name_key, line.owner_key,
    known.nib_print, known.nik_print, known.telephone_print, firm.village_id, known.name_key, known.owner_key
FROM pairs
JOIN lines AS line USING (number)
JOIN umkm_umkm AS firm ON firm.id = pairs.umkm_id AND firm.merged_into_id IS NULL AND firm.erased_at IS NULL
JOIN umkm_umkmidentity AS known ON known.umkm_id = firm.id
ORDER BY line.number, firm.id
"""  # noqa: S608 - all parts are written here


# ── What it would change there ───────────────────────────────────────────────────────────────────────────────────────


def _compare(run: ImportRun, matched: dict[int, tuple[int | None, list[dict[str, Any]]]]) -> None:
    """Write the plan of every line that has one: those that were matched, those that follow one, and those that were."""
    planned, added = [], set()
    for lines in _parts(run, matched):
        firms = {firm for line in lines if (firm := _firm_of(line, matched)) is not None}
        known = _Known(firms)
        planned += [
            _plan_line(line, matched, known, added, overwrite=run.overwrite) for line in lines
        ]
    _save(planned)


def _parts(run: ImportRun, matched) -> Iterator[list[dict[str, Any]]]:
    """Lines that are not kept out by what they hold, in parts; only the columns that are compared."""
    columns = ("pk", "number", "leader", "action", "umkm_id", "remarks", "changes", "product_name")
    wanted = (*columns, *FIRM, "nik_print", "npwp_print", *PRODUCT)
    rows = run.rows.order_by("number").values(*wanted).iterator(chunk_size=PART)
    part = []
    for row in rows:
        was = row["umkm_id"] is not None or any(
            remark["code"] in _OF_PLAN for remark in row["remarks"]
        )
        if not was and row["number"] not in matched and row["leader"] not in matched:
            continue
        part.append(row)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def _firm_of(line: dict[str, Any], matched) -> int | None:
    return matched.get(line["leader"] or line["number"], (None, []))[0]


class _Known:
    """Firms of a part of the lines with their numbers and products, from three queries."""

    def __init__(self, keys: set[int]):
        firms = Umkm.objects.filter(pk__in=keys).values("pk", *FIRM)
        self.firms = {row["pk"]: row for row in firms}
        prints = UmkmIdentity.objects.filter(pk__in=keys).values("pk", "nik_print", "npwp_print")
        for row in prints:
            self.firms[row["pk"]].update(row)
        self.products: dict[int, dict[str, dict]] = defaultdict(dict)
        for row in Product.objects.filter(umkm__in=keys).values("umkm_id", "name", *PRODUCT):
            self.products[row["umkm_id"]].setdefault(row["name"].lower(), row)


def _plan_line(
    line: dict[str, Any], matched, known: _Known, added: set[tuple[int, str]], *, overwrite: bool
) -> dict[str, Any]:
    firm = _firm_of(line, matched)
    follows = line["leader"] is not None
    remarks = [row for row in line["remarks"] if row["code"] not in _OF_PLAN]
    if not follows:
        remarks += matched.get(line["number"], (None, []))[1]
    repeated = any(row["code"] == "repeated" for row in remarks)
    plan = {"pk": line["pk"], "umkm_id": firm, "remarks": remarks}
    if repeated:
        return plan | {"action": _Action.SKIP, "changes": {}}
    if firm is None:
        changes = {"product": [None, line["product_name"]]} if follows else {}
        return plan | {"action": _Action.CHANGE if follows else _Action.CREATE, "changes": changes}
    old = known.firms[firm]
    changes, differing = {}, []
    if not follows:
        for name in FIRM:
            _note(changes, differing, name, old[name], line[name], overwrite)
        for name in NUMBERS:
            before, after = (row[f"{name}_print"] for row in (old, line))
            if after and before != after:
                if before and not overwrite:
                    differing.append(name)
                else:
                    changes[name] = [None, None]
    if (firm, line["product_name"].lower()) not in added:
        _compare_product(changes, differing, line, known.products[firm], overwrite)
    if "product" in changes:
        added.add((firm, line["product_name"].lower()))
    if differing:
        remarks.append(_remark("kept_old", columns=differing))
    return plan | {"action": _Action.CHANGE if changes else _Action.SAME, "changes": changes}


def _compare_product(changes, differing, line, products, overwrite: bool) -> None:
    name = line["product_name"]
    if not name:
        return
    if name.lower() not in products:
        changes["product"] = [None, name]
        return
    for column in PRODUCT:
        _note(changes, differing, column, products[name.lower()][column], line[column], overwrite)


def _note(changes, differing, name: str, old: Any, new: Any, overwrite: bool) -> None:
    """Empty cells change nothing; a cell that differs overwrites only when that was wanted."""
    if new in (None, "") or old == new:
        return
    if old in (None, "") or overwrite:
        changes[name] = [old, new]
    else:
        differing.append(name)


def _save(planned: list[dict[str, Any]]) -> None:
    if not planned:
        return
    columns = ("pk", "action", "umkm_id", "remarks", "changes")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE import_plan (pk bigint PRIMARY KEY, action text, umkm_id bigint, remarks jsonb, "
            "changes jsonb) ON COMMIT DROP"
        )
        copy_into("import_plan", columns, ([row[name] for name in columns] for row in planned))
        cursor.execute(
            "UPDATE umkm_importrow AS line SET action = plan.action, umkm_id = plan.umkm_id, remarks = plan.remarks, "
            "changes = plan.changes FROM import_plan AS plan WHERE line.id = plan.pk"
        )
        cursor.execute("DROP TABLE import_plan")
