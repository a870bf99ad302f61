"""A letter as a mail: text, a simple HTML of the same words, and the headers."""

import hashlib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from kemitraan.post.kinds import kind_of
from kemitraan.post.links import stop_link
from kemitraan.post.models import Letter


def envelope(letter: Letter) -> EmailMultiAlternatives:
    stop = stop_link(letter) if kind_of(letter.kind).can_stop else ""
    with translation.override(letter.language):
        context = {"letter": letter, "stop": stop}
        text = render_to_string("post/mail/letter.txt", context)
        html = letter.html or render_to_string("post/mail/letter.html", context)
    message = EmailMultiAlternatives(
        letter.subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.address],
        headers={
            "Message-ID": message_id(letter.key),
            "Date": letter.created_at.strftime("%a, %d %b %Y %H:%M:%S %z"),
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
            **_stopping(stop),
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def _stopping(link: str) -> dict[str, str]:
    """What mail programs make their button of (RFC 2369, RFC 8058)."""
    if not link:
        return {}
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def message_id(key: str) -> str:
    """The same for the same key, so that a mail that comes twice is known as one."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:40]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{digest}@{domain}>"
