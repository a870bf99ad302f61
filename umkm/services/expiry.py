"""Certificates that run out: warned of 60 and 30 days ahead, each once. Sending the notices is not done here."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from umkm.models import Certificate, CertificateNotice

#: (days ahead, from how many days on the earlier warning is no longer worth making)
_STEPS = ((60, 31), (30, 0))


def note_expiring_certificates(*, today: date | None = None) -> int:
    """Make the notice rows that are due today: how many are new. Called as often as one likes, it makes each once."""
    today = today or timezone.localdate()
    rows = [
        CertificateNotice(certificate_id=pk, expires_on=expires_on, days_ahead=ahead)
        for ahead, beyond in _STEPS
        for pk, expires_on in Certificate.objects.filter(
            expires_on__range=(today + timedelta(days=beyond), today + timedelta(days=ahead))
        ).values_list("pk", "expires_on")
    ]
    before = CertificateNotice.objects.count()
    CertificateNotice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return CertificateNotice.objects.count() - before


def note_announced(certificate_ids: Iterable[int], *, now: datetime) -> int:
    """The owners of these certificates are told: how many notices were new to them."""
    rows = CertificateNotice.objects.filter(certificate__in=certificate_ids, announced_at=None)
    return rows.update(announced_at=now)
