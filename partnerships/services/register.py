"""Who agrees to stand in the public register of partnerships, and the rule that an official names instead."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, WrongState, must
from partnerships.models import AnswerChannel, Mou, RegisterAnswer, RegisterRule, Side
from partnerships.permissions import answers_for_register, is_officer
from umkm.models import Umkm


@transaction.atomic
def answer_register(
    mou: Mou, *, actor: User, agrees: bool, umkm: Umkm | None = None, now: datetime | None = None
) -> RegisterAnswer:
    """A party says for itself whether its name may stand in the register: the company (`umkm` None) or one UMKM. A no takes the name
    off at once. Raises NotAllowed, Refused (no party), WrongState (not signed, or said already)."""
    mou = _locked(mou, umkm)
    must(answers_for_register(actor, mou, umkm))
    return _replace(mou, umkm, actor, agrees, AnswerChannel.SELF, "", now)


@transaction.atomic
def record_answer(
    mou: Mou,
    *,
    actor: User,
    agrees: bool,
    note: str,
    umkm: Umkm | None = None,
    now: datetime | None = None,
) -> RegisterAnswer:
    """An officer enters what a party has said on paper; `note` tells on which one. A party that said no by itself in the portal says
    yes only by itself. Raises NotAllowed, Refused, WrongState, ValidationError."""
    must(is_officer(actor))
    mou = _locked(mou, umkm)
    last = _last(mou, umkm)
    if agrees and last and not last.agrees and last.channel == AnswerChannel.SELF:
        raise Refused(
            _("Pihak ini menolak sendiri di portal; hanya pihak itu sendiri yang dapat menyetujui.")
        )
    return _replace(mou, umkm, actor, agrees, AnswerChannel.PAPER, note.strip(), now)


def _locked(mou: Mou, umkm: Umkm | None) -> Mou:
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    is_party = (
        umkm is None or umkm.pk == mou.coordinator_id or mou.members.filter(umkm=umkm).exists()
    )
    if not is_party:
        raise Refused(_("Usaha ini bukan pihak dalam MoU ini."))
    if not mou.is_signed:
        raise WrongState(_("Daftar publik hanya memuat kemitraan yang sudah ditandatangani."))
    return mou


def _last(mou: Mou, umkm: Umkm | None) -> RegisterAnswer | None:
    side = Side.COMPANY if umkm is None else Side.UMKM
    return mou.register_answers.in_force().filter(side=side, umkm=umkm).first()


def _replace(mou, umkm, actor, agrees, channel, note, now) -> RegisterAnswer:
    now = now or timezone.now()
    last = _last(mou, umkm)
    row = RegisterAnswer(
        mou=mou,
        side=Side.COMPANY if umkm is None else Side.UMKM,
        umkm=umkm,
        agrees=agrees,
        channel=channel,
        note=note,
        given_at=now,
        recorded_by=actor,
    )
    if last is not None:
        if (last.agrees, last.version) == (row.agrees, row.version):
            raise WrongState(_("Jawaban ini sudah tercatat."))
        last.replaced_at = now
        last.save(update_fields=["replaced_at"])
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def name_rule(mou: Mou, *, actor: User, basis: str, now: datetime | None = None) -> RegisterRule:
    """The officer names the rule that allows this partnership to be shown. Raises NotAllowed, WrongState, ValidationError."""
    must(is_officer(actor))
    mou = _locked(mou, None)
    if mou.register_rules.filter(withdrawn_at=None).exists():
        raise WrongState(_("Dasar hukum sudah disebut; cabut dahulu bila akan diganti."))
    rule = RegisterRule(
        mou=mou, basis=basis.strip(), named_by=actor, named_at=now or timezone.now()
    )
    rule.full_clean()
    rule.save()
    return rule


@transaction.atomic
def withdraw_rule(mou: Mou, *, actor: User, now: datetime | None = None) -> RegisterRule:
    """From now on only what the parties have said counts. Raises NotAllowed, WrongState."""
    must(is_officer(actor))
    mou = _locked(mou, None)
    rule = mou.register_rules.filter(withdrawn_at=None).first()
    if rule is None:
        raise WrongState(_("Tidak ada dasar hukum yang berlaku untuk kemitraan ini."))
    rule.withdrawn_by, rule.withdrawn_at = actor, now or timezone.now()
    rule.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return rule


def forget_firm(umkm_id: int, *, now: datetime | None = None) -> None:
    """An erased firm has said yes to nothing any more; what was noted of its papers goes."""
    rows = RegisterAnswer.objects.filter(umkm=umkm_id)
    rows.in_force().update(replaced_at=now or timezone.now())
    rows.filter(channel=AnswerChannel.PAPER).update(note=_("(data dihapus)"))
