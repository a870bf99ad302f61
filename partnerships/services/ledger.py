"""Contracts and realisations: entered by one side, confirmed by the other."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused, WrongState, must
from kemitraan.rupiah import number, rupiah
from partnerships.flow import CONTRACT_FLOW, MOU_FLOW, REALISATION_FLOW
from partnerships.models import Contract, EntryStatus, Mou, MouStatus, Realisation, Side
from partnerships.models.mous import LIVE
from partnerships.permissions import may_correct, may_enter, side_of, speaks_for_member
from partnerships.services.mous import wake
from partnerships.services.papers import keep_paper
from umkm.models import Umkm


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
    upload: UploadedFile | None = None,
    now: datetime | None = None,
    **fields,
) -> Contract:
    """Book a contract under a signed MoU (kind, document, signed_on, starts_on, ends_on, value_rupiah, source, oss_reference).

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
    _keep(contract, mou, upload, actor, now)
    contract.save(force_insert=True)
    contract.changes.create(actor=actor, verb="enter", target=contract.status, at=now)
    return contract


def _keep(entry, mou: Mou, upload: UploadedFile | None, actor: User, now: datetime) -> None:
    """The paper that an entry rests on, when one was sent along."""
    if upload is not None:
        entry.paper = keep_paper(mou, upload, title=entry.document, actor=actor, now=now)


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
    upload: UploadedFile | None = None,
    now: datetime | None = None,
    **fields,
) -> Realisation:
    """Book what one UMKM delivered and was paid in one quarter (year, quarter, volume, value_rupiah, document; quality,
    payment, jobs, coaching and plan where they are known).

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
    if side_of(actor, mou) == Side.UMKM and not speaks_for_member(actor, mou, umkm):
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
    _keep(realisation, mou, upload, actor, now)
    realisation.save(force_insert=True)
    realisation.changes.create(actor=actor, verb="enter", target=realisation.status, at=now)
    wake(mou, now=now)
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


def expected_realisation(contract: Contract, umkm: Umkm) -> dict[str, int]:
    """What the next form of this UMKM may begin with, from its last one: {volume, value_rupiah, jobs_women_kept, jobs_men_kept};
    the plan of last quarter counts before what was delivered then. {} without a last one."""
    last = contract.realisations.filter(umkm=umkm).order_by("-year", "-quarter").first()
    if last is None:
        return {}
    volume = last.next_volume or last.volume
    found = {
        "jobs_women_kept": last.jobs_women_kept + last.jobs_women_new,
        "jobs_men_kept": last.jobs_men_kept + last.jobs_men_new,
    }
    if volume:
        found["volume"] = volume
        found["value_rupiah"] = (
            last.value_rupiah * volume // last.volume if last.volume else last.value_rupiah
        )
    return found


# ── Confirming ───────────────────────────────────────────────────────────────────────────────────────────────────────


def change_entry_status(
    entry: Contract | Realisation,
    verb: str,
    *,
    actor: User,
    note: str = "",
    claimed_rupiah: int | None = None,
    claimed_volume: int | None = None,
    now: datetime | None = None,
):
    """confirm, confirm_on_behalf, dispute (with the figures of this side) or accept (those of the other side).

    The first confirmed contract sets its MoU running. Raises NotAllowed, WrongState, Refused.
    """
    now = now or timezone.now()
    flow = _flow_of(entry)
    with transaction.atomic():
        entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if verb == "dispute":
            changes = _claim(entry, actor, claimed_rupiah, claimed_volume)
        else:
            changes = _settled(entry, actor, now, accepts=verb == "accept")
        entry = flow.advance(
            entry,
            verb,
            actor=actor,
            note=_with_figure(note, changes, verb),
            now=now,
            changes=changes,
            claimed_rupiah=claimed_rupiah,
            claimed_volume=claimed_volume,
        )
        if isinstance(entry, Contract) and entry.status == EntryStatus.CONFIRMED:
            mou = Mou.objects.select_for_update(of=("self",)).get(pk=entry.mou_id)
            if mou.status == MouStatus.SIGNED:
                MOU_FLOW.advance(mou, "run", actor=None, now=now)
            wake(mou, now=now)
    return entry


def _flow_of(entry: Contract | Realisation):
    return CONTRACT_FLOW if isinstance(entry, Contract) else REALISATION_FLOW


def _claim(entry, actor: User, rupiah_: int | None, volume: int | None) -> dict:
    """What the other side says instead; both figures stand until one of them is accepted."""
    changes = {"claimed_rupiah": rupiah_, "claimed_by": actor}
    if isinstance(entry, Realisation):
        changes["claimed_volume"] = volume
    return changes


def _settled(entry, actor: User, now: datetime, *, accepts: bool) -> dict:
    """Agreed: as it was entered, or as the other side says."""
    changes = {
        "confirmed_by": actor,
        "confirmed_at": now,
        "claimed_rupiah": None,
        "claimed_by": None,
    }
    if accepts and entry.claimed_rupiah is not None:
        changes["value_rupiah"] = entry.claimed_rupiah
    if isinstance(entry, Realisation):
        if accepts and entry.claimed_volume is not None:
            changes["volume"] = entry.claimed_volume
        changes["claimed_volume"] = None
    return changes


def _with_figure(note: str, changes: dict, verb: str) -> str:
    """The log keeps the other figure, which the entry forgets when the two agree."""
    if verb != "dispute" or not note.strip():
        return note
    said = [rupiah(changes["claimed_rupiah"])]
    if changes.get("claimed_volume") is not None:
        said.append(number(changes["claimed_volume"]))
    return f"{' · '.join(said)}. {note.strip()}"


@transaction.atomic
def correct_entry(
    entry: Contract | Realisation,
    *,
    actor: User,
    note: str = "",
    upload: UploadedFile | None = None,
    now: datetime | None = None,
    **fields,
):
    """Mend an entry that is not confirmed yet; the other side is asked (again). A confirmed one is frozen."""
    must(may_correct(actor, entry))
    now = now or timezone.now()
    for name, value in fields.items():
        setattr(entry, name, value)
    _keep(
        entry, entry.mou if isinstance(entry, Contract) else entry.contract.mou, upload, actor, now
    )
    entry.full_clean()
    if isinstance(entry, Contract):
        _check_contract_dates(entry, timezone.localdate(now))
    else:
        _check_quarter(entry, timezone.localdate(now))
    changes = fields | {"claimed_rupiah": None, "claimed_by": None}
    if upload is not None:
        changes["paper"] = entry.paper
    if isinstance(entry, Realisation):
        changes["claimed_volume"] = None
    return _flow_of(entry).advance(
        entry, "correct", actor=actor, note=note, now=now, changes=changes
    )
