"""Changes of what was signed: written as rows, signed by the parties again (services.signatures), then in force."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from partnerships.flow import AMENDMENT_FLOW
from partnerships.models import Amendment, AmendmentStatus, Mou
from partnerships.models.mous import LIVE
from partnerships.permissions import is_officer
from partnerships.services.mous import must_be_the_whole


@transaction.atomic
def write_amendment(
    mou: Mou,
    *,
    actor: User,
    why: str,
    ends_on: date | None = None,
    mou_rupiah: int | None = None,
    shares: Mapping[int, Decimal] | None = None,
    now: datetime | None = None,
) -> Amendment:
    """Write what shall change: the last day, the value, the shares ({umkm_id: percent}, all members), or several of them.

    It waits for the signatures of the same parties; one at a time. Raises NotAllowed, WrongState, Refused, ValidationError.
    """
    must(is_officer(actor))
    now = now or timezone.now()
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    if mou.status not in LIVE:
        raise WrongState(_("Amandemen hanya untuk MoU yang berlaku."))
    if mou.amendments.filter(status=AmendmentStatus.SIGNING).exists():
        raise WrongState(_("Masih ada amandemen yang menunggu tanda tangan."))
    _must_change(mou, ends_on, mou_rupiah, shares)
    amendment = Amendment(
        mou=mou,
        position=mou.amendments.count() + 1,
        why=why.strip(),
        ends_on=ends_on,
        mou_rupiah=mou_rupiah,
        written_by=actor,
        written_at=now,
    )
    amendment.full_clean()
    amendment.save(force_insert=True)
    for umkm_id, share in (shares or {}).items():
        amendment.shares.create(umkm_id=umkm_id, share_percent=share)
    amendment.changes.create(actor=actor, verb="write", target=amendment.status, at=now, note=why)
    return amendment


def _must_change(mou: Mou, ends_on, mou_rupiah, shares) -> None:
    if ends_on is not None and ends_on <= mou.starts_on:
        raise Refused(_("Tanggal berakhir harus sesudah tanggal mulai."))
    if mou_rupiah is not None and mou_rupiah < 1:
        raise Refused(_("Nilai MoU harus lebih dari nol rupiah."))
    before = {member.umkm_id: member.share_percent for member in mou.members.all()}
    if shares:
        must_be_the_whole(shares, before)
    same = (
        ends_on in {None, mou.ends_on}
        and mou_rupiah in {None, mou.mou_rupiah}
        and (not shares or dict(shares) == before)
    )
    if same:
        raise Refused(_("Amandemen ini tidak mengubah apa pun."))


def withdraw_amendment(
    amendment: Amendment, *, actor: User, note: str, now: datetime | None = None
) -> Amendment:
    """Drop one that is not in force; the signatures under it remain as they were. Raises NotAllowed, WrongState, Refused."""
    return AMENDMENT_FLOW.advance(amendment, "revoke", actor=actor, note=note, now=now)
