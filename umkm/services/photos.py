"""Pictures of products."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.uploads import check_photo
from umkm.models import Product, ProductPhoto
from umkm.services.keeping import keep

#: Pictures that one product may have.
MOST_PHOTOS = 6


@transaction.atomic
def add_photos(
    product: Product, *, actor: User, uploads: Sequence[UploadedFile]
) -> list[ProductPhoto]:
    """Check, shrink and keep pictures; the same one twice is kept once. Raises ValidationError, NotAllowed."""
    umkm = keep(product.umkm, actor)
    product = umkm.products.get(pk=product.pk)
    present = set(product.photos.values_list("digest", flat=True))
    added = []
    for upload in uploads:
        try:
            checked = check_photo(upload)
        except ValidationError as error:
            raise ValidationError({"photos": error}) from error
        if checked.digest in present:
            continue
        present.add(checked.digest)
        if len(present) > MOST_PHOTOS:
            raise ValidationError(
                {
                    "photos": _("Paling banyak %(most)s foto untuk satu produk.")
                    % {"most": MOST_PHOTOS}
                }
            )
        width, height = checked.size
        photo = ProductPhoto(product=product, digest=checked.digest, width=width, height=height)
        photo.image.save(f"foto{checked.suffix}", ContentFile(checked.content), save=False)
        photo.save()
        added.append(photo)
    return added


@transaction.atomic
def remove_photo(photo: ProductPhoto, *, actor: User) -> None:
    """Take a picture away, with its file once this is certain. Raises NotAllowed."""
    keep(photo.product.umkm, actor)
    storage, name = photo.image.storage, photo.image.name
    photo.delete()
    transaction.on_commit(lambda: storage.delete(name))
