"""The floors below speak by signals; here the worker is asked to match. A lost one is made good by the nightly run."""

from django.db import transaction
from django.dispatch import receiver

from investors.models import Need
from investors.signals import need_opened
from kemitraan.verification import VerificationStatus
from partnerships.models import Suggestion
from partnerships.services import matching
from partnerships.tasks import perform_match
from umkm.models import Umkm
from umkm.signals import umkm_changed


@receiver(need_opened)
def match_opened_need(need_id: int, **_kwargs):
    with transaction.atomic():
        run = matching.ask_need_run(Need.objects.get(pk=need_id))
        perform_match.delay_on_commit(run.pk)


@receiver(umkm_changed)
def match_changed_umkm(umkm_id: int, **_kwargs):
    umkm = Umkm.objects.get(pk=umkm_id)
    on_no_list = not Suggestion.objects.filter(umkm=umkm).exists()
    if umkm.status != VerificationStatus.VERIFIED and on_no_list:
        return  # is matched with nothing, and has nothing to lose
    with transaction.atomic():
        run = matching.ask_umkm_run(umkm)
        perform_match.delay_on_commit(run.pk)
