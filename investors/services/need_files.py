"""Drawings and specifications of a need."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import Need, NeedFile
from investors.permissions import may_edit_need
from investors.services.need_revisions import revising
from kemitraan.accounts.models import User
from kemitraan.refusals import must
from kemitraan.uploads import check_document

#: Files that one need may have.
MOST_FILES = 5


def keep_files(
    need: Need, uploads: Sequence[UploadedFile], *, actor: User, now: datetime | None = None
) -> None:
    """Check and keep them with a need that the caller has locked or just made; the same one twice is kept once.

    Raises ValidationError for the field `uploads`.
    """
    present = set(need.files.values_list("digest", flat=True))
    for upload in uploads:
        try:
            checked = check_document(upload)
        except ValidationError as error:
            raise ValidationError({"uploads": error}) from error
        if checked.digest in present:
            continue
        present.add(checked.digest)
        if len(present) > MOST_FILES:
            raise ValidationError(
                {
                    "uploads": _("Paling banyak %(most)s berkas untuk satu kebutuhan.")
                    % {"most": MOST_FILES}
                }
            )
        row = NeedFile(
            need=need,
            name=_shown_name(upload.name, checked.suffix),
            size=len(checked.content),
            digest=checked.digest,
            added_at=now or timezone.now(),
            added_by=actor,
        )
        row.file.save(f"berkas{checked.suffix}", ContentFile(checked.content), save=False)
        row.save()


def _shown_name(name: str, suffix: str) -> str:
    """What people called it, without a way to another folder and with the ending of what is really kept."""
    stem = "".join(char for char in PurePath(name or "").stem if char.isprintable()).strip()
    return f"{(stem or 'berkas')[: 100 - len(suffix)]}{suffix}"


@transaction.atomic
def remove_need_file(file: NeedFile, *, actor: User, now: datetime | None = None) -> None:
    """Take a file away, and its content once this is certain. Raises NotAllowed."""
    must(may_edit_need(actor, file.need))
    need = Need.objects.select_for_update().get(pk=file.need_id)
    storage, name = file.file.storage, file.file.name
    with revising(need, actor=actor, now=now):
        file.delete()
    transaction.on_commit(lambda: storage.delete(name))
