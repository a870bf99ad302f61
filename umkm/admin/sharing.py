"""Links by which profiles are shared with people without an account: who made them, until when, how often they were opened."""

from django.contrib import admin
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import RangeDateTimeFilter

from kemitraan.official_admin import OfficialAdmin
from umkm.models import ShareLink


@admin.register(ShareLink)
class ShareLinkAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Tautan berbagi"),
            (
                "umkm",
                "made_by",
                "by_owner",
                "purpose",
                "made_at",
                "ends_at",
                "withdrawn_at",
                "looks",
                "last_look_at",
            ),
        ),
    )
    list_display = ("umkm", "made_by", "by_owner", "made_at", "ends_at", "withdrawn_at", "looks")
    list_select_related = ("umkm", "made_by")
    list_filter = (("ends_at", RangeDateTimeFilter),)
    search_fields = ("umkm__name", "made_by__full_name", "purpose")
