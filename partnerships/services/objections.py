"""An UMKM's objection to being matched by machine (UU 27/2022 article 10), and its taking back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import NotAllowed, WrongState
from partnerships.models import ProfilingObjection
from umkm.models import Umkm
from umkm.permissions import speaks_for
from umkm.signals import umkm_changed


@transaction.atomic
def object_to_matching(
    umkm: Umkm, *, actor: User, note: str = "", now: datetime | None = None
) -> ProfilingObjection:
    """From now on only people propose this firm; its unanswered suggestions go with the run that this asks for.

    Raises NotAllowed, WrongState.
    """
    umkm = _locked(umkm, actor)
    if ProfilingObjection.objects.filter(umkm=umkm).exists():
        raise WrongState(_("Keberatan Anda sudah tercatat."))
    objection = ProfilingObjection(umkm=umkm, by=actor, note=note.strip(), at=now or timezone.now())
    objection.full_clean()
    objection.save(force_insert=True)
    _tell(umkm)
    return objection


@transaction.atomic
def take_objection_back(umkm: Umkm, *, actor: User) -> None:
    """The firm is matched again. Raises NotAllowed, WrongState."""
    umkm = _locked(umkm, actor)
    gone, _rows = ProfilingObjection.objects.filter(umkm=umkm).delete()
    if not gone:
        raise WrongState(_("Tidak ada keberatan yang tercatat."))
    _tell(umkm)


def _locked(umkm: Umkm, actor: User) -> Umkm:
    verdict = speaks_for(actor, umkm)
    if not verdict:
        raise NotAllowed(verdict.reason)
    return Umkm.objects.select_for_update(of=("self",)).get(pk=umkm.pk)


def _tell(umkm: Umkm) -> None:
    """As any other change of what the matcher reads of this firm."""
    transaction.on_commit(lambda: umkm_changed.send(sender=Umkm, umkm_id=umkm.pk))
