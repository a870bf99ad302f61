"""Sharing a profile with somebody who has no account: made, opened, withdrawn."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused, must
from umkm.models import PublicField, ShareLink, Umkm
from umkm.permissions import may_share, owns_data, withdraws_link

#: For how long a link may be made, and how many of one person are open at once.
LONGEST = timedelta(days=180)
MOST_OPEN = 100


class LinkOver(Refused):
    """The link was good once: it has ended, was withdrawn, or its profile is no longer to be seen."""

    status_code = 410
    code = "link_over"


def _digest(token: str) -> str:
    """The token has 192 bits of chance, so a plain fingerprint cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def share(
    umkm: Umkm,
    *,
    actor: User,
    until: date,
    shown: Sequence[str] = (),
    purpose: str = "",
    now: datetime | None = None,
) -> tuple[ShareLink, str]:
    """A link that opens through the whole day `until`, and its token, which is told this once.

    `shown` (PublicField values) counts for the owner alone: everybody else shares what is public when the link is opened.
    Raises NotAllowed, Refused, ValidationError.
    """
    now = now or timezone.now()
    umkm = Umkm.objects.select_for_update(of=("self",)).get(pk=umkm.pk)
    must(may_share(actor, umkm))
    today = timezone.localdate(now)
    if not today <= until <= today + LONGEST:
        raise ValidationError(
            {
                "until": _("Pilih hari antara hari ini dan %(last)s.")
                % {"last": f"{today + LONGEST:%d-%m-%Y}"}
            }
        )
    if ShareLink.objects.in_force(now).filter(made_by=actor).count() >= MOST_OPEN:
        raise Refused(
            _("Anda sudah punya %(most)s tautan terbuka. Tarik yang tidak dipakai lagi.")
            % {"most": MOST_OPEN}
        )
    by_owner = bool(owns_data(actor, umkm))
    token = secrets.token_urlsafe(24)
    link = ShareLink(
        umkm=umkm,
        token_digest=_digest(token),
        by_owner=by_owner,
        shown=[name for name in PublicField.values if name in shown] if by_owner else [],
        purpose=purpose.strip(),
        made_by=actor,
        made_at=now,
        ends_at=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)),
    )
    link.full_clean()
    link.save()
    return link, token


@transaction.atomic
def withdraw_link(link: ShareLink, *, actor: User, now: datetime | None = None) -> ShareLink:
    """By who made it, and by the owner of the firm. Twice does no harm. Raises NotAllowed."""
    link = ShareLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    must(withdraws_link(actor, link))
    if link.withdrawn_at is None:
        link.withdrawn_at = now or timezone.now()
        link.save(update_fields=["withdrawn_at"])
    return link


def find_link(token: str, *, now: datetime | None = None) -> ShareLink | None:
    """The link that this token opens, None when there never was one. Raises LinkOver with a sentence for who was sent it."""
    now = now or timezone.now()
    rows = ShareLink.objects.select_related("umkm__village__district", "umkm__cluster", "made_by")
    link = rows.filter(token_digest=_digest(token)).first()
    if link is None:
        return None
    if link.withdrawn_at is not None:
        raise LinkOver(_("Tautan ini sudah ditarik oleh yang membagikannya."))
    if now >= link.ends_at:
        raise LinkOver(
            _("Tautan ini berakhir pada %(day)s. Mintalah tautan baru kepada yang membagikannya.")
            % {"day": f"{link.last_day:%d-%m-%Y}"}
        )
    if not _may_still_be_seen(link):
        raise LinkOver(_("Profil usaha ini tidak lagi ditampilkan."))
    return link


def _may_still_be_seen(link: ShareLink) -> bool:
    """The owner shows the own firm as long as it is in the register; others only what the directory shows."""
    umkm = link.umkm
    if link.by_owner:
        return umkm.erased_at is None and umkm.merged_into_id is None
    return Umkm.objects.listed().filter(pk=umkm.pk).exists()


def count_look(link: ShareLink, *, now: datetime | None = None) -> None:
    ShareLink.objects.filter(pk=link.pk).update(
        looks=F("looks") + 1, last_look_at=now or timezone.now()
    )


def what_it_shows(link: ShareLink) -> set[str]:
    """PublicField values: the owner's choice for this link, otherwise what is public now."""
    return set(link.shown if link.by_owner else link.umkm.public_fields)
