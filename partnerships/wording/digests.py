"""The daily digest as text and HTML, and a WhatsApp message of the same, in the active language."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kemitraan.accounts.models import User
from kemitraan.post.kinds import kind_of as post_kind
from kemitraan.post.links import stop_link_of
from partnerships.models import Notice
from partnerships.wording.notices import GROUPS, kind_of, sentence

#: Lines of one group before the rest is counted.
SHOWN = 12
#: Lines of a WhatsApp message.
SHORT = 5


@dataclass(frozen=True)
class Line:
    text: str
    url: str


@dataclass(frozen=True)
class Part:
    title: str
    lines: list[Line]
    more: int


@dataclass(frozen=True)
class Text:
    subject: str
    text: str
    html: str


def digest_letter(person: User, notices: list[Notice], *, absolute: Callable[[str], str]) -> Text:
    parts, kinds = [], []
    for group in GROUPS:
        of_group = [notice for notice in notices if kind_of(notice.code) == group.kind]
        if of_group:
            parts.append(
                Part(
                    str(group.title),
                    [_line(notice, absolute) for notice in of_group[:SHOWN]],
                    max(0, len(of_group) - SHOWN),
                )
            )
            kinds.append(group.kind)
    stops = [
        (str(post_kind(kind).label), stop_link_of(person.pk, person.email, kind))
        for kind in (*kinds, "digest")
    ]
    context = {
        "subject": _subject(parts, kinds, len(notices)),
        "person": person,
        "parts": parts,
        "desk": absolute("/meja/"),
        "all": absolute("/kabar/"),
        "settings": absolute("/pemberitahuan/"),
        "stops": stops,
    }
    return Text(
        context["subject"],
        render_to_string("partnerships/mail/digest.txt", context).strip() + "\n",
        render_to_string("partnerships/mail/digest.html", context),
    )


def _line(notice: Notice, absolute) -> Line:
    return Line(sentence(notice.code, notice.values), absolute(notice.url))


def _subject(parts: list[Part], kinds: list[str], count: int) -> str:
    """What to do is said before what is only new."""
    if kinds[0] not in {"chances", "news"}:
        first = len(parts[0].lines) + parts[0].more
        return ngettext("%(count)s hal menunggu Anda", "%(count)s hal menunggu Anda", first) % {
            "count": first
        }
    return ngettext("%(count)s kabar kemitraan", "%(count)s kabar kemitraan", count) % {
        "count": count
    }


def whatsapp_text(person: User, notices: list[Notice], *, absolute) -> str:
    lines = [_("Yth. %(name)s, kabar dari portal Kemitraan:") % {"name": person}]
    for notice in notices[:SHORT]:
        lines.append(f"• {sentence(notice.code, notice.values)}\n{absolute(notice.url)}")
    if len(notices) > SHORT:
        lines.append(_("Dan %(count)s lagi di meja Anda.") % {"count": len(notices) - SHORT})
    lines.append(absolute("/meja/"))
    return "\n\n".join(lines)
