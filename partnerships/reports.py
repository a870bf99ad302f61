"""Every sum and count of what came of bringing the two sides together, worked out by the database.

The four amounts (whole rupiah) are never mixed: *potential* is what MoUs that were not cancelled could be worth, *mou* what
was signed, *contract* and *realised* what one side entered and the other confirmed. Entries that still wait for that, and those on
which the sides disagree (with both figures), stand beside them and are never added. `scope` (a partnerships.models.Scope, "" for all) says whose programme is counted; supply,
demand and suggestions are always the kabupaten's own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractQuarter, ExtractYear

from investors.models import Company, Need
from kemitraan.reference.models import Cluster, District
from kemitraan.verification import VerificationStatus
from partnerships import quarters
from partnerships.models import (
    Contract,
    EntryStatus,
    Mou,
    MouMember,
    MouStatus,
    Realisation,
    Suggestion,
    SuggestionStatus,
    SuggestionStatusChange,
)
from partnerships.models.mous import EVER_SIGNED
from umkm.models import Umkm

#: How long the public home shows the same figures (seconds).
HEADLINE_SECONDS = 60

_NOT_CANCELLED = ~Q(status=MouStatus.CANCELLED)
_SIGNED = Q(status__in=EVER_SIGNED)
_CONFIRMED = Q(status=EntryStatus.CONFIRMED)


@dataclass(frozen=True)
class Amounts:
    """The four amounts of one row, in whole rupiah."""

    potential: int = 0
    mou: int = 0
    contract: int = 0
    realised: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.potential + other.potential,
            self.mou + other.mou,
            self.contract + other.contract,
            self.realised + other.realised,
        )


@dataclass(frozen=True)
class Row:
    """One line of a table: its name, its amounts, and how many firms stand behind it.

    `firms` are the verified ones (UMKM, or companies in the table of capital), `partners` those with a signed MoU.
    """

    key: str
    label: str
    amounts: Amounts
    firms: int = 0
    partners: int = 0


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    total: Amounts = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "total", sum((row.amounts for row in self.rows), Amounts()))


# ── The figures at the top ───────────────────────────────────────────────────────────────────────────────────────────


def headline(scope: str = "", *, fresh: bool = False) -> dict[str, int]:
    """The figures of the public home, at most a minute old; `fresh` asks the database now.

    Keys: umkm and companies (verified), open_needs, suggestions (live), mous (ever signed); potential_rupiah, mou_rupiah,
    contract_rupiah, realised_rupiah; contract_waiting_rupiah, realised_waiting_rupiah (entered, not answered);
    contract_disputed_rupiah, realised_disputed_rupiah (as entered) and contract_claimed_rupiah, realised_claimed_rupiah (of
    the same entries, as the other side says).
    """
    if fresh:
        return _headline(scope)
    return cache.get_or_set(f"headline:{scope}", lambda: _headline(scope), HEADLINE_SECONDS)


def _headline(scope: str) -> dict[str, int]:
    open_needs = Need.objects.open().filter(company__status=VerificationStatus.VERIFIED)
    return {
        "umkm": Umkm.objects.verified().count(),
        "companies": Company.objects.verified().count(),
        "open_needs": open_needs.count(),
        "suggestions": Suggestion.objects.live().count(),
        **_mous(scope).aggregate(
            mous=Count("pk", filter=_SIGNED),
            potential_rupiah=_sum("potential_rupiah", _NOT_CANCELLED),
            mou_rupiah=_sum("mou_rupiah", _SIGNED),
        ),
        **_contracts(scope).aggregate(**_entries("contract")),
        **_realisations(scope).aggregate(**_entries("realised")),
    }


def _entries(name: str) -> dict[str, Coalesce]:
    """What is agreed, what waits for an answer, and both figures of what is disputed."""
    disputed = Q(status=EntryStatus.DISPUTED)
    return {
        f"{name}_rupiah": _sum("value_rupiah", _CONFIRMED),
        f"{name}_waiting_rupiah": _sum("value_rupiah", Q(status=EntryStatus.ENTERED)),
        f"{name}_disputed_rupiah": _sum("value_rupiah", disputed),
        f"{name}_claimed_rupiah": _sum("claimed_rupiah", disputed),
    }


def _sum(name: str, condition: Q) -> Coalesce:
    return Coalesce(Sum(name, filter=condition), 0)


def _mous(scope: str) -> QuerySet[Mou]:
    return Mou.objects.filter(scope=scope) if scope else Mou.objects.all()


def _contracts(scope: str) -> QuerySet[Contract]:
    return Contract.objects.filter(mou__scope=scope) if scope else Contract.objects.all()


def _realisations(scope: str) -> QuerySet[Realisation]:
    rows = Realisation.objects.all()
    return rows.filter(contract__mou__scope=scope) if scope else rows


def of_mou(mou: Mou) -> dict[str, int | None]:
    """The amounts of one MoU under the names of `headline`; mou_rupiah is None before the signature."""
    entries = {
        "contract": _contracts("").filter(mou=mou),
        "realised": _realisations("").filter(contract__mou=mou),
    }
    amounts: dict[str, int | None] = {
        "potential_rupiah": mou.potential_rupiah,
        "mou_rupiah": mou.mou_rupiah if mou.status in EVER_SIGNED else None,
    }
    for name, rows in entries.items():
        amounts |= rows.aggregate(**_entries(name))
    return amounts


# ── The way from a suggestion to money ───────────────────────────────────────────────────────────────────────────────

#: The steps of the funnel in their order.
FUNNEL = ("suggested", "interested", "matched", "begun", "signed", "contracted", "realised")


def funnel(scope: str = "") -> dict[str, int]:
    """How many pairs (one UMKM for one need) ever reached each step of FUNNEL; a pair that stopped later still counts.

    `scope` narrows the steps from the MoU on.
    """
    ever = SuggestionStatusChange.objects.filter(subject=OuterRef("pk"))
    one_side = [
        SuggestionStatus.UMKM_INTERESTED,
        SuggestionStatus.COMPANY_INTERESTED,
        SuggestionStatus.MATCHED,
    ]
    member = MouMember.objects.filter(suggestion=OuterRef("pk"), mou__in=_mous(scope))
    paid = _realisations(scope).filter(
        _CONFIRMED,
        umkm=OuterRef("umkm"),
        contract__mou__members__suggestion=OuterRef("pk"),
    )
    steps = {
        "interested": ever.filter(target__in=one_side),
        "matched": ever.filter(target=SuggestionStatus.MATCHED),
        "begun": member,
        "signed": member.filter(mou__status__in=EVER_SIGNED),
        "contracted": member.filter(mou__contracts__status=EntryStatus.CONFIRMED),
        "realised": paid,
    }
    return (
        Suggestion.objects.live()
        .annotate(**{f"has_{name}": Exists(rows) for name, rows in steps.items()})
        .aggregate(
            suggested=Count("pk"),
            **{name: Count("pk", filter=Q(**{f"has_{name}": True})) for name in steps},
        )
    )


# ── By cluster and by kecamatan: each MoU divided among its UMKM ─────────────────────────────────────────────────────


def by_cluster(scope: str = "") -> Table:
    """The amounts by the UMKM's main cluster: every cluster, also one where nothing has happened yet."""
    names = {cluster.pk: cluster.name for cluster in Cluster.objects.all()}
    return _fold(_shares(scope), _registered("cluster_id"), lambda row: row[0], names)


