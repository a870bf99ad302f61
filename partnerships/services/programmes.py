"""Drives of partnership with the figures that their source states."""

from django.db import transaction

from kemitraan.accounts.models import User
from kemitraan.refusals import must
from partnerships.models import PartnershipProgramme
from partnerships.permissions import is_officer


@transaction.atomic
def save_programme(programme: PartnershipProgramme, *, actor: User) -> PartnershipProgramme:
    """Write a programme as it stands in the row. Raises NotAllowed, ValidationError."""
    must(is_officer(actor))
    programme.full_clean()
    programme.save()
    return programme
