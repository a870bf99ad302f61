"""What the matcher reads: rows of the database as the engine's plain Offers and Demands."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils import timezone

from investors.models import Need
from kemitraan.verification import VerificationStatus
from partnerships.matching import Demand, Offer, Snapshot
from umkm.models import Certificate, Product

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
    "umkm__down_payment_percent",
    "umkm__payment_days",
    "umkm__accepts_consignment",
    "umkm__village__lat",
    "umkm__village__lng",
    "umkm__village__district__regency_id",
)


def read_snapshot() -> Snapshot:
    """Every product that a verified UMKM offers whose owner lets it be matched, from two streamed queries."""
    return Snapshot(read_offers())


def read_offers() -> Iterable[Offer]:
    certificates: dict[int, dict[str, date | None]] = defaultdict(dict)
    rows = Certificate.objects.filter(umkm__status=VerificationStatus.VERIFIED).values_list(
        "umkm_id", "kind_id", "expires_on"
    )
    for umkm_id, kind, expires_on in rows.iterator(chunk_size=5000):
        held = certificates[umkm_id]
        # Of two certificates of one kind the one that lasts longer counts; no expiry lasts longest.
        held[kind] = (
            None
            if expires_on is None or held.get(kind, expires_on) is None
            else max(held.get(kind, expires_on), expires_on)
        )
    products = Product.objects.filter(
        is_active=True, umkm__status=VerificationStatus.VERIFIED, umkm__is_matched=True
    ).order_by("id")
    for row in products.values_list(*_OFFER_COLUMNS).iterator(chunk_size=5000):
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
            down_payment,
            payment_days,
            consignment,
            lat,
            lng,
            regency,
        ) = row
        factor = float(factor)
        yield Offer(
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
            certificates=certificates.get(umkm_id, {}),
            down_payment_percent=down_payment,
            payment_days=payment_days,
            accepts_consignment=consignment,
            lat=float(lat),
            lng=float(lng),
            regency=regency,
        )


def read_demand(need: Need, *, today: date | None = None) -> Demand:
    """One need in base units, with lead times counted from `today`.

    Needs `unit` and `delivery_district` loaded to cost three queries (the many-to-many ones).
    """
    factor = float(need.unit.factor)
    place = need.delivery_district
    return Demand(
        need_id=need.pk,
        text=f"{need.title}. {need.text}",
        clusters=frozenset(cluster.pk for cluster in need.clusters.all()),
        kbli=(need.kbli.version, need.kbli.code) if need.kbli else None,
        unit=need.unit.base_id or need.unit_id,
        volume=need.volume_month * factor,
        price_ceiling=None if need.price_ceiling is None else need.price_ceiling / factor,
        required_certificates=frozenset(kind.pk for kind in need.required_certificates.all()),
        preferred_certificates=frozenset(kind.pk for kind in need.preferred_certificates.all()),
        lat=None if place is None else float(place.lat),
        lng=None if place is None else float(place.lng),
        radius_km=need.radius_km,
        regency=place.regency_id if place else settings.REGENCY,
        down_payment_percent=need.down_payment_percent,
        payment_days=need.payment_days,
        consignment=need.consignment,
        first_delivery=need.first_delivery,
        months=need.months,
        many_suppliers=need.many_suppliers,
        today=today or timezone.localdate(),
    )