def by_district(scope: str = "") -> Table:
    """The amounts by the kecamatan of the UMKM: each one that has a verified UMKM or an amount."""
    shares, registered = _shares(scope), _registered("village__district_id")
    keys = {row[1] for row in shares} | set(registered)
    names = dict(District.objects.filter(pk__in=keys).order_by("name").values_list("pk", "name"))
    return _fold(shares, registered, lambda row: row[1], names)


def _registered(column: str) -> dict[str, int]:
    rows = Umkm.objects.verified().order_by().values_list(column)
    # All of a row: an index alone can tell how many there are.
    return dict(rows.annotate(firms=Count("*")))


def _fold(
    shares: Iterable[tuple], registered: dict[str, int], key: Callable, names: dict[str, str]
) -> Table:
    amounts: dict[str, Amounts] = defaultdict(Amounts)
    partners: dict[str, int] = defaultdict(int)
    for row in shares:
        amounts[key(row)] += Amounts(*map(int, row[2:6]))
        partners[key(row)] += row[6]
    return Table(
        [
            Row(code, name, amounts[code], registered.get(code, 0), partners[code])
            for code, name in names.items()
        ]
    )


def _shares(scope: str) -> list[tuple]:
    """(cluster, kecamatan, potential, mou, contract, realised, UMKM with a signed MoU) of each pair that has any."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SHARES,
            {
                "scope": scope,
                "cancelled": MouStatus.CANCELLED,
                "signed": list(EVER_SIGNED),
                "confirmed": EntryStatus.CONFIRMED,
            },
        )
        return cursor.fetchall()


# An amount is divided at the running sum of the shares and cut down to whole rupiah there: each UMKM gets the difference of
# two cuts, the last cut is the amount itself, and so the parts are the whole to the rupiah.
_SHARES = """
WITH whole AS (
    SELECT mou.id,
        CASE WHEN mou.status <> %(cancelled)s THEN mou.potential_rupiah ELSE 0 END AS potential,
        CASE WHEN mou.status = ANY(%(signed)s) THEN mou.mou_rupiah ELSE 0 END AS mou,
        (
            SELECT coalesce(sum(contract.value_rupiah), 0) FROM partnerships_contract AS contract
            WHERE contract.mou_id = mou.id AND contract.status = %(confirmed)s
        ) AS contract,
        mou.status = ANY(%(signed)s) AS signed
    FROM partnerships_mou AS mou
    WHERE %(scope)s = '' OR mou.scope = %(scope)s
), share AS (
    SELECT member.mou_id, member.umkm_id,
        sum(member.share_percent) OVER seats - member.share_percent AS low,
        sum(member.share_percent) OVER seats AS high,
        sum(member.share_percent) OVER (PARTITION BY member.mou_id) AS all_of_it
    FROM partnerships_moumember AS member
    WINDOW seats AS (PARTITION BY member.mou_id ORDER BY member.id)
), part AS (
    SELECT share.umkm_id, whole.signed,
        div(whole.potential * share.high, all_of_it) - div(whole.potential * share.low, all_of_it) AS potential,
        div(whole.mou * share.high, all_of_it) - div(whole.mou * share.low, all_of_it) AS mou,
        div(whole.contract * share.high, all_of_it) - div(whole.contract * share.low, all_of_it) AS contract,
        0 AS realised
    FROM share JOIN whole ON whole.id = share.mou_id
    UNION ALL
    SELECT paid.umkm_id, false, 0, 0, 0, paid.value_rupiah
    FROM partnerships_realisation AS paid
    JOIN partnerships_contract AS contract ON contract.id = paid.contract_id
    JOIN whole ON whole.id = contract.mou_id
    WHERE paid.status = %(confirmed)s
)
SELECT firm.cluster_id, village.district_id,
    sum(part.potential), sum(part.mou), sum(part.contract), sum(part.realised),
    count(DISTINCT firm.id) FILTER (WHERE part.signed)
