"""What the matcher reads of supply: the rows of the database as the engine's plain Offers, and what runs beside them.

A worker builds its snapshot once and keeps it. Before each use it asks which firms have changed (`OfferChange`, written by
triggers) and puts only those anew; so a stale snapshot is never used, and a changed firm costs milliseconds. What contracts
take and how deliveries went is read afresh each time: it is little, and it changes with every confirmed entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.db import connection
from django.db.models import Avg, Count, F
from django.utils import timezone

from kemitraan.reference.lexicon import read_lexicon
from kemitraan.reference.models import Kbli
from kemitraan.verification import VerificationStatus
from partnerships.matching import Commitment, Offer, Record, Snapshot
from partnerships.models import EntryStatus, MouMember, OfferChange, Realisation
from partnerships.models.mous import BINDING
from umkm.models import Certificate, Product, Umkm

#: A snapshot is built anew when it is older, or when so large a part of it has changed.
OLDEST = timedelta(hours=24)
MOST_STALE = 0.05
#: Notes of changes that no snapshot can need any more.
KEPT_CHANGES = timedelta(hours=48)

_OFFER_COLUMNS = (
    "id",
    "umkm_id",
    "name",
    "description",
    "cluster_id",
    "kbli__version",
    "kbli__code",
    "unit_id",
    "unit__base_id",
    "unit__factor",
    "capacity_month",
    "committed_month",
    "minimum_order",
    "lead_time_days",
    "price_min",
    "price_max",
    "busy_months",
    "umkm__form",
    "umkm__down_payment_percent",
    "umkm__payment_days",
    "umkm__accepts_consignment",
    "umkm__village__lat",
    "umkm__village__lng",
    "umkm__village__district__regency_id",
)


# ── The snapshot that this process keeps ─────────────────────────────────────────────────────────────────────────────


class Kept(NamedTuple):
    snapshot: Snapshot
    built_at: datetime
    #: Changes of this transaction and later ones are not in it for sure.
    horizon: int
    words_version: str


_kept: Kept | None = None
_lock = Lock()


def current_snapshot(*, now: datetime | None = None) -> Snapshot:
    """Every product that a verified UMKM offers and lets be matched, as of now."""
    global _kept
    now = now or timezone.now()
    with _lock:
        kept = _brought_up_to_date(_kept, now) if _kept else None
        _kept = kept or _build(now)
        return _kept.snapshot.knowing(read_commitments(), read_records())


def forget() -> None:
    """Let go of what this process keeps."""
    global _kept
    with _lock:
        _kept = None


def _horizon() -> int:
    """The oldest transaction that is still open: whatever came before is visible, or will never be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def _build(now: datetime) -> Kept:
    horizon = _horizon()  # before the rows are read: what changes meanwhile is read again
    lexicon = read_lexicon()
    snapshot = Snapshot(read_offers(), lexicon, _moves())
    return Kept(snapshot, now, horizon, lexicon.version)


def _brought_up_to_date(kept: Kept, now: datetime) -> Kept | None:
    """None when it is better to build anew."""
    if now - kept.built_at > OLDEST or read_lexicon().version != kept.words_version:
        return None
    horizon, snapshot = _horizon(), kept.snapshot
    changed = list(
        OfferChange.objects.filter(xid__gte=kept.horizon)
        .values_list("umkm_id", flat=True)
        .distinct()
    )
    if changed:
        if len(changed) > MOST_STALE * max(1000, len(snapshot)):
            return None
        snapshot = snapshot.replaced(changed, read_offers(changed))
        if snapshot.staleness > MOST_STALE and len(snapshot) > 1000:
            return None
    return kept._replace(snapshot=snapshot, horizon=horizon)


def forget_old_changes(*, now: datetime | None = None) -> int:
    """Delete notes that every worker has read: how many."""
    oldest = (now or timezone.now()) - KEPT_CHANGES
    return OfferChange.objects.filter(at__lt=oldest).delete()[0]


def _moves() -> list[tuple]:
    """Codes that became other codes in the next version of KBLI."""
    rows = Kbli.objects.filter(successors__isnull=False).values_list(
        "version", "code", "successors__version", "successors__code"
    )
    return [((version, code), (later, then)) for version, code, later, then in rows]


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_offers(umkm_ids: Iterable[int] | None = None) -> Iterator[Offer]:
    """The offers of these firms, or of all, from two streamed queries. Who objects to being matched is left out."""
    holds = _read_certificates(umkm_ids)
    products = Product.objects.filter(
        is_active=True, umkm__status=VerificationStatus.VERIFIED, umkm__is_matched=True
    )
    if umkm_ids is not None:
        products = products.filter(umkm__in=umkm_ids)
    rows = products.order_by("id").values_list(*_OFFER_COLUMNS)
    for row in rows.iterator(chunk_size=5000):
        yield _offer(row, holds)


