"""Registering: one UMKM by its owner or an officer, many at once, and the account that comes with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import Role, User
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.reference.models import Cluster, Unit
from kemitraan.refusals import WrongState
from umkm.models import Certificate, Channel, Product, Umkm, UmkmMember, UmkmStatusChange
from umkm.services.duplicates import look_for_duplicates
from umkm.services.identity import parse_numbers, write_identities, write_identity
from umkm.services.keeping import keep
from umkm.services.personal import record_consents
from umkm.services.search import refresh_search
from umkm.services.size import compute_size, limits_on

BATCH = 2000
#: Code of the unit that says least.
PIECE = "buah"


@dataclass(frozen=True)
class Registration:
    """What one UMKM brings when it registers.

    `firm` holds fields of Umkm; each of `products` fields of Product (quantities in units a month, prices in rupiah a
    unit); each of `certificates` fields of Certificate. `main_product` is the bare name of what it makes: it becomes a
    product in the unit that its cluster mostly counts in, until the owner says more.
    """

    firm: dict[str, Any]
    products: Sequence[dict[str, Any]] = field(default_factory=list)
    certificates: Sequence[dict[str, Any]] = field(default_factory=list)
    main_product: str = ""


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
    if registration.main_product:
        registration = _with_main_product(registration)
    umkm, numbers, products, certificates = _build(registration, actor, timezone.now())
    umkm.full_clean(exclude=["search"])
    compute_size(umkm)
    umkm.save(force_insert=True)
    write_identity(umkm, **numbers)
    for row in (*products, *certificates):
        row.full_clean(exclude=["umkm"])
        row.save(force_insert=True)
    owner = None if account is None else _make_owner(umkm, **account)
    record_consents(
        [umkm.pk],
        channel=Channel.OFFICER if actor else Channel.SELF,
        recorded_by=actor or owner,
        now=umkm.registered_at,
    )
    umkm.changes.create(
        actor=actor or owner, verb="register", target=umkm.status, at=umkm.registered_at
    )
    refresh_search([umkm.pk])
    look_for_duplicates([umkm.pk])
    return umkm


def _with_main_product(registration: Registration) -> Registration:
    cluster = registration.firm.get("cluster")
    product = {
        "name": registration.main_product,
        "cluster": cluster,
        "unit": usual_unit(cluster),
    }
    return replace(registration, products=[*registration.products, product], main_product="")


def usual_unit(cluster: Cluster) -> Unit:
    """The unit that most products of a cluster are counted in; before there are any, the plain piece."""
    counted = Product.objects.filter(cluster=cluster).order_by().values("unit")
    most = counted.annotate(number=Count("pk")).order_by("-number", "unit").first()
    if most is not None:
        return Unit.objects.get(pk=most["unit"])
    return Unit.objects.filter(pk=PIECE).first() or Unit.objects.first()


def _make_owner(umkm: Umkm, *, full_name: str, password: str | None) -> User:
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
def open_account(umkm: Umkm, *, password: str | None, actor: User) -> User:
    """An officer gives a firm that he registered an account of its own; without a password nobody can sign in yet.

    Raises ValidationError, NotAllowed, WrongState.
    """
    umkm = keep(umkm, actor)
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
    limits = limits_on(timezone.localdate(now))
    firms, numbers, products, certificates = [], [], [], []
    for position, registration in enumerate(registrations, start=1):
        try:
            umkm, its_numbers, its_products, its_certificates = _build(registration, actor, now)
            for row in (umkm, *its_products, *its_certificates):
                row.clean_fields(exclude=_asks_the_database(type(row)))
        except ValidationError as error:
            error.row = position
            raise
        size = limits.size_of(umkm.capital_rupiah, umkm.yearly_sales_rupiah)
        for name, value in size.fields().items():
            setattr(umkm, name, value)
        firms.append(umkm)
        numbers.append(its_numbers)
        products += its_products
        certificates += its_certificates
    with transaction.atomic():
        Umkm.objects.bulk_create(firms, batch_size=BATCH)
        write_identities(list(zip(firms, numbers, strict=True)))
        keys = [umkm.pk for umkm in firms]
        record_consents(keys, channel=Channel.OFFICER, recorded_by=actor, now=now)
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
        refresh_search(keys)
    return keys


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
    try:
        numbers = parse_numbers({name: firm.pop(name, "") for name in ("nik", "npwp")})
    except ValidationError as error:
        errors.update(error.error_dict)
    if errors:
        raise ValidationError(errors)
    umkm = Umkm(registered_by=actor, registered_at=now, consent_at=now, **firm)
    products = [Product(umkm=umkm, **row) for row in registration.products]
    certificates = [Certificate(umkm=umkm, **row) for row in registration.certificates]
    return umkm, numbers, products, certificates