FROM part
JOIN umkm_umkm AS firm ON firm.id = part.umkm_id
JOIN reference_village AS village ON village.code = firm.village_id
GROUP BY firm.cluster_id, village.district_id
"""


# ── By capital and by quarter ────────────────────────────────────────────────────────────────────────────────────────


def by_capital(scope: str = "") -> Table:
    """The amounts of foreign (PMA) and of domestic (PMDN) companies."""
    grouped = _grouped(
        (_mous(scope).filter(_NOT_CANCELLED), "company__capital", "potential_rupiah"),
        (_mous(scope).filter(_SIGNED), "company__capital", "mou_rupiah"),
        (_contracts(scope).filter(_CONFIRMED), "mou__company__capital", "value_rupiah"),
        (
            _realisations(scope).filter(_CONFIRMED),
            "contract__mou__company__capital",
            "value_rupiah",
        ),
    )
    firms = dict(
        Company.objects.verified().order_by().values_list("capital").annotate(count=Count("pk"))
    )
    partners = dict(
        Company.objects.filter(pk__in=_mous(scope).filter(_SIGNED).values("company"))
        .order_by()
        .values_list("capital")
        .annotate(count=Count("pk"))
    )
    return Table(
        [
            Row(
                capital.value,
                capital.label,
                grouped.get((capital.value,), Amounts()),
                firms.get(capital.value, 0),
                partners.get(capital.value, 0),
            )
            for capital in Company.Capital
        ]
    )


def by_quarter(scope: str = "") -> Table:
    """The amounts by the quarter in which they came about, the newest first.

    The potential in the quarter of the first talks, MoU and contract in that of their signature, the realised one in the
    quarter that it is about.
    """

    def dated(rows: QuerySet, name: str) -> QuerySet:
        return rows.annotate(in_year=ExtractYear(name), in_quarter=ExtractQuarter(name))

    keys = ("in_year", "in_quarter")
    grouped = _grouped(
        (dated(_mous(scope).filter(_NOT_CANCELLED), "created_at"), keys, "potential_rupiah"),
        (dated(_mous(scope).filter(_SIGNED), "signed_on"), keys, "mou_rupiah"),
        (dated(_contracts(scope).filter(_CONFIRMED), "signed_on"), keys, "value_rupiah"),
        (
            _realisations(scope)
            .filter(_CONFIRMED)
            .annotate(in_year=F("year"), in_quarter=F("quarter")),
            keys,
            "value_rupiah",
        ),
    )
    return Table(
        [
            Row("{}-{}".format(*quarter), quarters.short_name(quarter), grouped[quarter])
            for quarter in sorted(grouped, reverse=True)
        ]
    )


def _grouped(*sources: tuple[QuerySet, str | tuple[str, ...], str]) -> dict[tuple, Amounts]:
    """Four (rows, key columns, amount column), in the order of Amounts, brought together by key."""
    found: dict[tuple, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for position, (rows, keys, column) in enumerate(sources):
        keys = (keys,) if isinstance(keys, str) else keys
        for *key, amount in rows.order_by().values_list(*keys).annotate(amount=Sum(column)):
            found[tuple(key)][position] = amount
    return {key: Amounts(*amounts) for key, amounts in found.items()}
