"""Keeping the profile: the firm itself, what it makes, what it can prove."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from kemitraan.accounts.models import User
from kemitraan.identifiers import parse_nib, parse_telephone
from kemitraan.uploads import check_document
from umkm.models import Certificate, Product, Umkm
from umkm.services.identity import parse_numbers, write_identity
from umkm.services.keeping import changed, keep
from umkm.services.size import compute_size
from umkm.sizes import Size

#: Columns that have a service of their own.
_OF_OTHERS = frozenset(
    {
        "status",
        "verified_at",
        "registered_at",
        "consent_at",
        "public_fields",
        "is_listed",
        "is_matched",
        "erased_at",
        "merged_into",
        *Size().fields(),
    }
)


@transaction.atomic
def update_profile(umkm: Umkm, *, actor: User, **fields) -> Umkm:
    """Write fields of the firm itself (never its state), and `nik` and `npwp` of its owner.

    Raises ValidationError, NotAllowed.
    """
    umkm = keep(umkm, actor)
    numbers = {name: fields.pop(name) for name in ("nik", "npwp") if name in fields}
    for name, value in fields.items():
        if name in _OF_OTHERS:
            raise ValueError(f"{name} has its own service.")
        setattr(umkm, name, value)
    umkm.telephone = parse_telephone(umkm.telephone)
    umkm.nib = parse_nib(umkm.nib) if umkm.nib else None
    umkm.full_clean(exclude=["search"])
    parsed = parse_numbers(numbers)
    compute_size(umkm)
    umkm.save(update_fields=[*fields, *Size().fields()])
    write_identity(umkm, **parsed)
    changed(umkm)
    return umkm


@transaction.atomic
def save_product(umkm: Umkm, *, actor: User, product: Product | None = None, **fields) -> Product:
    """Add a product, or change one of this UMKM's. Raises ValidationError, NotAllowed."""
    umkm = keep(umkm, actor)
    product = umkm.products.get(pk=product.pk) if product else Product(umkm=umkm)
    for name, value in fields.items():
        setattr(product, name, value)
    product.full_clean()
    product.save()
    changed(umkm)
    return product


@transaction.atomic
def save_certificate(
    umkm: Umkm,
    *,
    actor: User,
    certificate: Certificate | None = None,
    upload: UploadedFile | None = None,
    **fields,
) -> Certificate:
    """Add a certificate, or change one of this UMKM's: what was checked before must be checked again.

    `upload` is the paper as PDF or picture, and takes the place of the one before. Raises ValidationError, NotAllowed.
    """
    umkm = keep(umkm, actor)
    certificate = (
        umkm.certificates.get(pk=certificate.pk) if certificate else Certificate(umkm=umkm)
    )
    for name, value in fields.items():
        setattr(certificate, name, value)
    certificate.verified_at = certificate.verified_by = None
    certificate.full_clean()
    if upload is not None:
        _keep_file(certificate, upload)
    certificate.save()
    changed(umkm)
    return certificate


def _keep_file(certificate: Certificate, upload: UploadedFile) -> None:
    try:
        checked = check_document(upload)
    except ValidationError as error:
        raise ValidationError({"upload": error}) from error
    storage, former = certificate.file.storage, certificate.file.name
    certificate.file.save(f"sertifikat{checked.suffix}", ContentFile(checked.content), save=False)
    if former:
        transaction.on_commit(lambda: storage.delete(former))