def _read_certificates(umkm_ids) -> dict[int, dict[str, date | None]]:
    holds: dict[int, dict[str, date | None]] = defaultdict(dict)
    rows = Certificate.objects.filter(umkm__status=VerificationStatus.VERIFIED)
    if umkm_ids is not None:
        rows = rows.filter(umkm__in=umkm_ids)
    rows = rows.values_list("umkm_id", "kind_id", "expires_on")
    for umkm_id, kind, expires_on in rows.iterator(chunk_size=5000):
        held = holds[umkm_id]
        # Of two certificates of one kind the one that lasts longer counts; no expiry lasts longest.
        held[kind] = (
            None
            if expires_on is None or held.get(kind, expires_on) is None
            else max(held.get(kind, expires_on), expires_on)
        )
    return holds


def _offer(row: tuple, holds) -> Offer:
    (
        product_id,
        umkm_id,
        name,
        description,
        cluster,
        kbli_version,
        kbli_code,
        unit,
        base,
        factor,
        capacity,
        committed,
        minimum,
        lead_time,
        price_min,
        price_max,
        busy,
        form,
        down_payment,
        payment_days,
        consignment,
        lat,
        lng,
        regency,
    ) = row
    factor = float(factor)
    return Offer(
        product_id=product_id,
        umkm_id=umkm_id,
        text=f"{name}. {description}" if description else name,
        cluster=cluster,
        kbli=(kbli_version, kbli_code) if kbli_code else None,
        unit=base or unit,
        capacity=None if capacity is None else capacity * factor,
        committed=committed * factor,
        minimum_order=None if minimum is None else minimum * factor,
        lead_time_days=lead_time,
        price_min=None if price_min is None else price_min / factor,
        price_max=None if price_max is None else price_max / factor,
        busy_months=frozenset(busy),
        certificates=holds.get(umkm_id, {}),
        down_payment_percent=down_payment,
        payment_days=payment_days,
        accepts_consignment=consignment,
        lat=float(lat),
        lng=float(lng),
        regency=regency,
        leads=form != Umkm.Form.SINGLE,
    )


def read_commitments() -> dict[int, list[Commitment]]:
    """What running contracts take of each product: its share of the need's volume, from a contract's first month to its last.

    Several contracts of one MoU in the same month (a framework and its orders) take that volume once. Where an MoU names no
    product, it is the firm's first one in the same unit.
    """
    members = MouMember.objects.filter(
        mou__status__in=BINDING,
        mou__need__isnull=False,
        mou__contracts__status=EntryStatus.CONFIRMED,
    ).order_by("pk", "mou__contracts__starts_on", "mou__contracts__pk")
    members = list(
        members.values_list(
            "pk",
            "umkm_id",
            "suggestion__product_id",
            "share_percent",
            "mou__need__volume_month",
            "mou__need__unit_id",
            "mou__need__unit__base_id",
            "mou__need__unit__factor",
            "mou__contracts__starts_on",
            "mou__contracts__ends_on",
        )
    )
    named = _product_in_unit({umkm_id for _, umkm_id, *_ in members})
    found: dict[int, list[Commitment]] = defaultdict(list)
    before = None
    for member, umkm_id, product_id, share, volume, unit, base, factor, starts, ends in members:
        product_id = product_id or named.get((umkm_id, base or unit))
        if product_id is None:
            continue
        amount = volume * float(factor) * float(share) / 100
        entry = Commitment(_month(starts), _month(ends), amount)
        entries = found[product_id]
        if member == before and entry.first_month <= entries[-1].last_month:
            last_month = max(entry.last_month, entries[-1].last_month)
            entries[-1] = replace(entries[-1], last_month=last_month)
        else:
            entries.append(entry)
        before = member
    return found


def _product_in_unit(umkm_ids) -> dict[tuple[int, str], int]:
    rows = Product.objects.filter(umkm__in=umkm_ids, is_active=True).order_by("-id")
    return {
        (umkm_id, base or unit): product_id
        for umkm_id, unit, base, product_id in rows.values_list(
            "umkm_id", "unit_id", "unit__base_id", "id"
        )
    }


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def read_records() -> dict[int, Record]:
    """Of each UMKM: its confirmed deliveries, and the mean share that came on time and was not rejected."""
    good = F("on_time_percent") / 100.0 * (1 - F("rejected_percent") / 100.0)
    rows = (
        Realisation.objects.confirmed()
        .values("umkm_id")
        .annotate(count=Count("pk"), good=Avg(good))
        .values_list("umkm_id", "count", "good")
    )
    return {umkm_id: Record(count, float(good)) for umkm_id, count, good in rows}


def read_buyers() -> dict[int, Record]:
    """Of each company: confirmed realisations, and the share of them that it paid on time."""
    rows = Realisation.objects.confirmed().values_list(
        "contract__mou__company_id", "paid_days_late"
    )
    late: dict[int, list[bool]] = defaultdict(list)
    for company_id, days in rows.iterator():
        late[company_id].append(days == 0)
    return {key: Record(len(paid), sum(paid) / len(paid)) for key, paid in late.items()}
