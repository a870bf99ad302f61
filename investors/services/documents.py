"""Writes of a company's papers: they come in and are seen by an officer; what has come in stays."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.models import CommitmentLetter, Company, CompanyDocument
from investors.permissions import may_edit, may_manage_people, may_verify
from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from kemitraan.uploads import check_document


@transaction.atomic
def add_document(
    company: Company,
    *,
    kind: str,
    upload: UploadedFile,
    actor: User,
    now: datetime | None = None,
) -> CompanyDocument:
    """A proof for the verification: `kind` is a code of CompanyDocument.Kind. Raises NotAllowed, ValidationError."""
    must(may_edit(actor, company))
    return _keep(CompanyDocument(company=company, kind=kind), upload, actor, now)


@transaction.atomic
def add_commitment(
    company: Company, *, upload: UploadedFile, actor: User, now: datetime | None = None, **fields
) -> CommitmentLetter:
    """A signed Surat Pernyataan Komitmen; an older one stays as it is. Raises NotAllowed, ValidationError."""
    must(may_manage_people(actor, company))
    letter = CommitmentLetter(company=company, **fields)
    if letter.dated_on and letter.dated_on > timezone.localdate(now):
        raise ValidationError({"dated_on": _("Tanggal surat belum tiba.")})
    return _keep(letter, upload, actor, now)


def _keep(paper, upload: UploadedFile, actor: User, now: datetime | None):
    checked = check_document(upload)
    paper.added_by, paper.added_at, paper.digest = actor, now or timezone.now(), checked.digest
    paper.full_clean(exclude=["file"])
    paper.file.save(f"paper{checked.suffix}", ContentFile(checked.content), save=False)
    paper.save(force_insert=True)
    return paper


@transaction.atomic
def mark_seen(paper, *, actor: User, now: datetime | None = None):
    """Book that an officer has looked at a CompanyDocument or CommitmentLetter. Raises NotAllowed, WrongState."""
    must(may_verify(actor, paper.company))
    paper = type(paper).objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.seen_at is not None:
        raise WrongState(_("Dokumen ini sudah diperiksa."))
    paper.seen_at, paper.seen_by = now or timezone.now(), actor
    paper.save(update_fields=["seen_at", "seen_by"])
    return paper
