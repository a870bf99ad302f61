"""The days by which the watch goes: officials of the DPMPTSP set them, with their source."""

from django.db import transaction

from kemitraan.accounts.models import User
from kemitraan.refusals import must
from partnerships.models import LkpmWindow, WatchRule
from partnerships.permissions import is_officer


@transaction.atomic
def save_watch_rule(row: WatchRule, *, actor: User) -> WatchRule:
    """Raises NotAllowed, ValidationError."""
    must(is_officer(actor))
    row.days = sorted(set(row.days or ()))
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def save_lkpm_window(row: LkpmWindow, *, actor: User) -> LkpmWindow:
    """A new window, or a corrected one. Raises NotAllowed, ValidationError."""
    must(is_officer(actor))
    row.full_clean()
    row.save()
    return row
