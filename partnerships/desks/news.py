"""What a person has been told and has not read: beside what waits on the desk anyway."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.desks.items import Item, Section, section
from partnerships.models import Notice
from partnerships.watching.changes import ASK
from partnerships.wording.notices import sentence


def news(user) -> Section:
    """Changes and ends. Reminders of what has to be answered stand above, with their buttons."""
    rows = (
        Notice.objects.unread()
        .filter(
            Q(code__startswith="change_")
            | Q(code__contains="_ending")
            | Q(code__in=("chance_company", "need_edited")),
            person=user,
        )
        .exclude(code__endswith=ASK)
    )
    return section(
        "news",
        _("Kabar untuk Anda"),
        rows,
        lambda row: Item(sentence(row.code, row.values), row.url, row.made_at),
        reverse("partnerships:notices"),
        is_news=True,
    )
