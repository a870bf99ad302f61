"""Every write of supply. Doors (pages, admin, API, commands) call these and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import Role, User
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.refusals import NotAllowed, WrongState
from umkm.flow import UMKM_FLOW
from umkm.models import Certificate, Product, Umkm, UmkmMember, UmkmStatusChange
from umkm.permissions import may_edit, may_verify
from umkm.signals import umkm_changed

BATCH = 2000


@dataclass(frozen=True)
class Registration:
    """What one UMKM brings when it registers.

    `firm` holds fields of Umkm; each of `products` fields of Product (quantities in units a month, prices in rupiah a
    unit); each of `certificates` fields of Certificate.
    """

    firm: dict[str, Any]
    products: Sequence[dict[str, Any]] = field(default_factory=list)
    certificates: Sequence[dict[str, Any]] = field(default_factory=list)


def register_umkm(
    registration: Registration, *, account: dict[str, str] | None = None, actor: User | None = None
) -> Umkm:
    """Register one UMKM; `account` (full_name, password) also makes its owner's account, with the WhatsApp number as name.

    Raises ValidationError with the field names of Umkm, Product or `account`.
    """
    try:
        with transaction.atomic():
            return _register(registration, account, actor)
    except IntegrityError as error:
        # Everything else was checked: somebody else registered the same between our look and our write.
        raise ValidationError(
            _("Usaha atau nomor ini baru saja terdaftar. Silakan masuk.")
        ) from error


def _register(
    registration: Registration, account: dict[str, str] | None, actor: User | None
) -> Umkm:
    umkm, products, certificates = _build(registration, actor, timezone.now())
    umkm.full_clean(exclude=["search"])
    umkm.save(force_insert=True)
    for row in (*products, *certificates):
        row.full_clean(exclude=["umkm"])
        row.save(force_insert=True)
    owner = None if account is None else _make_owner(umkm, **account)
    umkm.changes.create(
        actor=actor or owner, verb="register", target=umkm.status, at=umkm.registered_at
    )
    refresh_search([umkm.pk])
    return umkm


def _make_owner(umkm: Umkm, *, full_name: str, password: str) -> User:
    """The owner's account, with the WhatsApp number as its name."""
    owner = User(
        username=umkm.telephone, telephone=umkm.telephone, full_name=full_name, role=Role.UMKM
    )
    owner.set_password(password)
    owner.full_clean(exclude=["username", "password"])
    owner.save(force_insert=True)
    umkm.members.create(user=owner, role=UmkmMember.Role.OWNER)
    return owner


@transaction.atomic
def open_account(umkm: Umkm, *, password: str, actor: User) -> User:
    """An officer gives a firm that he registered an account of its own. Raises ValidationError, NotAllowed, WrongState."""
    umkm = _keep(umkm, actor)
    if umkm.members.filter(role=UmkmMember.Role.OWNER).exists():
        raise WrongState(_("UMKM ini sudah punya akun pemilik."))
    return _make_owner(umkm, full_name=umkm.owner_name, password=password)


def register_many(
    registrations: Iterable[Registration], *, actor: User | None, now: datetime | None = None
) -> list[int]:
    """Register many UMKM that an officer brings (a spreadsheet, a field visit): the new keys, in the given order.

    All in one transaction: one bad row and none is written. A field out of bounds raises ValidationError, which names the
    row (`row`, counted from 1); what only the database can see (keys, uniqueness, order of two fields) IntegrityError.
    """
    now = now or timezone.now()
    firms, products, certificates = [], [], []
    for position, registration in enumerate(registrations, start=1):
        try:
            umkm, its_products, its_certificates = _build(registration, actor, now)
            for row in (umkm, *its_products, *its_certificates):
                row.clean_fields(exclude=_asks_the_database(type(row)))
        except ValidationError as error:
            error.row = position
            raise
        firms.append(umkm)
        products += its_products
        certificates += its_certificates
    with transaction.atomic():
        Umkm.objects.bulk_create(firms, batch_size=BATCH)
        for row in (*products, *certificates):
            row.umkm_id = row.umkm.pk
        Product.objects.bulk_create(products, batch_size=BATCH)
        Certificate.objects.bulk_create(certificates, batch_size=BATCH)
        UmkmStatusChange.objects.bulk_create(
            [
                UmkmStatusChange(
                    subject=umkm, actor=actor, verb="register", target=umkm.status, at=now
                )
                for umkm in firms
            ],
            batch_size=BATCH,
        )
        refresh_search([umkm.pk for umkm in firms])
    return [umkm.pk for umkm in firms]


@cache
def _asks_the_database(model) -> frozenset[str]:
    """Fields whose check costs a query a row, which a bulk insert leaves to the database itself."""
    return frozenset(
        field.name for field in model._meta.fields if field.is_relation or field.unique
    ) | {"search"}


