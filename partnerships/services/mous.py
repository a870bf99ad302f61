"""An MoU begins, is divided among its UMKM, and makes the moves that need no more than a note; what else a step needs stands in
preparation, signatures, amendments, endings and disputes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from partnerships.flow import MOU_FLOW
from partnerships.models import (
    GroupProposal,
    Mou,
    MouMember,
    MouStatus,
    PartnershipProgramme,
    Suggestion,
    SuggestionStatus,
    WatchRule,
)
from partnerships.models.mous import DIVISIBLE
from partnerships.permissions import is_officer
from partnerships.services.disputes import close_with_mou
from partnerships.services.groups import taken_group
from umkm.models import Umkm


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
    if group is not None:
        mou.coordinator_id = group.coordinator_id
        mou.save(update_fields=["coordinator"])
    for row, share in zip(rows, _shares(rows, group), strict=True):
        mou.members.create(
            umkm_id=row.umkm_id,
            suggestion=row,
            share_percent=share,
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
def set_shares(
    mou: Mou,
    shares: Mapping[int, Decimal],
    *,
    actor: User,
    coordinator: Umkm | None | Literal["as it is"] = "as it is",
) -> Mou:
    """Divide an MoU anew before its legal check: {umkm_id: percent}, which must name each member and be 100 together; and say
    who coordinates them. Raises NotAllowed, WrongState (what is checked or signed is frozen), Refused.
    """
    must(is_officer(actor))
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    if mou.status not in DIVISIBLE:
        raise WrongState(_("Bagian hanya dapat diubah sebelum pemeriksaan hukum."))
    members = {member.umkm_id: member for member in mou.members.all()}
    must_be_the_whole(shares, members)
    if coordinator != "as it is":
        if coordinator and coordinator.pk not in members and coordinator.form == Umkm.Form.SINGLE:
            raise Refused(
                _("Koordinator adalah salah satu peserta, atau koperasi, KUB, atau BUMDes.")
            )
        mou.coordinator = coordinator
        mou.save(update_fields=["coordinator"])
    for umkm_id, share in shares.items():
        member = members[umkm_id]
        member.share_percent = share
        member.full_clean()
        member.save(update_fields=["share_percent"])
    return mou


def must_be_the_whole(shares: Mapping[int, Decimal], members: Collection[int]) -> None:
    """Every member and nobody else, each more than nothing, together 100. Raises Refused."""
    if set(shares) != set(members):
        raise Refused(_("Isi bagian untuk setiap UMKM peserta."))
    if any(share <= 0 for share in shares.values()) or sum(shares.values()) != 100:
        raise Refused(_("Bagian setiap UMKM harus lebih dari nol dan seluruhnya berjumlah 100 %."))


@transaction.atomic
def classify(mou: Mou, *, actor: User, scope: str, programme: PartnershipProgramme | None) -> Mou:
    """Whose figures these are: the kabupaten's own, or those of a drive of that scope. No term of the agreement, and therefore
    free after the signature too. Raises NotAllowed, Refused."""
    must(is_officer(actor))
    if programme is not None and programme.scope != scope:
        raise Refused(
            _("Program ini berlingkup %(scope)s.") % {"scope": programme.get_scope_display()}
        )
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    mou.scope, mou.programme = scope, programme
    mou.full_clean(validate_unique=False)
    mou.save(update_fields=["scope", "programme"])
    return mou


#: The verbs that need no more than a reason and a note.
PLAIN = frozenset({"draft", "renegotiate", "complete", "terminate", "cancel"})


@transaction.atomic
def change_mou_status(
    mou: Mou,
    verb: str,
    *,
    actor: User | None,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Mou:
    """One of the PLAIN moves. Raises NotAllowed, WrongState, Refused."""
    if verb not in PLAIN:
        raise ValueError(f"“{verb}” brings facts of its own: call its service.")
    mou = MOU_FLOW.advance(mou, verb, actor=actor, reason=reason, note=note, now=now)
    if verb == "terminate":
        close_with_mou(mou, now=now)
    return mou


def complete_past_end(*, now: datetime | None = None) -> int:
    """Running partnerships whose last day has passed are completed: how many."""
    now = now or timezone.now()
    overdue = Mou.objects.past_end(timezone.localdate(now))
    moved, _kept_back = MOU_FLOW.advance_many(overdue, "complete", actor=None, now=now)
    return len(moved)


# ── Sleep ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sleep_after_days() -> int | None:
    """The first day of the reminder "MoU tanpa realisasi" (WatchRule), which tells the officers of the same thing; None where
    officials have stopped that rule."""
    rule = WatchRule.objects.filter(code=WatchRule.Code.MOU_ASLEEP, is_active=True).first()
    return min(rule.days) if rule else None


def put_to_sleep(*, now: datetime | None = None) -> int:
    """Partnerships that booked nothing for `sleep_after_days` fall asleep: how many. An entry wakes them."""
    now = now or timezone.now()
    days = sleep_after_days()
    if days is None:
        return 0
    last_awake = timezone.localdate(now) - timedelta(days=days)
    quiet = Mou.objects.awake().with_last_sign_of_life().filter(last_sign__lt=last_awake)
    moved, _kept_back = MOU_FLOW.advance_many(quiet, "sleep", actor=None, now=now)
    return len(moved)


def wake(mou: Mou, *, now: datetime | None = None) -> None:
    """Called with what shows that a partnership lives; one that does not sleep goes on as it was."""
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    if mou.status == MouStatus.SLEEPING:
        MOU_FLOW.advance(mou, "wake", actor=None, now=now)
