"""What demand tells the floors above, by hand and after the commit."""

from django.dispatch import Signal

#: Sent with need_id when a need is opened: it wants suppliers now.
need_opened = Signal()

#: Sent with need_id when a need is closed or has expired: what was suggested for it is over.
need_closed = Signal()

#: Asked with a signed-in `user` while a list is filtered: each receiver answers with a queryset of the keys of needs that were
#: shown to this person though they are not public. Never evaluated here, so that it costs no query of its own.
need_shown_to = Signal()
