"""Who has seen whose contact: for the auditor, and for an owner's question."""

from django.contrib import admin
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter
from unfold.decorators import display

from kemitraan.official_admin import OfficialAdmin
from partnerships.models import ContactDisclosure


@admin.register(ContactDisclosure)
class ContactDisclosureAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Pembukaan kontak"),
            ("owner_label", "whose", "by", "at", "door", "suggestion", "umkm", "company"),
        ),
    )
    list_display = ("at", "owner_label", "whose", "by", "door", "suggestion")
    list_select_related = ("umkm", "company", "by", "suggestion__need", "suggestion__umkm")
    list_filter = (
        ("whose", ChoicesDropdownFilter),
        ("door", ChoicesDropdownFilter),
        ("at", RangeDateTimeFilter),
    )
    search_fields = ("umkm__name", "company__name", "by__full_name")

    @display(description=gettext_lazy("kontak siapa"))
    def owner_label(self, row):
        return str(row.owner)
