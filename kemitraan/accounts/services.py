"""Every write of accounts that an administrator makes. (Who registers an UMKM or a company gets the account there.)"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.identifiers import parse_telephone
from kemitraan.refusals import NotAllowed


@transaction.atomic
def save_account(account: User, *, actor: User) -> User:
    """Write a new or changed account as it stands; whether it opens the admin follows from its role.

    Raises NotAllowed, ValidationError (also for shutting oneself out).
    """
    if not actor.is_superuser:
        raise NotAllowed(_("Hanya administrator yang mengelola akun."))
    if account.pk == actor.pk and not account.is_active:
        raise ValidationError({"is_active": _("Anda tidak dapat menonaktifkan akun Anda sendiri.")})
    account.telephone = parse_telephone(account.telephone) if account.telephone else None
    account.is_staff = account.is_official or account.is_area_staff
    account.full_clean()
    account.save()
    return account
