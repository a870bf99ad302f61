"""What supply tells the floors above, by hand and after the commit."""

from django.dispatch import Signal

#: Sent with umkm_id when what the matcher reads of an UMKM has changed.
umkm_changed = Signal()
