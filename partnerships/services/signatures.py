"""Signatures, one row for each party, under an MoU or under one of its amendments; the last one seals it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.permissions import acts_for
from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.flow import AMENDMENT_FLOW, MOU_FLOW
from partnerships.models import Amendment, Mou, Paper, Signatory, Signature, SignedTerms
from partnerships.permissions import is_officer
from partnerships.services.papers import keep_paper
from umkm.models import Umkm
from umkm.permissions import speaks_for


class Party(NamedTuple):
    """Who signs: as what (a Signatory), and for an UMKM or coordinator which one."""

    role: str
    umkm: Umkm | None = None

    @property
    def key(self) -> str:
        return f"{self.role}-{self.umkm.pk}" if self.umkm else self.role

    def label(self, mou: Mou) -> str:
        if self.role == Signatory.COMPANY:
            return mou.company.name
        if self.role == Signatory.WITNESS:
            return _("Pemerintah kabupaten sebagai saksi (tidak wajib)")
        if self.role == Signatory.COORDINATOR:
            return _("%(umkm)s, koordinator atas nama semua UMKM") % {"umkm": self.umkm}
        return self.umkm.name


# ── Who has to sign ──────────────────────────────────────────────────────────────────────────────────────────────────


def signatures_of(mou: Mou, amendment: Amendment | None = None):
    """Those in force under the MoU itself, or under the amendment."""
    rows = mou.signatures.filter(amendment=amendment, void_at__isnull=True)
    return rows.select_related("umkm", "paper", "recorded_by")


def _signed(rows: Iterable[Signature]) -> set[tuple[str, int | None]]:
    return {(row.role, row.umkm_id) for row in rows}


def missing_parties(mou: Mou, amendment: Amendment | None = None) -> list[Party]:
    """Who has not signed yet: the company, and each UMKM unless the coordinator has signed for all."""
    signed = _signed(signatures_of(mou, amendment))
    roles = {role for role, _umkm in signed}
    found = [] if Signatory.COMPANY in roles else [Party(Signatory.COMPANY)]
    if Signatory.COORDINATOR not in roles:
        found += [
            Party(Signatory.UMKM, member.umkm)
            for member in mou.members.select_related("umkm")
            if (Signatory.UMKM, member.umkm_id) not in signed
        ]
    return found


def signing_parties(mou: Mou, user: User, amendment: Amendment | None = None) -> list[Party]:
    """For whom this person may book a signature now: an officer for all, the others for their own side."""
    missing = missing_parties(mou, amendment)
    roles = {role for role, _umkm in _signed(signatures_of(mou, amendment))}
    if mou.coordinator_id and any(party.role == Signatory.UMKM for party in missing):
        missing.append(Party(Signatory.COORDINATOR, mou.coordinator))
    if Signatory.WITNESS not in roles:
        missing.append(Party(Signatory.WITNESS))
    if is_officer(user):
        return missing
    return [party for party in missing if _signs_for(user, mou, party)]


def _signs_for(user: User, mou: Mou, party: Party) -> bool:
    if party.role == Signatory.COMPANY:
        return bool(acts_for(user, mou.company))
    return party.umkm is not None and bool(speaks_for(user, party.umkm))


# ── Signing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def sign(
    subject: Mou | Amendment,
    *,
    actor: User,
    parties: Iterable[Party | str],
    signed_on: date,
    upload: UploadedFile,
    signed_by: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Mou | Amendment:
    """Book that these parties have signed one paper on a day; when nobody is missing any more, MoU or amendment is in force.

    `parties` are Party rows or their keys. Raises NotAllowed, WrongState (signed already, or moved on), Refused (in the
    future), ValidationError (no proper file); then nothing has changed, and no file is kept.
    """
    now = now or timezone.now()
    parties = list(parties)
    amendment = subject if isinstance(subject, Amendment) else None
    flow = MOU_FLOW if amendment is None else AMENDMENT_FLOW
    with transaction.atomic():
        mou = Mou.objects.select_for_update(of=("self",)).get(
            pk=subject.pk if amendment is None else amendment.mou_id
        )
        subject = flow.advance(
            subject,
            "sign",
            actor=actor,
            note=note,
            now=now,
            signed_on=signed_on,
            parties=parties,
            today=timezone.localdate(now),
        )
        chosen = _chosen(mou, amendment, parties, actor)
        paper = keep_paper(mou, upload, title=_title(mou, amendment), actor=actor, now=now)
        _write(mou, amendment, chosen, paper, actor, signed_on, signed_by, now)
        if missing_parties(mou, amendment):
            return subject
        if amendment is None:
            return _seal(mou, now)
        return _put_in_force(subject, mou, now)


def _title(mou: Mou, amendment: Amendment | None) -> str:
    number = mou.number or mou.title
    if amendment is None:
        return _("MoU %(number)s, ditandatangani") % {"number": number}
    return _("%(amendment)s atas MoU %(number)s") % {"amendment": amendment, "number": number}


def _chosen(
    mou: Mou, amendment: Amendment | None, wanted: list[Party | str], actor: User
) -> list[Party]:
    keys = {party if isinstance(party, str) else party.key for party in wanted}
    open_to_all = signing_parties(mou, actor, amendment)
    chosen = [party for party in open_to_all if party.key in keys]
    if len(chosen) == len(keys):
        roles = {party.role for party in chosen}
        if {Signatory.UMKM, Signatory.COORDINATOR} <= roles:
            raise Refused(
                _("Koordinator atau para UMKM sendiri yang menandatangani, tidak keduanya.")
            )
        return chosen
    unknown = keys - {party.key for party in chosen}
    signed = {Party(row.role, row.umkm).key for row in signatures_of(mou, amendment)}
    if unknown & signed:
        raise WrongState(_("Pihak ini sudah menandatangani. Muat ulang halaman."))
    raise NotAllowed(_("Anda hanya dapat mencatat tanda tangan pihak Anda sendiri."))


def _write(mou, amendment, chosen, paper: Paper, actor, signed_on, signed_by, now) -> None:
    for party in chosen:
        Signature.objects.create(
            mou=mou,
            amendment=amendment,
            role=party.role,
            umkm=party.umkm,
            signed_by=signed_by.strip(),
            signed_on=signed_on,
            paper=paper,
            recorded_by=actor,
            recorded_at=now,
        )


def _last_day(mou: Mou, amendment: Amendment | None = None) -> date:
    rows = signatures_of(mou, amendment).order_by()
    return rows.aggregate(last=Max("signed_on"))["last"]


def _seal(mou: Mou, now: datetime) -> Mou:
    mou = MOU_FLOW.advance(mou, "seal", actor=None, now=now, changes={"signed_on": _last_day(mou)})
    SignedTerms.objects.create(
        mou=mou,
        number=mou.number,
        signed_on=mou.signed_on,
        starts_on=mou.starts_on,
        ends_on=mou.ends_on,
        mou_rupiah=mou.mou_rupiah,
        shares=[[row.umkm_id, str(row.share_percent)] for row in mou.members.all()],
    )
    return mou


def _put_in_force(amendment: Amendment, mou: Mou, now: datetime) -> Amendment:
    """The one place where the terms in force become other ones than those that were signed first."""
    amendment = AMENDMENT_FLOW.advance(
        amendment,
        "seal",
        actor=None,
        now=now,
        changes={"signed_on": _last_day(mou, amendment)},
    )
    changes = {
        name: value
        for name in ("ends_on", "mou_rupiah")
        if (value := getattr(amendment, name)) is not None
    }
    for share in amendment.shares.all():
        mou.members.filter(umkm=share.umkm_id).update(share_percent=share.share_percent)
    new_end = amendment.ends_on
    if new_end is not None and (mou.ends_on is None or new_end > mou.ends_on):
        MOU_FLOW.advance(mou, "extend", actor=None, note=str(amendment), now=now, changes=changes)
    elif changes:
        Mou.objects.filter(pk=mou.pk).update(**changes)
    return amendment


@transaction.atomic
def redraft(mou: Mou, *, actor: User, note: str, now: datetime | None = None) -> Mou:
    """Before everybody has signed: back to the draft; signatures under the old text are void, their papers are kept.

    Raises NotAllowed, WrongState, Refused.
    """
    now = now or timezone.now()
    mou = MOU_FLOW.advance(mou, "redraft", actor=actor, note=note, now=now)
    signatures_of(mou).order_by().update(void_at=now)
    return mou
