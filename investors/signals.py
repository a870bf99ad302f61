"""What demand tells the floors above, by hand and after the commit."""

from django.dispatch import Signal

#: Sent with need_id when a need is opened: it wants suppliers now.
need_opened = Signal()

#: Sent with need_id when a need is closed or has expired: what was suggested for it is over.
need_closed = Signal()
