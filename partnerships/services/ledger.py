"""Contracts and realisations: entered by one side, confirmed by the other."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused, WrongState, must
from partnerships.flow import CONTRACT_FLOW, MOU_FLOW, REALISATION_FLOW
from partnerships.models import Contract, EntryStatus, Mou, MouStatus, Realisation, Side
from partnerships.models.mous import LIVE
from partnerships.permissions import may_correct, may_enter, side_of
from umkm.models import Umkm
from umkm.permissions import speaks_for


def _side(actor: User, mou: Mou, on_behalf_of: str) -> str:
    """The side that an entry is made for: a party's own, or the one that the officer names."""
    must(may_enter(actor, mou))
    side = side_of(actor, mou) or on_behalf_of
    if side not in Side.values:
        raise Refused(_("Sebutkan dari pihak mana catatan ini berasal."))
    return side


@transaction.atomic
def enter_contract(
    mou: Mou,
    *,
    actor: User,
    on_behalf_of: str = "",
    now: datetime | None = None,
    **fields,
) -> Contract:
    """Book a contract under a signed MoU (kind, document, signed_on, starts_on, ends_on, value_rupiah).

    An officer says for which Side. Raises NotAllowed, WrongState, Refused, ValidationError.
    """
    now = now or timezone.now()
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    side = _side(actor, mou, on_behalf_of)
    if mou.status not in LIVE:
        raise WrongState(_("Kontrak dicatat setelah MoU ditandatangani dan sebelum MoU berakhir."))
    contract = Contract(mou=mou, entered_by=actor, entered_side=side, entered_at=now, **fields)
    contract.full_clean()
    _check_contract_dates(contract, timezone.localdate(now))
    contract.save(force_insert=True)
    contract.changes.create(actor=actor, verb="enter", target=contract.status, at=now)
    return contract


def _check_contract_dates(contract: Contract, today: date) -> None:
    if contract.signed_on > today:
        raise Refused(_("Tanggal tanda tangan tidak boleh di masa depan."))
    if contract.signed_on < contract.mou.signed_on:
        raise Refused(_("Kontrak tidak boleh lebih awal daripada MoU-nya."))


@transaction.atomic
def enter_realisation(
    contract: Contract,
    *,
    umkm: Umkm,
    actor: User,
    on_behalf_of: str = "",
    now: datetime | None = None,
    **fields,
) -> Realisation:
    """Book what one UMKM delivered and was paid in one quarter (year, quarter, volume, value_rupiah, document, ...).

    Raises NotAllowed, WrongState, Refused, ValidationError.
    """
    now = now or timezone.now()
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    mou = contract.mou
    side = _side(actor, mou, on_behalf_of)
    if contract.status != EntryStatus.CONFIRMED:
        raise WrongState(_("Realisasi dicatat setelah kontraknya dikonfirmasi kedua pihak."))
    if not mou.members.filter(umkm=umkm).exists():
        raise Refused(_("UMKM ini bukan peserta MoU."))
    if side_of(actor, mou) == Side.UMKM and not speaks_for(actor, umkm):
        raise NotAllowed(_("Setiap UMKM mencatat realisasinya sendiri."))
    realisation = Realisation(
        contract=contract,
        umkm=umkm,
        entered_by=actor,
        entered_side=side,
        entered_at=now,
        **fields,
    )
    realisation.full_clean()
    _check_quarter(realisation, timezone.localdate(now))
    realisation.save(force_insert=True)
    realisation.changes.create(actor=actor, verb="enter", target=realisation.status, at=now)
    return realisation


def quarter_of(day: date) -> tuple[int, int]:
    """(year, quarter) of a day."""
    return day.year, (day.month - 1) // 3 + 1


def _check_quarter(realisation: Realisation, today: date) -> None:
    quarter = (realisation.year, realisation.quarter)
    if quarter > quarter_of(today):
        raise Refused(_("Triwulan itu belum mulai."))
    if quarter < quarter_of(realisation.contract.starts_on):
        raise Refused(_("Triwulan itu lebih awal daripada mulainya kontrak."))


# ── Confirming ───────────────────────────────────────────────────────────────────────────────────────────────────────


def change_entry_status(
    entry: Contract | Realisation,
    verb: str,
    *,
    actor: User,
    note: str = "",
    now: datetime | None = None,
):
    """confirm, confirm_on_behalf or dispute. The first confirmed contract sets its MoU running."""
    flow = CONTRACT_FLOW if isinstance(entry, Contract) else REALISATION_FLOW
    with transaction.atomic():
        entry = flow.advance(entry, verb, actor=actor, note=note, now=now)
        if isinstance(entry, Contract) and entry.status == EntryStatus.CONFIRMED:
            mou = Mou.objects.select_for_update(of=("self",)).get(pk=entry.mou_id)
            if mou.status == MouStatus.SIGNED:
                MOU_FLOW.advance(mou, "run", actor=None, now=now)
    return entry


@transaction.atomic
def correct_entry(
    entry: Contract | Realisation,
    *,
    actor: User,
    note: str = "",
    now: datetime | None = None,
    **fields,
):
    """Mend an entry that is not confirmed yet; the other side is asked (again). A confirmed one is frozen."""
    must(may_correct(actor, entry))
    flow = CONTRACT_FLOW if isinstance(entry, Contract) else REALISATION_FLOW
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.full_clean()
    if isinstance(entry, Contract):
        _check_contract_dates(entry, timezone.localdate(now))
    else:
        _check_quarter(entry, timezone.localdate(now))
    return flow.advance(entry, "correct", actor=actor, note=note, now=now, changes=fields)
