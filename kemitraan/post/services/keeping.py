"""What old letters said is nobody's business any more: their key stays, so that none is written again."""

from datetime import datetime, timedelta

from django.utils import timezone

from kemitraan.post.models import Letter, LetterStatus

#: Long enough to answer "what did you write to me?", and no longer (UU 27/2022, article 16: kept as long as needed).
KEPT = timedelta(days=180)


def forget_old_letters(*, now: datetime | None = None) -> int:
    """Empty the letters that were settled long ago: how many."""
    now = now or timezone.now()
    on_its_way = (LetterStatus.WAITING, LetterStatus.SENDING)
    old = Letter.objects.filter(created_at__lt=now - KEPT).exclude(status__in=on_its_way)
    return old.exclude(body="").update(body="", html="", subject="–", address="")
