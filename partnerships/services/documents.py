"""Templates in versions, drafts, numbered documents, and scans of what was signed."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from kemitraan.uploads import check_document
from partnerships.agreement_sheet import agreement_pdf
from partnerships.agreements import FIRST
from partnerships.models import Contract, Mou
from partnerships.models.documents import (
    Clause,
    Document,
    DocumentKind,
    DocumentTemplate,
    NumberSeries,
    SignedFile,
    Statute,
)
from partnerships.permissions import checks_law, is_officer, may_enter
from partnerships.placeholders import check_text

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TEXTS = ("heading_id", "heading_en", "text_id", "text_en")


# ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def current_template(kind: str) -> DocumentTemplate:
    """The newest version; the first one is made of partnerships.agreements when there is none."""
    newest = DocumentTemplate.objects.filter(kind=kind).prefetch_related("clauses").first()
    if newest is not None:
        return newest
    try:
        with transaction.atomic():
            return _write_version(kind, [row._asdict() for row in FIRST[kind]], by=None, note="")
    except IntegrityError:  # somebody else has made it at the same moment
        return DocumentTemplate.objects.prefetch_related("clauses").get(kind=kind, version=1)


@transaction.atomic
def save_template(
    kind: str, clauses: Sequence[dict[str, str]], *, actor: User, note: str = "", based_on: int = 0
) -> DocumentTemplate:
    """A new version of these clauses, in their order: {heading_id, heading_en, text_id, text_en, statute}.

    `based_on` is the version that was edited: when a newer one has come meanwhile, nothing is overwritten.
    Raises NotAllowed, WrongState, ValidationError (with all sentences at once).
    """
    must(checks_law(actor))
    current_template(kind)
    newest = (
        DocumentTemplate.objects.select_for_update().filter(kind=kind).order_by("-version").first()
    )
    if based_on and newest.version != based_on:
        raise WrongState(
            _("Naskah ini sudah berubah menjadi versi %(version)s. Muat ulang sebelum menyimpan.")
            % {"version": newest.version}
        )
    check_clauses(clauses)
    return _write_version(kind, clauses, by=actor, note=note, version=newest.version + 1)


def check_clauses(clauses: Sequence[dict[str, str]]) -> None:
    """Every text there, only known placeholders, each of the five statutory clauses once. Raises ValidationError."""
    said: list[str] = []
    for position, clause in enumerate(clauses, 1):
        where = _("Pasal %(number)s: ") % {"number": position}
        if not all(clause.get(name, "").strip() for name in _TEXTS):
            said.append(where + _("judul dan isi harus ada dalam kedua bahasa."))
        for name in _TEXTS:
            try:
                check_text(clause.get(name, ""))
            except ValidationError as error:
                said += [where + sentence for sentence in error.messages]
    marks = [clause.get("statute", "") for clause in clauses]
    for statute in Statute:
        if marks.count(statute) != 1:
            said.append(
                _("Pasal wajib “%(clause)s” (UU 20/2008 pasal 34) harus ada tepat satu kali.")
                % {"clause": statute.label}
            )
    if said:
        raise ValidationError(said)


def _write_version(
    kind: str, clauses: Sequence[dict[str, str]], *, by: User | None, note: str, version: int = 1
) -> DocumentTemplate:
    template = DocumentTemplate.objects.create(
        kind=kind, version=version, made_by=by, note=note.strip()
    )
    rows = as_clauses(clauses)
    for row in rows:
        row.template = template
    Clause.objects.bulk_create(rows)
    return template


def as_clauses(clauses: Sequence[dict[str, str]]) -> list[Clause]:
    """Rows that are not saved: for a new version, and for looking at one before it is."""
    return [
        Clause(
            position=position,
            statute=clause.get("statute", ""),
            **{name: clause[name].strip() for name in _TEXTS},
        )
        for position, clause in enumerate(clauses, 1)
    ]


# ── Numbered documents ───────────────────────────────────────────────────────────────────────────────────────────────


def _next_in_series(kind: str, year: int) -> int:
    """The next number of this year. The row stays locked until the document is written or given up: no gap, no twin."""
    NumberSeries.objects.get_or_create(kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def number_of(kind: str, sequence: int, day: date) -> str:
    """ "180/007/MOU/XI/2026", by the pattern of the settings."""
    patterns = {
        DocumentKind.MOU: settings.MOU_NUMBER_PATTERN,
        DocumentKind.CONTRACT: settings.CONTRACT_NUMBER_PATTERN,
    }
    return patterns[DocumentKind(kind)].format(
        number=sequence, month=day.month, month_roman=_ROMAN[day.month - 1], year=day.year
    )


@transaction.atomic
def issue_document(
    mou: Mou,
    *,
    actor: User,
    portal: str,
    address: Callable[[str], str],
    contract: Contract | None = None,
    now: datetime | None = None,
) -> Document:
    """Give the document of this MoU, or of this contract under it, its number and keep its PDF.

    `address(code)` is the whole URL of its page of verification, for the QR code. Raises NotAllowed, WrongState.
    """
    must(is_officer(actor))
    now = now or timezone.now()
    day = timezone.localdate(now)
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    if contract is not None and contract.mou_id != mou.pk:
        raise WrongState(_("Kontrak ini bukan bagian dari MoU itu."))
    kind = DocumentKind.CONTRACT if contract else DocumentKind.MOU
    template = current_template(kind)
    sequence = _next_in_series(kind, day.year)
    number, code = number_of(kind, sequence, day), secrets.token_urlsafe(12)
    content = agreement_pdf(
        mou,
        list(template.clauses.all()),
        kind=kind,
        contract=contract,
        portal=portal,
        day=day,
        number=number,
        address=address(code),
    )
    document = Document(
        kind=kind,
        mou=mou,
        contract=contract,
        template=template,
        number=number,
        year=day.year,
        sequence=sequence,
        is_bilingual=mou.company.is_foreign,
        told=_told(mou),
        sha256=hashlib.sha256(content).hexdigest(),
        code=code,
        dated=day,
        made_at=now,
        made_by=actor,
    )
    document.file.save("dokumen.pdf", ContentFile(content), save=False)
    try:
        document.save()
    except BaseException:
        document.file.storage.delete(document.file.name)
        raise
    return document


def _told(mou: Mou) -> dict[str, Any]:
    umkm = [str(row.umkm) for row in mou.members.select_related("umkm")]
    return {"title": mou.title, "parties": [mou.company.name, *umkm]}


def document_with(content: bytes, document: Document) -> str | None:
    """What this file is to the document: "issued", "signed", or None when it is neither. Nothing of it is kept."""
    digest = hashlib.sha256(content).hexdigest()
    if digest == document.sha256:
        return "issued"
    return "signed" if document.signed_files.filter(sha256=digest).exists() else None


@transaction.atomic
def add_signed_file(
    document: Document,
    *,
    actor: User,
    upload: UploadedFile,
    note: str = "",
    now: datetime | None = None,
) -> SignedFile:
    """Keep a scan beside those that are there. Raises NotAllowed, ValidationError, WrongState for the same file twice."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    must(may_enter(actor, document.mou))
    try:
        checked = check_document(upload)
    except ValidationError as error:
        raise ValidationError({"upload": error}) from error
    if document.signed_files.filter(sha256=checked.digest).exists():
        raise WrongState(_("Berkas ini sudah tersimpan."))
    signed = SignedFile(
        document=document,
        sha256=checked.digest,
        note=note.strip(),
        added_by=actor,
        added_at=now or timezone.now(),
    )
    signed.file.save(f"scan{checked.suffix}", ContentFile(checked.content), save=False)
    signed.save()
    return signed
