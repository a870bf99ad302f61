"""What the reference data says to supply."""

from django.dispatch import receiver

from kemitraan.reference.signals import size_thresholds_changed
from umkm.tasks import recompute_all_sizes


@receiver(size_thresholds_changed)
def bring_sizes_in_line(**_kwargs):
    recompute_all_sizes.delay()
