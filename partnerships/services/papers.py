"""Files of a partnership: checked by their content, kept once under their SHA-256, never overwritten."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kemitraan.accounts.models import User
from kemitraan.uploads import check_document
from partnerships.models import Mou, Paper


def keep_paper(
    mou: Mou, upload: UploadedFile, *, title: str, actor: User, now: datetime | None = None
) -> Paper:
    """Keep a file of this MoU; the same one twice is one row. Called inside the transaction of what it belongs to.

    Raises ValidationError for a file that is neither a whole PDF nor a picture.
    """
    try:
        checked = check_document(upload)
    except ValidationError as error:
        raise ValidationError({"upload": error}) from error
    paper = Paper.objects.filter(mou=mou, digest=checked.digest).first()
    if paper is not None:
        return paper
    paper = Paper(
        mou=mou,
        title=title[:160],
        digest=checked.digest,
        kept_by=actor,
        kept_at=now or timezone.now(),
    )
    paper.file.save(f"berkas{checked.suffix}", ContentFile(checked.content), save=False)
    paper.save(force_insert=True)
    return paper
