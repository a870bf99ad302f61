"""What the watch would have told by this morning, and the digests of today."""

from datetime import datetime, timedelta

from partnerships.models import Notice
from partnerships.services.digest import digest_moment, send_digests
from partnerships.services.watch import watch
from umkm.services.expiry import note_expiring_certificates


def tell_people(*, now: datetime) -> str:
    """As if worker and beat had been running all the time; who signs in finds what is news to him."""
    morning = digest_moment(now)
    if morning > now:
        morning -= timedelta(days=1)
    note_expiring_certificates(today=morning.date())
    watch(now=morning - timedelta(hours=1))
    letters = send_digests(now=morning)
    return f"{Notice.objects.count()} notices, {letters} digests"
