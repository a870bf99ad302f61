"""NIK and NPWP of an owner, and the fingerprints by which the same firm is found again."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.identifiers import (
    Remark,
    mask_nik,
    mask_npwp,
    nik_remarks,
    parse_nik,
    parse_npwp,
)
from kemitraan.refusals import Refused, must
from kemitraan.sealing import fingerprint
from umkm.models import PRINTS, Disclosure, Umkm, UmkmIdentity
from umkm.permissions import may_unmask
from umkm.sameness import name_key
from umkm.services.keeping import keep

BATCH = 2000
#: How a purpose is said at least, when a masked number is opened.
SHORTEST_REASON = 10
_PARSERS = {"nik": parse_nik, "npwp": parse_npwp}
_MASKS = {"nik": mask_nik, "npwp": mask_npwp}


def parse_numbers(numbers: dict[str, str | None]) -> dict[str, str]:
    """{"nik": "3310 ..."} -> {"nik": "3310..."}; empty ones are "". Raises ValidationError with the field names."""
    parsed, errors = {}, {}
    for name, text in numbers.items():
        try:
            parsed[name] = _PARSERS[name](text) if text else ""
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
    return parsed


@transaction.atomic
def save_identity(umkm: Umkm, *, actor: User, **numbers: str | None) -> UmkmIdentity:
    """Write `nik` and `npwp` (either alone, too); empty takes a number away. Raises ValidationError, NotAllowed."""
    umkm = keep(umkm, actor)
    return write_identity(umkm, **parse_numbers(numbers))


def write_identity(umkm: Umkm, **numbers: str) -> UmkmIdentity:
    """Bring the identity of a firm in line with the firm, and with these parsed numbers."""
    identity = UmkmIdentity.objects.select_for_update().filter(pk=umkm.pk).first()
    identity = identity or UmkmIdentity(umkm=umkm)
    for name, value in numbers.items():
        setattr(identity, name, value)
        setattr(identity, f"{name}_print", fingerprint(name, value))
    for name, value in traits_of(umkm).items():
        setattr(identity, name, value)
    identity.save()
    return identity


def traits_of(umkm: Umkm) -> dict[str, str]:
    """The columns of an identity that follow from the firm itself."""
    return {
        "nib_print": fingerprint("nib", umkm.nib or ""),
        "telephone_print": fingerprint("telephone", umkm.telephone),
        "name_key": name_key(umkm.name),
        "owner_key": name_key(umkm.owner_name),
    }


def write_identities(rows: Sequence[tuple[Umkm, dict[str, str]]]) -> None:
    """Identities of firms that were just made: (firm, its parsed numbers)."""
    UmkmIdentity.objects.bulk_create(
        [
            UmkmIdentity(
                umkm=umkm,
                **numbers,
                **{f"{name}_print": fingerprint(name, value) for name, value in numbers.items()},
                **traits_of(umkm),
            )
            for umkm, numbers in rows
        ],
        batch_size=BATCH,
    )


def add_missing_identities() -> int:
    """Identities of firms that have none (registered before there were any): how many were added."""
    missing = Umkm.objects.filter(identity=None).defer("search").order_by("pk")
    added = 0
    while rows := list(missing[:BATCH]):
        with transaction.atomic():
            write_identities([(umkm, {}) for umkm in rows])
        added += len(rows)
    return added


def masked_numbers(umkm: Umkm) -> dict[str, str]:
    """{"nik": "3310••••••••0001", "npwp": ""}: what a page may show to the firm's people and officials."""
    identity = UmkmIdentity.objects.filter(pk=umkm.pk).first()
    return {
        name: mask(getattr(identity, name)) if identity else "" for name, mask in _MASKS.items()
    }


def nik_remarks_of(umkm: Umkm, *, today: date | None = None) -> list[Remark]:
    """What is odd about the NIK of a firm's owner: for an official to look at, never a reason to refuse."""
    identity = UmkmIdentity.objects.filter(pk=umkm.pk).first()
    if identity is None or not identity.nik:
        return []
    return nik_remarks(identity.nik, regency=settings.REGENCY, today=today or timezone.localdate())


@transaction.atomic
def unmask(umkm: Umkm, field: str, *, actor: User, reason: str) -> str:
    """The whole number, for an official with a purpose that is logged. Raises NotAllowed, Refused."""
    must(may_unmask(actor, umkm))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Tulis untuk keperluan apa nomor ini dibuka; catatan ini disimpan."))
    number = getattr(UmkmIdentity.objects.filter(pk=umkm.pk).first(), field, "")
    if not number:
        raise Refused(_("Nomor ini belum diisi."))
    Disclosure.objects.create(umkm=umkm, field=field, by=actor, reason=reason.strip())
    return number


def rotate_keys() -> int:
    """Write every seal and fingerprint anew under the newest keys: how many rows. May be stopped and repeated."""
    last, count = 0, 0
    while True:
        with transaction.atomic():
            rows = list(
                UmkmIdentity.objects.select_for_update(of=("self",))
                .filter(pk__gt=last)
                .select_related("umkm")
                .order_by("pk")[:BATCH]
            )
            if not rows:
                return count
            for row in rows:
                row.nik_print, row.npwp_print = (
                    fingerprint(name, getattr(row, name)) for name in ("nik", "npwp")
                )
                for name, value in traits_of(row.umkm).items():
                    setattr(row, name, value)
            # The fields seal what they write with the newest key.
            UmkmIdentity.objects.bulk_update(rows, ["nik", "npwp", *PRINTS], batch_size=500)
        last, count = rows[-1].pk, count + len(rows)
