"""An MoU from the first meeting to its end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from partnerships.flow import MOU_FLOW
from partnerships.models import GroupProposal, Mou, MouMember, Suggestion, SuggestionStatus
from partnerships.models.mous import PREPARING
from partnerships.permissions import is_officer
from partnerships.services.groups import taken_group


@transaction.atomic
def open_mou(suggestions: Sequence[Suggestion], *, actor: User, now: datetime | None = None) -> Mou:
    """Begin a partnership from one or many matched suggestions of one need: with the shares and the coordinator of the invited
    group when they are its members, otherwise with equal shares.

    Its potential is what the need is worth over its length at the ceiling price (rupiah; 0 while no ceiling is stated).
    Raises NotAllowed, Refused, WrongState.
    """
    must(is_officer(actor))
    keys = sorted({suggestion.pk for suggestion in suggestions})
    rows = list(
        Suggestion.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("need__company")
        .order_by("pk")
    )
    if not rows:
        raise Refused(_("Pilih paling sedikit satu saran."))
    need = rows[0].need
    if any(row.need_id != need.pk for row in rows):
        raise Refused(_("Satu MoU hanya untuk satu kebutuhan."))
    if any(row.status != SuggestionStatus.MATCHED for row in rows):
        raise WrongState(_("MoU dapat disiapkan setelah kedua pihak menyatakan berminat."))
    if MouMember.objects.filter(suggestion__in=rows).exists():
        raise WrongState(_("Saran ini sudah menjadi MoU."))
    mou = Mou(
        company=need.company,
        need=need,
        title=need.title,
        pattern=need.pattern,
        potential_rupiah=need.potential_rupiah or 0,
        created_by=actor,
        created_at=now or timezone.now(),
    )
    mou.full_clean()
    mou.save(force_insert=True)
    group = taken_group(need, [row.umkm_id for row in rows])
    for row, share in zip(rows, _shares(rows, group), strict=True):
        mou.members.create(
            umkm_id=row.umkm_id,
            suggestion=row,
            share_percent=share,
            is_coordinator=group is not None and row.umkm_id == group.coordinator_id,
        )
    mou.changes.create(actor=actor, verb="open", target=mou.status, at=mou.created_at)
    return mou


def _shares(rows: Sequence[Suggestion], group: GroupProposal | None) -> list[Decimal]:
    if group is None:
        return equal_shares(len(rows))
    by_umkm = {share.umkm_id: share.share_percent for share in group.shares.all()}
    return [by_umkm[row.umkm_id] for row in rows]


def equal_shares(count: int) -> list[Decimal]:
    """Percentages with two decimals that are the whole: 3 -> 33.34, 33.33, 33.33."""
    share = (Decimal(100) / count).quantize(Decimal("0.01"), ROUND_DOWN)
    return [Decimal(100) - share * (count - 1), *[share] * (count - 1)]


@transaction.atomic
def set_shares(mou: Mou, shares: Mapping[int, Decimal], *, actor: User) -> Mou:
    """Divide an unsigned MoU anew: {umkm_id: percent}, which must name each member and be 100 together.

    Raises NotAllowed, WrongState (signed is frozen), Refused.
    """
    must(is_officer(actor))
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    if mou.status not in PREPARING:
        raise WrongState(_("MoU yang sudah ditandatangani tidak diubah lagi."))
    members = {member.umkm_id: member for member in mou.members.all()}
    if set(shares) != set(members):
        raise Refused(_("Isi bagian untuk setiap UMKM peserta."))
    if any(share <= 0 for share in shares.values()) or sum(shares.values()) != 100:
        raise Refused(_("Bagian setiap UMKM harus lebih dari nol dan seluruhnya berjumlah 100 %."))
    for umkm_id, share in shares.items():
        member = members[umkm_id]
        member.share_percent = share
        member.full_clean()
        member.save(update_fields=["share_percent"])
    return mou


def sign_mou(
    mou: Mou,
    *,
    actor: User,
    number: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    mou_rupiah: int,
    note: str = "",
    now: datetime | None = None,
) -> Mou:
    """Book the signature; from here on the MoU is frozen. Raises NotAllowed, WrongState, Refused."""
    terms = {
        "number": number.strip(),
        "signed_on": signed_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "mou_rupiah": mou_rupiah,
    }
    with transaction.atomic():
        if Mou.objects.exclude(pk=mou.pk).filter(number=terms["number"]).exists():
            raise Refused(_("Nomor MoU ini sudah dipakai."))
        return MOU_FLOW.advance(
            mou,
            "sign",
            actor=actor,
            note=note,
            now=now,
            changes=terms,
            today=timezone.localdate(now),
            **terms,
        )


def change_mou_status(
    mou: Mou,
    verb: str,
    *,
    actor: User | None,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Mou:
    """Every other move of an MoU (try, draft, renegotiate, complete, terminate, cancel)."""
    if verb == "sign":
        raise ValueError("A signature brings its terms: call sign_mou.")
    return MOU_FLOW.advance(mou, verb, actor=actor, reason=reason, note=note, now=now)


def complete_past_end(*, now: datetime | None = None) -> int:
    """Running partnerships whose last day has passed are completed: how many."""
    now = now or timezone.now()
    overdue = Mou.objects.past_end(timezone.localdate(now))
    moved, _kept_back = MOU_FLOW.advance_many(overdue, "complete", actor=None, now=now)
    return len(moved)
