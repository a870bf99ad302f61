"""What every change of an UMKM begins and ends with: the right and the lock, the search and the news."""

from django.db import transaction

from kemitraan.accounts.models import User
from kemitraan.refusals import must
from umkm.models import Umkm
from umkm.permissions import may_edit
from umkm.services.search import refresh_search
from umkm.signals import umkm_changed


def keep(umkm: Umkm, actor: User) -> Umkm:
    """The UMKM locked for its keeper, or NotAllowed."""
    must(may_edit(actor, umkm))
    return Umkm.objects.select_for_update(of=("self",)).get(pk=umkm.pk)


def changed(umkm: Umkm) -> None:
    refresh_search([umkm.pk])
    transaction.on_commit(lambda: umkm_changed.send(sender=Umkm, umkm_id=umkm.pk))
