"""Tokens are made, used and revoked."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.accounts.models import Role, User
from kemitraan.api.models import ApiToken
from kemitraan.refusals import Refused, WrongState, must

#: Makes a leaked token findable in a log or a repository.
PREFIX = "kmt_"
#: More live ones than anybody keeps in order.
LIMIT = 20
#: `last_used_at` is written at most so often: reading stays reading.
NOTED_EVERY = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """The secret is 256 random bits, so a plain digest is as good as a slow one."""
    return hashlib.sha256(secret.encode()).hexdigest()


def may_revoke(user: User, token: ApiToken) -> Verdict:
    """Its owner, and the officers who look after accounts."""
    if token.user_id == user.pk or user.has_role(Role.PARTNERSHIP_OFFICER):
        return ALLOWED
    return refused(_("Hanya pembuat token dan petugas kemitraan yang dapat mencabutnya."))


@transaction.atomic
def make_token(
    *, actor: User, name: str, scope: str, days: int | None = None, now: datetime | None = None
) -> tuple[ApiToken, str]:
    """A token for this person that ends after `days` (None: never), and its secret, which cannot be read again.

    Raises Refused, ValidationError.
    """
    now = now or timezone.now()
    User.objects.select_for_update().get(pk=actor.pk)
    if ApiToken.objects.filter(user=actor).live(now).count() >= LIMIT:
        raise Refused(
            _("Paling banyak %(count)s token yang berlaku. Cabut yang tidak dipakai lagi.")
            % {"count": LIMIT}
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=actor,
        name=name.strip(),
        scope=scope,
        hint=secret[:10],
        digest=digest_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    token.full_clean()
    token.save(force_insert=True)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: User, now: datetime | None = None) -> ApiToken:
    """From now on nobody signs in with it. Raises NotAllowed, WrongState."""
    must(may_revoke(actor, token))
    token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at:
        raise WrongState(_("Token ini sudah dicabut."))
    token.revoked_at, token.revoked_by = now or timezone.now(), actor
    token.save(update_fields=["revoked_at", "revoked_by"])
    return token


def use_token(secret: str, *, now: datetime | None = None) -> ApiToken | None:
    """The live token of an active account with this secret, or None."""
    now = now or timezone.now()
    tokens = ApiToken.objects.live(now).filter(user__is_active=True).select_related("user")
    token = tokens.filter(digest=digest_of(secret)).first()
    if token and (token.last_used_at is None or token.last_used_at < now - NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
