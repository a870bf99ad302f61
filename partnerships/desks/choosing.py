"""What a company's people keep for themselves: finds of their searches, and shortlists."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kemitraan.rupiah import number
from partnerships.desks.items import Item, Link, Section, section
from partnerships.models import SavedSearch, Shortlist
from partnerships.services.searches import said_news
from partnerships.standing import Standing


def choosing_desk(user, standing: Standing) -> list[Section]:
    """What a company's people keep for themselves; nothing waits here, so it stands last."""
    if not standing.company_ids:
        return []
    return [
        section(
            "found",
            _("Baru untuk pencarian Anda"),
            SavedSearch.objects.of(user).with_news().filter(news__gt=0).order_by("-newest"),
            lambda row: Item(
                said_news(row, row.news),
                row.get_absolute_url(),
                row.newest,
                link=Link(_("Lihat"), row.get_absolute_url()),
            ),
            reverse("partnerships:saved-searches"),
            is_news=True,
        ),
        section(
            "shortlists",
            _("Daftar pendek perusahaan Anda"),
            Shortlist.objects.filter(company__in=standing.company_ids).with_counts(),
            lambda row: Item(
                row.name,
                row.get_absolute_url(),
                row.changed_at,
                detail=ngettext("%(count)s UMKM", "%(count)s UMKM", row.count)
                % {"count": number(row.count)},
            ),
            reverse("partnerships:shortlists"),
            is_news=True,
        ),
    ]
