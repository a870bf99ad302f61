"""What both sides say of a partnership that comes to its end."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, Refused, WrongState
from partnerships.models import Evaluation, Mou, MouStatus, Side
from partnerships.permissions import is_officer, side_of
from umkm.models import Umkm
from umkm.permissions import speaks_for

#: A partnership of which both sides are asked what they think.
OVER = (MouStatus.COMPLETED, MouStatus.TERMINATED)


@transaction.atomic
def evaluate(
    mou: Mou,
    *,
    actor: User,
    rating: int,
    goes_on: bool,
    note: str = "",
    umkm: Umkm | None = None,
    now: datetime | None = None,
) -> Evaluation:
    """One evaluation of a party: of the company, or of one UMKM (which an officer names). Once each.

    Raises NotAllowed, WrongState, Refused, ValidationError.
    """
    mou = Mou.objects.select_for_update(of=("self",)).get(pk=mou.pk)
    side = side_of(actor, mou)
    if side is None and not is_officer(actor):
        raise NotAllowed(_("Hanya para pihak dan petugas kemitraan yang menulis evaluasi."))
    if mou.status not in OVER:
        raise WrongState(_("Evaluasi ditulis setelah kemitraan berakhir."))
    if side == Side.COMPANY:
        umkm = None
    elif umkm is not None and not mou.members.filter(umkm=umkm).exists():
        raise Refused(_("UMKM ini bukan peserta MoU."))
    elif side == Side.UMKM and (umkm is None or not speaks_for(actor, umkm)):
        raise NotAllowed(_("Setiap UMKM menulis evaluasinya sendiri."))
    evaluation = Evaluation(
        mou=mou,
        side=Side.UMKM if umkm else Side.COMPANY,
        umkm=umkm,
        rating=rating,
        goes_on=goes_on,
        note=note.strip(),
        written_by=actor,
        written_at=now or timezone.now(),
    )
    evaluation.full_clean()
    evaluation.save(force_insert=True)
    return evaluation
