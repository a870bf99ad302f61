"""The rights of UU 27/2022 on an owner's data: agree and withdraw, choose what is public, see all of it, have it erased."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from kemitraan.verification import VerificationStatus
from umkm.consents import CURRENT
from umkm.flow import DATA_REQUEST_FLOW
from umkm.models import (
    Basis,
    Channel,
    Consent,
    DataRequest,
    DataRequestStatusChange,
    DuplicatePair,
    ImportRow,
    Merge,
    PublicField,
    Purpose,
    Umkm,
    UmkmIdentity,
    UmkmStatusChange,
)
from umkm.permissions import owns_data
from umkm.services.identity import write_identity
from umkm.services.keeping import changed, keep
from umkm.services.search import refresh_search
from umkm.signals import umkm_erasing
from umkm.sizes import Size

BATCH = 5000
#: Requests about personal data are answered within this (UU 27/2022 articles 30 to 43 speak of 3 x 24 hours).
ANSWER_WITHIN = timedelta(hours=72)
#: Purposes that a firm can do without and still be registered.
OPTIONAL = (Purpose.PUBLISH, Purpose.MATCH)
#: The column of Umkm that follows a purpose.
_SWITCH = {Purpose.PUBLISH: "is_listed", Purpose.MATCH: "is_matched"}


# ── Consent ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def record_consents(
    keys: Iterable[int],
    *,
    channel: str,
    recorded_by: User | None,
    now: datetime,
    basis: str = Basis.CONSENT,
) -> None:
    """Rows for the current text of every purpose, for firms that are registered in this transaction."""
    Consent.objects.bulk_create(
        [
            Consent(
                umkm_id=key,
                purpose=purpose,
                version=version,
                basis=basis,
                channel=channel,
                given_at=now,
                recorded_by=recorded_by,
            )
            for key in keys
            for purpose, version in CURRENT.items()
        ],
        batch_size=BATCH,
    )


def _owned(umkm: Umkm, actor: User) -> Umkm:
    """The firm locked for its owner, or NotAllowed."""
    must(owns_data(actor, umkm))
    return Umkm.objects.select_for_update(of=("self",)).get(pk=umkm.pk)


@transaction.atomic
def give_consent(umkm: Umkm, purpose: str, *, actor: User, now: datetime | None = None) -> Consent:
    """The owner agrees (again) to a purpose, in the words of today's text. Raises NotAllowed, WrongState."""
    umkm = _owned(umkm, actor)
    if umkm.consents.in_force().filter(purpose=purpose).exists():
        raise WrongState(_("Persetujuan ini sudah berlaku."))
    consent = umkm.consents.create(
        purpose=purpose,
        version=CURRENT[Purpose(purpose)],
        channel=Channel.SELF,
        recorded_by=actor,
        given_at=now or timezone.now(),
    )
    _switch(umkm, purpose, on=True)
    return consent


@transaction.atomic
def withdraw_consent(
    umkm: Umkm, purpose: str, *, actor: User, note: str = "", now: datetime | None = None
) -> Consent:
    """Takes effect at once; `note` is why, when the owner says it. Withdrawn from Purpose.MATCH, only people propose the firm,
    and its unanswered suggestions go with the run that this asks for (UU 27/2022, article 10). Without being kept a firm
    cannot be registered: that is a request for erasure.

    Raises NotAllowed, Refused, WrongState, ValidationError.
    """
    umkm = _owned(umkm, actor)
    if purpose not in OPTIONAL:
        raise Refused(
            _("Tanpa penyimpanan, usaha tidak dapat terdaftar. Mintalah penghapusan data di bawah.")
        )
    consent = umkm.consents.in_force().filter(purpose=purpose).first()
    if consent is None:
        raise WrongState(_("Persetujuan ini sudah ditarik."))
    consent.withdrawn_at, consent.withdrawn_by = now or timezone.now(), actor
    consent.withdrawal_note = note.strip()
    consent.full_clean()
    consent.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_note"])
    _switch(umkm, purpose, on=False)
    return consent


def _switch(umkm: Umkm, purpose: str, *, on: bool) -> None:
    column = _SWITCH.get(Purpose(purpose))
    if column:
        setattr(umkm, column, on)
        umkm.save(update_fields=[column])
        changed(umkm)


@transaction.atomic
def choose_public_fields(umkm: Umkm, *, actor: User, fields: Sequence[str]) -> Umkm:
    """What everybody may see of the firm, field by field. Raises ValidationError, NotAllowed."""
    umkm = keep(umkm, actor)
    unknown = set(fields) - set(PublicField.values)
    if unknown:
        raise ValidationError({"public_fields": _("Pilih dari daftar.")})
    umkm.public_fields = [name for name in PublicField.values if name in fields]
    umkm.save(update_fields=["public_fields"])
    refresh_search([umkm.pk])
    return umkm


# ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def ask_for_erasure(
    umkm: Umkm, *, actor: User, reason: str = "", now: datetime | None = None
) -> DataRequest:
    """The owner asks for it; an official answers within 3 x 24 hours. Raises NotAllowed, WrongState."""
    umkm = _owned(umkm, actor)
    now = now or timezone.now()
    try:
        with transaction.atomic():
            request = umkm.data_requests.create(
                kind=DataRequest.Kind.ERASURE,
                reason=reason.strip(),
                asked_by=actor,
                asked_at=now,
                due_at=now + ANSWER_WITHIN,
            )
    except IntegrityError as error:
        raise WrongState(
            _("Permintaan penghapusan sudah diajukan dan menunggu petugas.")
        ) from error
    DataRequestStatusChange.objects.create(
        subject=request, actor=actor, verb="ask", target=request.status, at=now
    )
    return request


def what_stays(umkm: Umkm) -> list[list[str]]:
    """[[what, why], ...]: what law keeps when this firm is erased. The floors above name their own."""
    kept = [
        [
            _("Catatan persetujuan dan permintaan data"),
            _("bukti pemrosesan data yang sah (UU 27/2022)"),
        ],
        [_("Riwayat tindakan petugas"), _("pertanggungjawaban pemerintah daerah")],
    ]
    return kept + _agreements(umkm)


def _agreements(umkm: Umkm) -> list[list[str]]:
    """What the floors above keep of it."""
    told = umkm_erasing.send(sender=Umkm, umkm_id=umkm.pk)
    return [row for _receiver, said in told for row in said or []]


@transaction.atomic
def answer_data_request(
    request: DataRequest, verb: str, *, actor: User, note: str = "", now: datetime | None = None
) -> DataRequest:
    """ "fulfil" (and erase), "refuse" with a reason, or "cancel" by who asked. Raises WrongState, NotAllowed, Refused."""
    now = now or timezone.now()
    umkm = Umkm.objects.select_for_update(of=("self",)).get(pk=request.umkm_id)
    fulfils = verb == "fulfil"
    request = DATA_REQUEST_FLOW.advance(
        request,
        verb,
        actor=actor,
        note=note,
        now=now,
        changes={"kept": what_stays(umkm)} if fulfils else None,
    )
    if fulfils:
        for row in (*Umkm.objects.filter(merged_into=umkm).order_by("pk"), umkm):
            _erase(row, actor=actor, now=now)
    return request


def _erase(umkm: Umkm, *, actor: User, now: datetime) -> None:
    """Take the person out of the firm: what is left is a number that agreements and reports can point to."""
    source = umkm.status
    if not _agreements(umkm):  # a party to an agreement keeps the name of its firm
        umkm.name = _("UMKM %(number)s (data dihapus)") % {"number": umkm.pk}
    accounts = [member.user for member in umkm.members.select_related("user")]
    for name, value in {
        "owner_name": _("(data dihapus)"),
        "telephone": "",
        "nib": None,
        "address": "",
        "description": "",
        "women_owned": None,
        "capital_rupiah": None,
        "yearly_sales_rupiah": None,
        "workers_men": None,
        "workers_women": None,
        "workers_disabled": None,
        "wishes": [],
        "wish_note": "",
        "public_fields": [],
        "is_listed": False,
        "is_matched": False,
        "status": VerificationStatus.SUSPENDED,
        "erased_at": now,
        **Size().fields(),
    }.items():
        setattr(umkm, name, value)
    umkm.save()
    write_identity(umkm, nik="", npwp="")
    UmkmIdentity.objects.filter(pk=umkm.pk).update(
        telephone_print="", nib_print="", name_key="", owner_key=""
    )
    _delete_files(umkm)
    umkm.products.all().delete()
    umkm.certificates.all().delete()
    umkm.drafts.all().delete()
    umkm.share_links.all().delete()
    umkm.sizes.all().delete()
    ImportRow.objects.filter(umkm=umkm).delete()
    DuplicatePair.objects.filter(Q(first=umkm) | Q(second=umkm)).delete()
    # A merge can no longer be undone: its plan tells what the firms were.
    Merge.objects.filter(Q(kept=umkm) | Q(merged=umkm)).update(plan={}, note="")
    umkm.consents.in_force().update(withdrawn_at=now, withdrawn_by=actor)
    umkm.consents.update(withdrawal_note="")
    umkm.members.all().delete()
    for account in accounts:
        _close_account(account)
    UmkmStatusChange.objects.create(
        subject=umkm, actor=actor, verb="erase", source=source, target=umkm.status, at=now
    )
    changed(umkm)


def _delete_files(umkm: Umkm) -> None:
    """Pictures and papers, once it is certain that their rows are gone."""
    files = [photo.image for product in umkm.products.all() for photo in product.photos.all()]
    files += [row.file for row in umkm.certificates.all() if row.file]
    for storage, name in [(file.storage, file.name) for file in files]:
        transaction.on_commit(partial(storage.delete, name))


def _close_account(account: User) -> None:
    """An account that keeps nothing any more is closed, and names nobody."""
    if account.is_official or Umkm.objects.kept_by(account).exists():
        return
    account.username = f"dihapus-{account.pk}"
    account.full_name, account.email, account.telephone = _("(data dihapus)"), "", None
    account.is_active = False
    account.set_unusable_password()
    account.save()
