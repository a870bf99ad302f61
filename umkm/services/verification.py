"""The verification desk: the state of an UMKM, and the certificates that an officer has seen."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import WrongState, must
from kemitraan.verification import FieldRemark
from umkm.flow import UMKM_FLOW
from umkm.models import Certificate, Remark, Umkm
from umkm.permissions import may_verify
from umkm.signals import umkm_changed


def change_status(
    umkm: Umkm,
    verb: str,
    *,
    actor: User,
    note: str = "",
    reason: str = "",
    method: str = "",
    remarks: Sequence[FieldRemark] = (),
    now: datetime | None = None,
) -> Umkm:
    """Verify, return, resubmit, reject, suspend or reinstate. `method` says how it was found out (models.Method).

    `remarks` go with a return, and stand beside the fields until the firm is sent in again. Raises WrongState, NotAllowed,
    Refused.
    """
    now = now or timezone.now()
    if remarks and verb != "return":
        raise ValueError("Remarks by field go with a return.")
    if remarks and not note.strip():
        note = _("Lihat catatan pada isian yang perlu diperbaiki.")
    with transaction.atomic():
        umkm = UMKM_FLOW.advance(
            umkm,
            verb,
            actor=actor,
            note=note,
            reason=reason,
            now=now,
            changes=_dated(verb, now),
            log={"method": method},
        )
        umkm.remarks.open().update(settled_at=now)
        if remarks:
            change = umkm.changes.first()
            Remark.objects.bulk_create(
                Remark(umkm=umkm, change=change, **asdict(remark)) for remark in remarks
            )
        transaction.on_commit(lambda: umkm_changed.send(sender=Umkm, umkm_id=umkm.pk))
    return umkm


def change_status_of_many(
    umkm: Iterable[Umkm],
    verb: str,
    *,
    actor: User,
    note: str = "",
    method: str = "",
    now: datetime | None = None,
) -> tuple[list[Umkm], dict[int, str]]:
    """The same for many: (those that moved, {pk: why one did not}). The nightly sweep matches them again."""
    now = now or timezone.now()
    with transaction.atomic():
        moved, kept_back = UMKM_FLOW.advance_many(
            umkm,
            verb,
            actor=actor,
            note=note,
            now=now,
            changes=_dated(verb, now),
            log={"method": method},
            prefetch=["products"],
        )
        Remark.objects.open().filter(umkm__in=moved).update(settled_at=now)
    return moved, kept_back


def _dated(verb: str, now: datetime) -> dict[str, datetime]:
    return {"verified_at": now} if verb in {"verify", "reinstate"} else {}


@transaction.atomic
def check_certificate(
    certificate: Certificate, *, actor: User, now: datetime | None = None
) -> Certificate:
    """Book that an officer has seen that the certificate is real. Raises NotAllowed, WrongState."""
    must(may_verify(actor, certificate.umkm))
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.verified_at is not None:
        raise WrongState(_("Sertifikat ini sudah diperiksa."))
    certificate.verified_at, certificate.verified_by = now or timezone.now(), actor
    certificate.save(update_fields=["verified_at", "verified_by"])
    return certificate