def _build(registration: Registration, actor, now):
    firm = dict(registration.firm)
    errors = {}
    for name, parse in (("telephone", parse_telephone), ("nib", parse_nib)):
        try:
            firm[name] = parse(firm[name]) if firm.get(name) else None
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
    umkm = Umkm(registered_by=actor, registered_at=now, consent_at=now, **firm)
    products = [Product(umkm=umkm, **row) for row in registration.products]
    certificates = [Certificate(umkm=umkm, **row) for row in registration.certificates]
    return umkm, products, certificates


# ── Keeping the profile ──────────────────────────────────────────────────────────────────────────────────────────────


def _keep(umkm: Umkm, actor: User) -> Umkm:
    """The UMKM locked for its keeper, or NotAllowed."""
    verdict = may_edit(actor, umkm)
    if not verdict:
        raise NotAllowed(verdict.reason)
    return Umkm.objects.select_for_update(of=("self",)).get(pk=umkm.pk)


def _changed(umkm: Umkm) -> None:
    refresh_search([umkm.pk])
    transaction.on_commit(lambda: umkm_changed.send(sender=Umkm, umkm_id=umkm.pk))


@transaction.atomic
def update_profile(umkm: Umkm, *, actor: User, **fields) -> Umkm:
    """Write fields of the firm itself (never its state). Raises ValidationError, NotAllowed."""
    umkm = _keep(umkm, actor)
    for name, value in fields.items():
        if name in {"status", "verified_at", "registered_at", "consent_at"}:
            raise ValueError(f"{name} has its own service.")
        setattr(umkm, name, value)
    umkm.telephone = parse_telephone(umkm.telephone)
    umkm.nib = parse_nib(umkm.nib) if umkm.nib else None
    umkm.full_clean(exclude=["search"])
    umkm.save(update_fields=list(fields))
    _changed(umkm)
    return umkm


@transaction.atomic
def save_product(umkm: Umkm, *, actor: User, product: Product | None = None, **fields) -> Product:
    """Add a product, or change one of this UMKM's. Raises ValidationError, NotAllowed."""
    umkm = _keep(umkm, actor)
    product = umkm.products.get(pk=product.pk) if product else Product(umkm=umkm)
    for name, value in fields.items():
        setattr(product, name, value)
    product.full_clean()
    product.save()
    _changed(umkm)
    return product


@transaction.atomic
def save_certificate(
    umkm: Umkm, *, actor: User, certificate: Certificate | None = None, **fields
) -> Certificate:
    """Add a certificate, or change one of this UMKM's: what was checked before must be checked again."""
    umkm = _keep(umkm, actor)
    certificate = (
        umkm.certificates.get(pk=certificate.pk) if certificate else Certificate(umkm=umkm)
    )
    for name, value in fields.items():
        setattr(certificate, name, value)
    certificate.verified_at = certificate.verified_by = None
    certificate.full_clean()
    certificate.save()
    _changed(umkm)
    return certificate


@transaction.atomic
def check_certificate(
    certificate: Certificate, *, actor: User, now: datetime | None = None
) -> Certificate:
    """Book that an officer has seen that the certificate is real. Raises NotAllowed, WrongState."""
    verdict = may_verify(actor)
    if not verdict:
        raise NotAllowed(verdict.reason)
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.verified_at is not None:
        raise WrongState(_("Sertifikat ini sudah diperiksa."))
    certificate.verified_at, certificate.verified_by = now or timezone.now(), actor
    certificate.save(update_fields=["verified_at", "verified_by"])
    return certificate


# ── Verification ─────────────────────────────────────────────────────────────────────────────────────────────────────


def change_status(
    umkm: Umkm, verb: str, *, actor: User, note: str = "", now: datetime | None = None
) -> Umkm:
    """Verify, return, resubmit, reject, suspend or reinstate. Raises WrongState, NotAllowed, Refused."""
    now = now or timezone.now()
    with transaction.atomic():
        umkm = UMKM_FLOW.advance(
            umkm, verb, actor=actor, note=note, now=now, changes=_dated(verb, now)
        )
        transaction.on_commit(lambda: umkm_changed.send(sender=Umkm, umkm_id=umkm.pk))
    return umkm


def change_status_of_many(
    umkm: Iterable[Umkm], verb: str, *, actor: User, note: str = "", now: datetime | None = None
) -> tuple[list[Umkm], dict[int, str]]:
    """The same for many: (those that moved, {pk: why one did not}). The nightly sweep matches them again."""
    now = now or timezone.now()
    return UMKM_FLOW.advance_many(
        umkm,
        verb,
        actor=actor,
        note=note,
        now=now,
        changes=_dated(verb, now),
        prefetch=["products"],
    )


def _dated(verb: str, now: datetime) -> dict[str, datetime]:
    return {"verified_at": now} if verb in {"verify", "reinstate"} else {}


# ── Search ───────────────────────────────────────────────────────────────────────────────────────────────────────────


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
