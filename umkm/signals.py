"""What supply tells the floors above, by hand and after the commit."""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

#: Sent with umkm_id when what the matcher reads of an UMKM has changed.
umkm_changed = Signal()

# The next ones are sent inside the transaction: what a receiver writes stands or falls with it.

#: Sent with kept_id, merged_id. A receiver moves its rows from the merged firm to the kept one and returns what it needs to
#: move them back (JSON); see umkm.services.merging.move_rows.
umkm_merged = Signal()
#: Sent with kept_id, merged_id, moved: what the same receiver returned then.
umkm_unmerged = Signal()
#: Sent with umkm_id before a person is taken out of a firm. A receiver returns [[what law keeps, why], ...].
umkm_erasing = Signal()
#: Sent with umkm_id when the owner takes away all data. A receiver returns {title: [row, ...]}, rows as {label: value}.
umkm_told = Signal()
#: Sent with umkm_id when the owner asks who has seen the contact. A receiver returns [ContactSeen, ...], the newest first.
umkm_contact_asked = Signal()


@dataclass(frozen=True)
class ContactSeen:
    """Somebody has seen name and number of a firm's owner: who, about what, when, and through which door, in words."""

    by: str
    about: str
    at: datetime
    through: str
